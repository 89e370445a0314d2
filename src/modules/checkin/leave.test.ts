import { expect, test } from "vitest"
import { agenda } from "#modules/agenda/contract.ts"
import { attendees } from "#modules/attendees/contract.ts"
import { givenRoster } from "#modules/attendees/given.ts"
import { as, refused } from "../../../test/harness.ts"
import { checkin } from "./contract.ts"

async function given(count = 6) {
  const { meetingId, people, bodyId } = await givenRoster({ count, delegations: 2 })
  const office = await as("*")
  const sessions = await office(attendees.leaveSessions, { meetingId })
  const signedIn = (await office(agenda.list, { meetingId })).filter(({ signIn }) => signIn)
  const totals = async (sessionId: string) => (await office(checkin.board, { meetingId, sessionId })).totals
  return { meetingId, people, bodyId, office, sessions, signedIn, totals }
}

test("a liaison asks for one of his delegation, the office grants: it is excused in every session, and its body still counts it as due", async () => {
  const { meetingId, people, office, signedIn, totals } = await given()
  const [person, other] = [people[0]!, people.find(({ delegationId }) => delegationId !== people[0]!.delegationId)!]
  const operations = ["attendees.leaves", "attendees.askLeave", "attendees.leaveSessions"]
  const liaison = await as(operations, { kind: "meeting", id: meetingId, delegations: [person.delegationId!], gates: "all" })
  expect(await refused(liaison(attendees.askLeave, { meetingId, attendeeId: other.id, reason: "出国" }))).toBe("house.notFound")
  const asked = await liaison(attendees.askLeave, { meetingId, attendeeId: person.id, reason: "因病住院" })
  expect(asked).toMatchObject({ state: "asked", askedFor: "liaison", from: null, until: null, unitSeat: false })
  expect(await totals(signedIn[0]!.id)).toMatchObject({ due: 6, excused: 0 })
  expect(await refused(liaison(attendees.decideLeave, { meetingId, id: asked.id, isGranted: true }))).toBe("house.mayNot")
  expect(await office(attendees.decideLeave, { meetingId, id: asked.id, isGranted: true, note: "同意" })).toMatchObject({ state: "granted", note: "同意" })
  expect(await refused(office(attendees.decideLeave, { meetingId, id: asked.id, isGranted: false }))).toBe("attendees.leaveDecided")
  expect(await totals(signedIn[0]!.id)).toMatchObject({ due: 6, excused: 1, absent: 5 })
  expect(await office(attendees.get, { meetingId, id: person.id })).toMatchObject({ excusedReason: "因病住院" })
  expect((await office(attendees.bodies, { meetingId }))[0]).toMatchObject({ members: 6, due: 6, excused: 1 })
  expect((await liaison(attendees.leaves, { meetingId })).counts).toEqual({ asked: 0, granted: 1, refused: 0, ended: 0 })
})

test("a leave from session to session counts only there, and two of one person never overlap", async () => {
  const { meetingId, people, office, sessions, signedIn, totals } = await given()
  const [first, second] = [signedIn[0]!, signedIn[1]!]
  const id = people[0]!.id
  const ask = (fromSessionId: string | null, untilSessionId: string | null) =>
    office(attendees.askLeave, { meetingId, attendeeId: id, reason: "公务", fromSessionId, untilSessionId })
  expect(sessions.map(({ title }) => title)).toContain(first.title)
  expect(await refused(ask(second.id, first.id))).toBe("attendees.leaveBackwards")
  expect(await refused(ask("00000000-0000-7000-8000-000000000000", null))).toBe("attendees.noSuchSession")
  const asked = await ask(second.id, null)
  expect(asked).toMatchObject({ from: second.title, until: null, askedFor: "office" })
  await office(attendees.decideLeave, { meetingId, id: asked.id, isGranted: true })
  expect([(await totals(first.id)).excused, (await totals(second.id)).excused]).toEqual([0, 1])
  expect(await office(attendees.get, { meetingId, id })).toMatchObject({ excusedAt: null })
  expect(await refused(ask(null, null))).toBe("attendees.onLeave")
  expect(await ask(null, first.id)).toMatchObject({ state: "asked" })
  await office(attendees.endLeave, { meetingId, id, leaveId: asked.id })
  expect((await totals(second.id)).excused).toBe(0)
  expect(await refused(office(attendees.endLeave, { meetingId, id }))).toBe("attendees.notOnLeave")
})
