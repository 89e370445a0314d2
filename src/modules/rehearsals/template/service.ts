import { Refusal } from "#kernel/contract.ts"
import { minutesOf } from "#kernel/dates.ts"
import { newId } from "#kernel/ids.ts"
import type { Session } from "#modules/agenda/contract.ts"
import { agendaService } from "#modules/agenda/service.ts"
import type { Context } from "#server/context.ts"
import type { GivenLine } from "../contract.ts"
import { draftKindOf, draftOf } from "../drafts/rules.ts"
import { inOrder } from "../rules.ts"
import { addScripts, writeLines } from "../store.ts"
import { words } from "../words.ts"
import { RehearsalsPart } from "./contract.ts"

const noSession = { key: null, kind: "other", title: "", place: "", chair: "", starts: "00:00", ends: "01:00" } as const
type Wanted = Pick<Session, "key" | "kind" | "title" | "place" | "chair" | "starts" | "ends">

function usualFor({ key, kind, title, place, chair, starts, ends }: Wanted): GivenLine[] {
  return draftOf(draftKindOf({ key, kind, title }), { place, chair, length: minutesOf(ends) - minutesOf(starts) })
}

/** The agenda's part, applied before this one, has made the sessions. */
export async function takePart(ctx: Context, meetingId: string, part: unknown): Promise<void> {
  const { scripts } = RehearsalsPart.parse(part)
  const sessions = await agendaService.list(ctx, { meetingId })
  const made = scripts.map(({ session: key, own, title, lines }) => {
    const session = sessions.find((one) => key !== null && one.key === key)
    if (!session && (key !== null || !own)) throw new Refusal("rehearsals.unknownSession", { key })
    const name = title ?? session?.title ?? words[ctx.locale].freeTitle
    const said = lines ?? usualFor({ ...noSession, ...session } as Wanted)
    return { id: newId(), sessionId: session?.id ?? null, title: name, offset: own?.offset ?? null, starts: own?.starts ?? null, said }
  })
  const rows = made.map(({ said, ...script }) => ({ ...script, meetingId }))
  await addScripts(ctx.db, rows, { by: ctx.actor.name, at: ctx.now })
  const lines = made.flatMap(({ id: scriptId, said }) =>
    inOrder(said).map((line, place) => ({ ...line, account: null, seconds: line.seconds ?? null, id: newId(), scriptId, position: place + 1 })),
  )
  await writeLines(
    ctx.db,
    meetingId,
    made.map(({ id }) => id),
    lines,
  )
}
