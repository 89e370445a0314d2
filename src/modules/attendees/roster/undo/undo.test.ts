import { expect, test } from "vitest"
import { meetings } from "#modules/meetings/contract.ts"
import { givenMeeting } from "#modules/meetings/given.ts"
import { as, house, refused } from "../../../../../test/harness.ts"
import { attendees } from "../../contract.ts"
import { givenRoster } from "../../given.ts"

async function givenOffice() {
  const { meetingId, people } = await givenRoster({ count: 8, delegations: 2 })
  const office = await as(["attendees.*", "meetings.*"], { meetingId })
  const last = async () => (await office(meetings.doings, { meetingId, size: 1 })).rows[0]!
  const undoLast = async () => office(meetings.undo, { meetingId, entryId: (await last()).id })
  return { meetingId, people, ids: people.map(({ id }) => id), office, last, undoLast }
}

/** Everything that stands of the people, their bodies and their lists; not how often it was written. */
async function state(meetingId: string): Promise<string> {
  const { platform } = await house()
  const all = ["attendee", "body_member", "attendee_group_office", "attendee_listed", "attendee_pin", "attendee_order", "delegation"].map(
    (table) => `select '${table}' as name, jsonb_agg(j order by j::text) as rows
      from (select to_jsonb(t) - '{version,updated_by,updated_at}'::text[] as j from ${table} t where meeting_id = $1) one`,
  )
  return JSON.stringify((await platform.pool.query(all.join(" union all "), [meetingId])).rows)
}

test("what many people were given at once is taken back from all of them: fields, delegation, group, and their places in bodies and lists", async () => {
  const { meetingId, ids, office, last, undoLast } = await givenOffice()
  const [there] = await office(attendees.delegations, { meetingId })
  const group = await office(attendees.addGroup, { meetingId, delegationId: null, name: "第一小组" })
  await office(attendees.setOrder, { meetingId, listId: there!.id, mode: "rank" })
  const before = await state(meetingId)
  const acts = [
    () => office(attendees.changePeople, { meetingId, ids, set: { hotel: "云山宾馆", room: null } }),
    () => office(attendees.changePeople, { meetingId, ids, set: { category: "列席" } }),
    () => office(attendees.changePeople, { meetingId, ids, set: { delegationId: there!.id } }),
    () => office(attendees.assignDelegation, { meetingId, ids, delegationId: null }),
    () => office(attendees.assignGroup, { meetingId, ids, groupId: group.id }),
  ]
  for (const act of acts) {
    await act()
    expect(await state(meetingId)).not.toBe(before)
    expect(await last()).toMatchObject({ canUndo: true })
    await undoLast()
    expect(await state(meetingId)).toBe(before)
  }
})

test("who was changed since stands against it, and so does a category that is gone; what is covered in the record is not taken back", async () => {
  const { meetingId, ids, people, office, last, undoLast } = await givenOffice()
  await office(attendees.changePeople, { meetingId, ids, set: { hotel: "云山宾馆" } })
  const { id: entryId } = await last()
  await office(attendees.changePeople, { meetingId, ids: ids.slice(0, 1), set: { hotel: "迎宾馆" } })
  expect(await refused(office(meetings.undo, { meetingId, entryId }))).toBe("house.changedSince")
  await undoLast()
  await office(meetings.undo, { meetingId, entryId })

  await office(attendees.addCategory, { meetingId, name: "嘉宾", mayVote: false, unitSeat: false })
  await office(attendees.changePeople, { meetingId, ids, set: { category: "嘉宾" } })
  await office(attendees.changePeople, { meetingId, ids, set: { category: people[0]!.category } })
  const back = await last()
  const guests = (await office(attendees.categories, { meetingId })).find(({ name }) => name === "嘉宾")!
  await office(attendees.removeCategory, { meetingId, key: guests.key })
  expect(await refused(office(meetings.undo, { meetingId, entryId: back.id }))).toBe("attendees.noSuchCategory")

  await office(attendees.changePeople, { meetingId, ids, set: { diet: "清真" } })
  expect(await last()).toMatchObject({ canUndo: false })
  expect(await refused(undoLast())).toBe("house.notUndone")
})

test("pins, orders of lists and the order of delegations are taken back; two are never pinned to each other", async () => {
  const { meetingId, ids, office, undoLast, last } = await givenOffice()
  const [one, two] = ids as [string, string]
  const before = await state(meetingId)
  const places = (await office(attendees.delegations, { meetingId })).map(({ id }) => id)
  const acts = [
    () => office(attendees.pin, { meetingId, listId: meetingId, id: one, to: { at: "top" } }),
    () => office(attendees.setOrder, { meetingId, listId: meetingId, mode: "pinyin" }),
    () => office(attendees.orderDelegations, { meetingId, ids: places.toReversed() }),
  ]
  for (const act of acts) {
    await act()
    expect(await state(meetingId)).not.toBe(before)
    await undoLast()
    expect(await state(meetingId)).toBe(before)
  }
  await office(attendees.pin, { meetingId, listId: meetingId, id: one, to: { at: "before", other: two } })
  await office(attendees.unpin, { meetingId, listId: meetingId, ids: [one] })
  const { id: entryId } = await last()
  await office(attendees.pin, { meetingId, listId: meetingId, id: two, to: { at: "before", other: one } })
  expect(await refused(office(meetings.undo, { meetingId, entryId }))).toBe("attendees.pinnedToHim")
})

test("nobody undoes what he may not do, nor in another meeting", async () => {
  const { meetingId, ids, office, last } = await givenOffice()
  await office(attendees.changePeople, { meetingId, ids, set: { hotel: "云山宾馆" } })
  const { id: entryId } = await last()
  const reader = await as(["attendees.list", "meetings.*"], { meetingId })
  expect(await refused(reader(meetings.undo, { meetingId, entryId }))).toBe("house.mayNot")
  const { meetingId: elsewhere } = await givenMeeting()
  const other = await as(["attendees.*", "meetings.*"], { meetingId: elsewhere })
  expect(await refused(other(meetings.undo, { meetingId: elsewhere, entryId }))).toBe("house.notFound")
})
