import type { z } from "zod"
import { Refusal } from "#kernel/contract.ts"
import { daysBetween, longDay, minutesOf, plainClock } from "#kernel/dates.ts"
import { newId } from "#kernel/ids.ts"
import { openPeople } from "#modules/access/roles/service.ts"
import { agendaService } from "#modules/agenda/service.ts"
import { serve } from "#server/api.ts"
import type { Context } from "#server/context.ts"
import { type GivenLine, type Line, rehearsals, type WholeScript } from "./contract.ts"
import { draftKindOf, draftOf } from "./drafts/rules.ts"
import { findingHandlers } from "./findings/service.ts"
import { there, whole } from "./reading/service.ts"
import { inOrder } from "./rules.ts"
import { runHandlers } from "./runs/service.ts"
import { exportScripts, printScripts } from "./sheet/service.ts"
import { addScripts, changeScript, type Placed, removeScript, scriptsOf, type There, writeLines } from "./store.ts"
import { words } from "./words.ts"

type Adding = z.output<typeof rehearsals.addScript.input>
type Editing = z.output<typeof rehearsals.editScript.input>
const hand = (ctx: Context) => ({ by: ctx.actor.name, at: ctx.now })

/** A session's script counts from the session; one of its own keeps its distance from the opening. */
function ownTime({ sessionId, own }: Pick<Adding, "sessionId" | "own">, { startsOn }: There): { offset: number | null; starts: string | null } {
  if (sessionId !== null) return { offset: null, starts: null }
  if (own === null) throw new Refusal("rehearsals.ownTimeNeeded")
  return { offset: daysBetween(startsOn, own.day), starts: own.starts }
}

/** Whoever is newly named must be able to sign in; who was named before may have left since. */
async function mustBePeople(ctx: Context, lines: readonly GivenLine[], before: readonly Line[]): Promise<void> {
  const known = new Set(before.map(({ account }) => account))
  const named = lines.filter(({ account }) => account !== null && !known.has(account))
  if (!named.length) return
  const open = new Set((await openPeople(ctx, "")).map(({ id }) => id))
  const stranger = named.find(({ account }) => !open.has(account ?? ""))
  if (stranger) throw new Refusal("rehearsals.noSuchPerson", { name: stranger.person })
}

/** Lines the script has keep their id, and with it what was ticked and found at them; an id from elsewhere is not found. */
function placed(scriptId: string, lines: readonly GivenLine[], before: readonly Line[]): Placed[] {
  const known = new Set(before.map(({ id }) => id))
  if (lines.some(({ id }) => id !== undefined && !known.has(id))) throw new Refusal("house.notFound")
  return inOrder(lines).map((line, place) => ({ ...line, id: line.id ?? newId(), scriptId, position: place + 1 }))
}

async function sessionOf(ctx: Context, meetingId: string, sessionId: string) {
  const session = (await agendaService.list(ctx, { meetingId })).find(({ id }) => id === sessionId)
  if (!session) throw new Refusal("rehearsals.noSuchSession")
  return session
}

const lengthOf = ({ starts, ends }: { starts: string; ends: string }): number => minutesOf(ends) - minutesOf(starts)

async function draft(ctx: Context, { meetingId, sessionId }: { meetingId: string; sessionId: string | null }) {
  if (sessionId === null) {
    const { meeting } = await there(ctx, meetingId)
    return { title: words[ctx.locale].freeTitle, lines: draftOf("free", { chair: "", place: meeting.hall, length: 0 }) }
  }
  const session = await sessionOf(ctx, meetingId, sessionId)
  const { title, key, kind, place, chair } = session
  return { title, lines: draftOf(draftKindOf({ key: key ?? null, kind, title }), { place, chair, length: lengthOf(session) }) }
}

async function addScript(ctx: Context, { meetingId, sessionId, title, own, lines }: Adding): Promise<WholeScript> {
  const place = await there(ctx, meetingId)
  if (sessionId !== null) await sessionOf(ctx, meetingId, sessionId)
  await mustBePeople(ctx, lines, [])
  const id = newId()
  await addScripts(ctx.db, [{ meetingId, id, sessionId, title, ...ownTime({ sessionId, own }, place) }], hand(ctx))
  await writeLines(
    ctx.db,
    meetingId,
    [id],
    placed(
      id,
      lines.map(({ id: _old, ...line }) => line),
      [],
    ),
  )
  return whole(ctx, meetingId, id)
}

async function editScript(ctx: Context, { meetingId, id, version, title, own, lines }: Editing): Promise<WholeScript> {
  const place = await there(ctx, meetingId)
  const before = await whole(ctx, meetingId, id)
  await mustBePeople(ctx, lines, before.lines)
  const { zone } = place.meeting
  const script = { meetingId, id, version, title, ...ownTime({ sessionId: before.sessionId, own: own ?? before }, place) }
  await changeScript(ctx.db, script, { ...hand(ctx), zone, locale: ctx.locale })
  await writeLines(ctx.db, meetingId, [id], placed(id, lines, before.lines))
  return whole(ctx, meetingId, id)
}

/** What Ctrl K finds: scripts by their title. */
export async function found(ctx: Context, meetingId: string, find: string) {
  const hits = (await scriptsOf(ctx.db, await there(ctx, meetingId))).filter(({ title }) => title.includes(find)).slice(0, 5)
  return hits.map(({ id, title, day, starts }) => ({
    kind: words[ctx.locale].script,
    title,
    detail: `${longDay(day, ctx.locale)} ${plainClock(starts)}`,
    path: `rehearsals/${id}`,
  }))
}

/** The number at the rail: findings that nobody has mended. */
export async function howMany(ctx: Context, meetingId: string) {
  const scripts = await scriptsOf(ctx.db, await there(ctx, meetingId))
  return [{ room: "rehearsals", count: scripts.length || null, wants: scripts.reduce((sum, { open }) => sum + open, 0) }]
}

export const rehearsalsService = serve(rehearsals, {
  scripts: async (ctx, { meetingId }) => scriptsOf(ctx.db, await there(ctx, meetingId)),
  script: (ctx, { meetingId, id }) => whole(ctx, meetingId, id),
  draft,
  addScript,
  editScript,

  async removeScript(ctx, { meetingId, id }) {
    const script = await whole(ctx, meetingId, id)
    await removeScript(ctx.db, script)
    return script
  },

  printScripts,
  exportScripts,
  ...runHandlers,
  ...findingHandlers,
})
