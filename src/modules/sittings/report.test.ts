import { expect, test } from "vitest"
import { agenda } from "#modules/agenda/contract.ts"
import { attendees } from "#modules/attendees/contract.ts"
import { holding } from "#modules/attendees/given.ts"
import { meetings } from "#modules/meetings/contract.ts"
import { refused } from "../../../test/harness.ts"
import { sittings } from "./contract.ts"
import { givenSession, signIn } from "./given.ts"

test("a congress opens no formal session before the report on credentials is adopted; the preparatory meeting comes before it", async () => {
  const hall = await givenSession({ count: 6 })
  const { meetingId, sessionId, office, voters } = hall
  const body = async () => (await office(attendees.bodies, { meetingId }))[0]!
  const adopted = await office(attendees.qualificationReport, { meetingId })
  await office(attendees.reopenReport, { meetingId, version: adopted.version, reason: "重新审查" })
  await office(attendees.qualify, { meetingId, ids: voters.map(({ id }) => id), standing: "pending", ground: "重新审查" })
  const open = (id = sessionId) => office(sittings.open, { meetingId, sessionId: id })
  expect(await refused(open())).toBe("attendees.reportMissing")
  expect(await office(sittings.get, { meetingId, sessionId })).toMatchObject({ awaitsReport: true, quorum: { members: 0 } })
  await office(attendees.qualify, { meetingId, ids: voters.slice(0, 4).map(({ id }) => id), standing: "valid" })
  expect((await office(meetings.overview, { meetingId })).attention.map(({ path }) => path)).toContain("qualification/report")
  const preparatory = (await office(agenda.list, { meetingId })).find(({ kind }) => kind === "preparatory")!
  await signIn({ ...hall, sessionId: preparatory.id }, voters.slice(0, 4))
  expect(await open(preparatory.id)).toMatchObject({ state: "open" })
  expect(await refused(open())).toBe("attendees.reportMissing")
  const { version } = await office(attendees.qualificationReport, { meetingId })
  await office(attendees.adoptReport, { meetingId, version, bodyId: (await body()).id, on: "2026-12-08", at: preparatory.title })
  expect(await office(sittings.get, { meetingId, sessionId })).toMatchObject({ awaitsReport: false, quorum: { members: 4, present: 4, needed: 3 } })
  expect(await open()).toMatchObject({ state: "open" })
})

test("of two at once, one who takes the adoption back and one who opens the congress, the second waits: no session opens on a report that is just taken back", async () => {
  const { meetingId, sessionId, office } = await givenSession({ count: 4 })
  const { version } = await office(attendees.qualificationReport, { meetingId })
  const held = await holding("lock table qualification_report in exclusive mode")
  const reopening = office(attendees.reopenReport, { meetingId, version, reason: "数字有误" })
  await held.waiters(1)
  const opening = refused(office(sittings.open, { meetingId, sessionId }))
  await held.waiters(2)
  await held.letGo()
  expect([await reopening.then(({ adopted }) => adopted), await opening]).toEqual([null, "attendees.reportMissing"])
})

test("of two at once, one who opens the congress and one who takes the adoption back, the session is open before the report is", async () => {
  const { meetingId, sessionId, office } = await givenSession({ count: 4 })
  const { version } = await office(attendees.qualificationReport, { meetingId })
  const done: string[] = []
  const held = await holding("lock table sitting in exclusive mode")
  const opening = office(sittings.open, { meetingId, sessionId }).then(() => done.push("opened"))
  await held.waiters(1)
  const reopening = office(attendees.reopenReport, { meetingId, version, reason: "数字有误" }).then(() => done.push("taken back"))
  await held.waiters(2)
  expect(done).toEqual([])
  await held.letGo()
  await Promise.all([opening, reopening])
  expect(await office(sittings.get, { meetingId, sessionId })).toMatchObject({ state: "open" })
})
