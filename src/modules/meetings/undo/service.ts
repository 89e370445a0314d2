/** How changes of a meeting itself are undone. */
import { Refusal } from "#kernel/contract.ts"
import { type Context, type UndoEntry, undoing } from "#server/context.ts"
import { putBack } from "#server/undo.ts"
import { type Dates, meetings } from "../contract.ts"
import { meetingsService } from "../service.ts"
import { meetingById } from "../store.ts"

type Before = Record<"arrives_on" | "starts_on" | "ends_on" | "departs_on" | "opens_at", string>

/** The old dates again, by the same way as the new ones: what was changed in the meantime keeps its distance. */
async function moveBack(ctx: Context, { meetingId, touched }: UndoEntry): Promise<void> {
  const before = touched.find(({ table }) => table === "meeting")?.before as Before | undefined
  if (!before) throw new Refusal("house.notUndone")
  const { version } = await meetingById(ctx.db, meetingId)
  const dates: Dates = {
    arrivesOn: before.arrives_on,
    startsOn: before.starts_on,
    endsOn: before.ends_on,
    departsOn: before.departs_on,
    opensAt: before.opens_at,
  }
  await meetingsService.move(ctx, { meetingId, version, ...dates })
}

/** What hangs on the dates. */
const hanging = { task: ["anchor", "offset_days", "unit", "clock", "starts_on", "due_on"], agenda_session: ["day", "starts", "ends"] }

export const undoes = [
  undoing(meetings.update.name, putBack),
  undoing(meetings.setPhase.name, putBack),
  undoing(meetings.editProfile.name, putBack),
  undoing(meetings.confirmVariables.name, putBack),
  undoing(meetings.move.name, moveBack, hanging),
]
