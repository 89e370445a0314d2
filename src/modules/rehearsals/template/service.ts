import { Refusal } from "#kernel/contract.ts"
import { minutesOf } from "#kernel/dates.ts"
import { newId } from "#kernel/ids.ts"
import { agendaService } from "#modules/agenda/service.ts"
import type { Context } from "#server/context.ts"
import { draftKindOf, draftOf } from "../drafts/rules.ts"
import { inOrder } from "../rules.ts"
import { addScripts, writeLines } from "../store.ts"
import { RehearsalsPart } from "./contract.ts"

/** The agenda's part, applied before this one, has made the sessions. */
export async function takePart(ctx: Context, meetingId: string, part: unknown): Promise<void> {
  const { scripts } = RehearsalsPart.parse(part)
  const sessions = await agendaService.list(ctx, { meetingId })
  const made = scripts.map(({ session: key, title, lines }) => {
    const session = sessions.find((one) => one.key === key)
    if (!session) throw new Refusal("rehearsals.unknownSession", { key })
    const { kind, place = "", chair = "", starts, ends } = session
    const usual = () => draftOf(draftKindOf({ key, kind, title: session.title }), { place, chair, length: minutesOf(ends) - minutesOf(starts) })
    const own = (lines ?? usual()).map((line) => ({ ...line, account: null, seconds: line.seconds ?? null }))
    return { id: newId(), sessionId: session.id, title: title ?? session.title, lines: own }
  })
  await addScripts(
    ctx.db,
    made.map(({ id, sessionId, title }) => ({ meetingId, id, sessionId, title, offset: null, starts: null })),
    { by: ctx.actor.name, at: ctx.now },
  )
  const lines = made.flatMap(({ id: scriptId, lines }) => inOrder(lines).map((line, place) => ({ ...line, id: newId(), scriptId, position: place + 1 })))
  await writeLines(
    ctx.db,
    meetingId,
    made.map(({ id }) => id),
    lines,
  )
}
