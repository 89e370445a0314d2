import { Refusal } from "#kernel/contract.ts"
import { newId } from "#kernel/ids.ts"
import { fill } from "#kernel/words.ts"
import { slowFirst } from "#server/api.ts"
import type { Context } from "#server/context.ts"
import { writeSheet } from "#server/sheets.ts"
import { there } from "../placing/service.ts"
import { words } from "../words.ts"
import type { Matter, MatterKind } from "./contract.ts"
import { addMatter, changeMatter, matterById, mattersOf, openMatters } from "./store.ts"
import { words as ledgerWords } from "./words.ts"

type Which = { meetingId: string; id: string; version: number }
type Written = Pick<Matter, "title" | "owner" | "measure" | "dueOn">
type Ledger = { meetingId: string; kind: MatterKind }

async function change(ctx: Context, { meetingId, id, version }: Which, to: (before: Matter) => Partial<Matter>): Promise<Matter> {
  const place = await there(ctx, meetingId)
  const before = await matterById(ctx.db, place, id)
  const hand = { by: ctx.actor.name, at: ctx.now, zone: place.meeting.zone, locale: ctx.locale }
  await changeMatter(ctx.db, { ...before, ...to(before), version }, hand)
  return matterById(ctx.db, place, id)
}

/** The ledger as a sheet, made before the transaction. */
async function ledgerSheet(ctx: Context, { meetingId, kind }: Ledger) {
  const place = await there(ctx, meetingId)
  const say = words[ctx.locale]
  const sayLedger = ledgerWords[ctx.locale]
  const titles = [sayLedger.matter, say.owner, sayLedger.measure, say.dueOn, say.state, sayLedger.outcome]
  const widths = [44, 12, 44, 12, 12, 44]
  const stateOf = ({ closedAt, lateDays }: Matter) =>
    closedAt ? sayLedger.closed : lateDays ? fill(say["late.days"], { days: lateDays }) : sayLedger.notClosed
  const rows = (await mattersOf(ctx.db, place, kind)).map((one) => [one.title, one.owner, one.measure, one.dueOn, stateOf(one), one.outcome ?? ""])
  const name = sayLedger[`ledger.${kind}`]
  const bytes = await writeSheet({ name, columns: titles.map((title, index) => ({ title, width: widths[index] ?? 12 })), rows })
  return { name: `${place.meeting.name} ${name}.xlsx`, staged: await ctx.platform.files.stage(bytes) }
}

export const ledgerHandlers = {
  matters: async (ctx: Context, { meetingId, kind }: Ledger) => mattersOf(ctx.db, await there(ctx, meetingId), kind),

  async addMatter(ctx: Context, { meetingId, ...given }: Ledger & Written) {
    const place = await there(ctx, meetingId)
    const id = newId()
    await addMatter(ctx.db, { ...given, meetingId, id }, { by: ctx.actor.name, at: ctx.now })
    return matterById(ctx.db, place, id)
  },

  editMatter: (ctx: Context, { title, owner, measure, dueOn, ...which }: Which & Written) =>
    change(ctx, which, (before) => {
      if (before.closedAt) throw new Refusal("tasks.matterClosed", { title: before.title })
      return { title, owner, measure, dueOn }
    }),

  closeMatter: (ctx: Context, { outcome, ...which }: Which & { outcome: string }) => change(ctx, which, () => ({ outcome, closedAt: ctx.now })),

  reopenMatter: (ctx: Context, which: Which) => change(ctx, which, () => ({ outcome: null, closedAt: null })),

  exportMatters: slowFirst(ledgerSheet, async (ctx: Context, { meetingId }: Ledger, sheet) => {
    const file = await ctx.platform.files.put(ctx.db, { ...sheet, meetingId, passing: true })
    return ctx.platform.files.ticket(ctx, file.id)
  }),
}

/** What the overview shows as wrong: troubles and risks past their day. */
export async function whatIsOpen(ctx: Context, meetingId: string) {
  const say = words[ctx.locale]
  const sayLedger = ledgerWords[ctx.locale]
  return (await openMatters(ctx.db, await there(ctx, meetingId))).map(({ kind, late }) => ({
    level: "warning" as const,
    sentence: fill(sayLedger[`attention.${kind}`], { count: late }),
    verb: say["attention.verb"],
    path: `ledgers?kind=${kind}`,
  }))
}
