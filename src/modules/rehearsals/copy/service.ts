import { daysBetween } from "#kernel/dates.ts"
import { fill } from "#kernel/words.ts"
import { partOf as agendaPart } from "#modules/agenda/copy/service.ts"
import { agendaService } from "#modules/agenda/service.ts"
import type { Context } from "#server/context.ts"
import { there } from "../reading/service.ts"
import { linesOf, scriptsOf } from "../store.ts"
import type { RehearsalsPart } from "../template/contract.ts"
import { words } from "../words.ts"

/** The names by which the copied programme knows its sessions: it has them in the same order. */
async function keysOf(ctx: Context, meetingId: string): Promise<Map<string, string>> {
  const [copied] = await agendaPart(ctx, meetingId)
  const sessions = await agendaService.list(ctx, { meetingId })
  return new Map(sessions.map(({ id }, place) => [id, copied?.part.sessions[place]?.key ?? ""]))
}

/** Scripts with their lines, at their distances; who walked them and what was found belongs to that meeting only. */
export async function partOf(ctx: Context, meetingId: string) {
  const place = await there(ctx, meetingId)
  const scripts = await scriptsOf(ctx.db, place)
  if (!scripts.length) return []
  const keys = await keysOf(ctx, meetingId)
  const ids = scripts.map(({ id }) => id)
  const lines = Map.groupBy(await linesOf(ctx.db, meetingId, ids), ({ scriptId }) => scriptId)
  const part: RehearsalsPart = {
    scripts: scripts.map(({ id, sessionId, title, day, starts }) => ({
      ...(sessionId === null ? { session: null, own: { offset: daysBetween(place.startsOn, day), starts } } : { session: keys.get(sessionId) ?? "" }),
      title,
      lines: (lines.get(id) ?? []).map(({ minutes, cue, what, person, place: where, seconds }) => ({ minutes, cue, what, person, place: where, seconds })),
    })),
  }
  return [{ module: "rehearsals", part, said: [fill(words[ctx.locale].copied, { count: scripts.length })] }]
}
