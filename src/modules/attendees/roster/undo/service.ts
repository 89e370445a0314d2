/** How what is done to many people at once is undone, and how the order of a list is. */
import { Refusal } from "#kernel/contract.ts"
import { type Context, type UndoEntry, undoing } from "#server/context.ts"
import { putBack } from "#server/undo.ts"
import { categoriesOf } from "../../bodies/store.ts"
import { attendees } from "../../contract.ts"
import { mustNotCircle } from "../../order/rules.ts"
import { lockList, pinsOf } from "../../order/store.ts"
import { markSameNames } from "../../store.ts"

/** Bodies follow the people by themselves. A category may be gone since; what else is gone the keys know. */
async function putPeopleBack(ctx: Context, entry: UndoEntry): Promise<void> {
  const { meetingId } = entry
  const known = new Set((await categoriesOf(ctx.db, meetingId)).map(({ name }) => name))
  const before = entry.touched.flatMap(({ table, before }) => (table === "attendee" && before ? [String(before.category)] : []))
  const gone = before.find((category) => !known.has(category))
  if (gone !== undefined) throw new Refusal("attendees.noSuchCategory", { category: gone })
  await putBack(ctx, entry)
  await markSameNames(ctx.db, meetingId)
}

/** A pin that comes back may meet one that was set since: two that are pinned to each other would stand nowhere. */
async function putPinsBack(ctx: Context, entry: UndoEntry): Promise<void> {
  const { meetingId } = entry
  const lists = [...new Set(entry.touched.map(({ before, after }) => String((before ?? after)?.list_id)))].sort()
  for (const listId of lists) await lockList(ctx.db, { meetingId, listId })
  await putBack(ctx, entry)
  for (const listId of lists) {
    const pins = await pinsOf(ctx.db, { meetingId, listId })
    for (const { id, how, anchorId } of pins) if (how !== "top" && anchorId) mustNotCircle(id, { at: how, other: anchorId }, { pins })
  }
}

const marked = { attendee: ["same_name_mark"] }

export const undoes = [
  ...[attendees.changePeople, attendees.assignDelegation, attendees.assignGroup].map(({ name }) => undoing(name, putPeopleBack, marked)),
  ...[attendees.pin, attendees.unpin].map(({ name }) => undoing(name, putPinsBack)),
  ...[attendees.setOrder, attendees.orderDelegations].map(({ name }) => undoing(name, putBack)),
]
