import type { Context } from "#server/context.ts"
import { covering, mayEverywhere } from "#server/grants.ts"
import { meetingsIn } from "../store.ts"
import { type BoardLine, type Clash, collisions, standings } from "./contract.ts"
import { hallClashes, linesOf } from "./store.ts"

const seeing = "meetings.get"
// without "within": who keeps to some delegations or gates is shown no numbers of the whole
const counting = { name: "meetings.counts" }

async function idsWhere({ db, actor }: Context, operation?: { name: string }): Promise<string[]> {
  const grants = operation ? covering(actor.grants, operation) : actor.grants
  const where = mayEverywhere(actor, operation?.name ?? seeing) ? "all" : grants.map(({ at }) => at)
  return (await meetingsIn(db, where)).map(({ id }) => id)
}

const own = ({ actor }: Context): Set<string> => new Set(actor.grants.flatMap(({ at }) => (at.kind === "meeting" ? [at.id] : [])))

async function clashesOf(ctx: Context, ids: string[], names: Map<string, string>): Promise<Map<string, Clash[]>> {
  const halls = (await hallClashes(ctx.db, ids)).map((one) => ({ ...one, what: "hall" as const }))
  const leaders = (await ctx.ask(collisions, { ids })).flat().map((one) => ({ ...one, what: "leader" as const }))
  const all = [...halls, ...leaders].map(({ meetingId, withId, what, name, day }) => ({
    meetingId,
    clash: { what, name, day, with: names.get(withId) ?? null },
  }))
  return new Map([...Map.groupBy(all, ({ meetingId }) => meetingId)].map(([id, of]) => [id, of.map(({ clash }) => clash)]))
}

async function board(ctx: Context): Promise<BoardLine[]> {
  const ids = await idsWhere(ctx)
  if (ids.length === 0) return []
  const counted = new Set(await idsWhere(ctx, counting))
  const lines = await linesOf(ctx.db, ids)
  const standing = (await ctx.ask(standings, { ids, accountId: ctx.actor.id })).flat()
  const byId = Map.groupBy(standing, ({ meetingId }) => meetingId)
  const clashes = await clashesOf(
    ctx,
    ids.filter((id) => counted.has(id)),
    new Map(lines.map(({ id, name }) => [id, name])),
  )
  const mine = own(ctx)
  return lines.map((line) => {
    const parts = byId.get(line.id) ?? []
    const sum = (of: "total" | "done" | "late" | "dueToday" | "wrong" | "mine") => parts.reduce((all, part) => all + part[of], 0)
    const of = clashes.get(line.id) ?? []
    const begun = parts.flatMap(({ begunOn }) => begunOn ?? []).sort()[0]
    const numbers = { total: sum("total"), done: sum("done"), late: sum("late"), dueToday: sum("dueToday"), wrong: sum("wrong") + of.length }
    return {
      ...line,
      begunOn: begun && begun < line.arrivesOn ? begun : line.arrivesOn,
      isMine: mine.has(line.id) || sum("mine") > 0,
      numbers: counted.has(line.id) ? numbers : null,
      clashes: of,
    }
  })
}

export const boardHandlers = { board: (ctx: Context) => board(ctx) }
