import { expect, test } from "vitest"
import { agenda } from "#modules/agenda/contract.ts"
import { attendees } from "#modules/attendees/contract.ts"
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
