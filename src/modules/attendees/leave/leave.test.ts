import fc from "fast-check"
import { expect, test } from "vitest"
import { meetings } from "#modules/meetings/contract.ts"
import { givenMeeting } from "#modules/meetings/given.ts"
import { as, jobDone, refused } from "../../../../test/harness.ts"
import { attendees } from "../contract.ts"
import { givenRoster } from "../given.ts"
import { overlaps } from "./rules.ts"

async function given(count: number) {
  const { meetingId, people } = await givenRoster({ count })
  return { meetingId, people, office: await as("*") }
}

test("a refused leave excuses nobody, and may be asked again", async () => {
  const { meetingId, people, office } = await given(3)
  const ask = () => office(attendees.askLeave, { meetingId, attendeeId: people[0]!.id, reason: "旅游", askedFor: "unit" })
  const asked = await ask()
  expect(await office(attendees.decideLeave, { meetingId, id: asked.id, isGranted: false, note: "请按时到会" })).toMatchObject({ state: "refused" })
  expect((await office(attendees.bodies, { meetingId }))[0]).toMatchObject({ excused: 0 })
  expect(await ask()).toMatchObject({ state: "asked", askedFor: "unit" })
})

test("a delegate sends nobody in his place; a unit does, and who is sent is a person of his own without a vote", async () => {
  const office = await as("*")
  const day = "2027-03-01"
  const dates = { arrivesOn: day, startsOn: day, endsOn: day, departsOn: day, opensAt: "09:00" }
  const { id: meetingId } = await office(meetings.create, {
    template: "office-meeting",
    name: "第十二次常务会议",
    host: "市政府",
    place: "市政府",
    hall: "常务会议室",
    theme: "",
    ...dates,
  })
  const add = (name: string, category: string) => office(attendees.add, { meetingId, name, category, unit: "市发改委" })
  const [member, unit] = [await add("张委员", "组成人员"), await add("李主任", "列席")]
  const leaveOf = async (attendeeId: string) => {
    const { id } = await office(attendees.askLeave, { meetingId, attendeeId, reason: "开会" })
    return office(attendees.decideLeave, { meetingId, id, isGranted: true })
  }
  const [his, theirs] = [await leaveOf(member.id), await leaveOf(unit.id)]
  expect(await refused(office(attendees.sendSubstitute, { meetingId, id: his.id, name: "王秘书" }))).toBe("attendees.noSubstitute")
  const sent = await office(attendees.sendSubstitute, { meetingId, id: theirs.id, name: "赵副主任", post: "副主任" })
  expect(sent.substitute).toMatchObject({ name: "赵副主任" })
  expect(await refused(office(attendees.sendSubstitute, { meetingId, id: theirs.id, name: "钱科长" }))).toBe("attendees.substituteSent")
  const substitute = await office(attendees.get, { meetingId, id: sent.substitute!.id })
  expect(substitute).toMatchObject({ name: "赵副主任", category: "列席", unit: "市发改委" })
  const [body] = await office(attendees.bodies, { meetingId })
  expect(body).toMatchObject({ members: 1, due: 1 })
  const board = await office(attendees.addBody, { meetingId, name: "筹备组", kind: "committee", follows: null, quorum: body!.quorum })
  expect(await refused(office(attendees.addMembers, { meetingId, id: board.id, ids: [substitute.id] }))).toBe("attendees.substituteNoMember")
})

test("a leave and its end are taken back like other doings, with the reason; not over a leave that was given since", async () => {
  const { meetingId, people, office } = await given(4)
  const id = people[0]!.id
  const last = async () => (await office(meetings.doings, { meetingId, size: 1 })).rows[0]!
  const undo = (entryId: string) => office(meetings.undo, { meetingId, entryId })
  const person = () => office(attendees.get, { meetingId, id })
  await office(attendees.grantLeave, { meetingId, id, reason: "因病住院" })
  const granted = await last()
  expect(granted).toMatchObject({ operation: "attendees.grantLeave", canUndo: true })
  await office(attendees.endLeave, { meetingId, id })
  const ended = await last()
  expect(await refused(undo(granted.id))).toBe("house.changedSince")
  expect((await person()).excusedAt).toBeNull()
  await undo(ended.id)
  expect(await person()).toMatchObject({ excusedReason: "因病住院" })
  expect((await office(attendees.leaves, { meetingId })).counts).toEqual({ asked: 0, granted: 1, refused: 0, ended: 0 })
  await office(attendees.endLeave, { meetingId, id })
  const again = await last()
  await office(attendees.grantLeave, { meetingId, id, reason: "出国" })
  expect(await refused(undo(again.id))).toBe("attendees.onLeave")
  await undo((await last()).id)
  expect(await person()).toMatchObject({ excusedReason: null, excusedAt: null })
  expect((await office(attendees.bodies, { meetingId }))[0]).toMatchObject({ excused: 0 })
})

test("all leaves are exported as they stand", async () => {
  const { meetingId, people, office } = await given(3)
  await office(attendees.grantLeave, { meetingId, id: people[0]!.id, reason: "出国" })
  const { jobId } = await office(attendees.exportLeaves, { meetingId })
  expect(await jobDone(jobId)).toMatchObject({ state: "done", result: { leaves: 1 } })
})

test("without the grant nothing, and from another meeting no leave is found", async () => {
  const { meetingId, people, office } = await given(3)
  const { meetingId: elsewhere } = await givenMeeting()
  const { id } = await office(attendees.askLeave, { meetingId, attendeeId: people[0]!.id, reason: "出国" })
  const reader = await as("attendees.leaves", { meetingId })
  expect(await refused(reader(attendees.askLeave, { meetingId, attendeeId: people[1]!.id, reason: "出国" }))).toBe("house.mayNot")
  const stranger = await as("attendees.*", { meetingId: elsewhere })
  for (const attempt of [
    () => stranger(attendees.askLeave, { meetingId: elsewhere, attendeeId: people[0]!.id, reason: "出国" }),
    () => stranger(attendees.decideLeave, { meetingId: elsewhere, id, isGranted: true }),
    () => stranger(attendees.endLeave, { meetingId: elsewhere, id: people[0]!.id }),
    () => stranger(attendees.sendSubstitute, { meetingId: elsewhere, id, name: "甲" }),
  ])
    expect(await refused(attempt())).toBe("house.notFound")
  expect((await stranger(attendees.leaves, { meetingId: elsewhere })).rows).toEqual([])
})

test("leaves overlap whichever of them is looked at first, and an open end reaches everywhere", () => {
  const at = fc.option(
    fc.integer({ min: 1, max: 9 }).map((day) => `2026-12-0${day}T00:00:00Z`),
    { nil: null },
  )
  fc.assert(
    fc.property(fc.record({ fromAt: at, untilAt: at }), fc.record({ fromAt: at, untilAt: at }), (one, other) => {
      expect(overlaps(one, other)).toBe(overlaps(other, one))
      expect(overlaps(one, { fromAt: null, untilAt: null })).toBe(true)
    }),
  )
})
