import { expect, test } from "vitest"
import { house as houseContract } from "#kernel/house.ts"
import { meetings } from "#modules/meetings/contract.ts"
import { givenMeeting } from "#modules/meetings/given.ts"
import { givenSession } from "#modules/sittings/given.ts"
import { as, type Caller, house, jobDone, refused } from "../../../test/harness.ts"
import { minutes } from "./contract.ts"
import { givenFinalMinutes, givenHeldSession, givenMinutes } from "./given.ts"

test("minutes are drafted from the log, the sign-ins and the votes, and the numbers add up", async () => {
  const { made } = await givenMinutes({ count: 9, present: 8 })
  const text = made.text.body.map((paragraph) => paragraph.text).join("\n")

  expect(made.state).toBe("draft")
  expect(text).toMatch(/应到9人，实到8人，缺席1人/)
  expect(text).toMatch(/（一）关于工作报告的决议（草案）。.*8.*通过/)
  expect(made.text.present).toHaveLength(8)
  expect(made.text.excused).toEqual([])
})

test("a session of which nothing was recorded cannot be drafted", async () => {
  const { meetingId, sessionId, office } = await givenSession({ count: 3, present: 0 })

  expect(await refused(office(minutes.draft, { meetingId, sessionId }))).toBe("minutes.notHeld")
})

test("a session has one set of minutes", async () => {
  const { meetingId, sessionId, office } = await givenMinutes({ count: 3 })

  expect(await refused(office(minutes.draft, { meetingId, sessionId }))).toBe("minutes.alreadyDrafted")
  expect(await office(minutes.list, { meetingId })).toHaveLength(1)
})

test("what one clerk saved is not overwritten by another who saw the older text", async () => {
  const { meetingId, office, made } = await givenMinutes({ count: 3 })
  const text = { ...made.text, title: "第一稿" }
  const saved = await office(minutes.edit, { meetingId, id: made.id, version: made.version, series: made.series, text })

  expect(saved.text.title).toBe("第一稿")
  expect(await refused(office(minutes.edit, { meetingId, id: made.id, version: made.version, series: made.series, text: made.text }))).toBe("house.stale")
})

test("a draft can be gathered anew or thrown away, and leaves no gap in the numbers", async () => {
  const { meetingId, sessionId, office, made } = await givenMinutes({ count: 3 })
  const edited = await office(minutes.edit, { meetingId, id: made.id, version: 1, series: made.series, text: { ...made.text, title: "改坏了" } })
  const again = await office(minutes.gatherAgain, { meetingId, id: made.id, version: edited.version })
  await office(minutes.remove, { meetingId, id: made.id, version: again.version })
  const fresh = await office(minutes.draft, { meetingId, sessionId })
  const final = await office(minutes.finalise, { meetingId, id: fresh.id, version: fresh.version })

  expect(again.text.title).toBe(made.text.title)
  expect(final.documentNumber).toMatch(/^.+纪要〔\d{4}〕1号$/)
})

test("final minutes are numbered and locked", async () => {
  const { meetingId, office, made } = await givenMinutes({ count: 3 })
  const seen = { meetingId, id: made.id, version: made.version }
  const final = await office(minutes.finalise, seen)

  expect(final.state).toBe("final")
  for (const again of [minutes.finalise, minutes.remove, minutes.gatherAgain]) {
    expect(await refused(office(again, { ...seen, version: final.version }))).toBe("minutes.alreadyFinal")
  }
  expect(await refused(office(minutes.edit, { ...seen, version: final.version, series: made.series, text: made.text }))).toBe("minutes.alreadyFinal")
})

test("two who finalise at once get one number", async () => {
  const { meetingId, office, made } = await givenMinutes({ count: 3 })
  const seen = { meetingId, id: made.id, version: made.version }
  const answers = await Promise.allSettled([office(minutes.finalise, seen), office(minutes.finalise, seen)])

  expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1)
})

test("printed minutes come as PDF and DOCX, until the text is changed", async () => {
  const { meetingId, office, made } = await givenMinutes({ count: 3 })
  const key = { meetingId, id: made.id }
  expect(await refused(office(minutes.paperTicket, { ...key, as: "pdf" }))).toBe("minutes.notPrinted")
  const run = await jobDone((await office(minutes.print, key)).jobId)

  expect(run.state).toBe("done")
  expect((await office(minutes.get, key)).isPrinted).toBe(true)
  expect(await firstBytes(office, (await office(minutes.paperTicket, { ...key, as: "pdf" })).url)).toBe("%PDF")
  expect((await firstBytes(office, (await office(minutes.paperTicket, { ...key, as: "docx" })).url)).slice(0, 2)).toBe("PK")
  await office(minutes.edit, { ...key, version: made.version, series: made.series, text: { ...made.text, title: "改" } })
  expect(await refused(office(minutes.paperTicket, { ...key, as: "pdf" }))).toBe("minutes.notPrinted")
})

async function firstBytes({ headers }: Caller, url: string): Promise<string> {
  const response = await (await house()).app.inject({ url, headers })
  return response.rawPayload.toString("latin1", 0, 4)
}

test("final minutes that were not printed stand on the overview until they are", async () => {
  const { meetingId, office, made } = await givenMinutes({ count: 3 })
  await office(minutes.finalise, { meetingId, id: made.id, version: made.version })
  const wanting = async () => (await office(meetings.overview, { meetingId })).attention.filter((line) => line.path === `minutes/${made.id}`)
  expect((await wanting()).map((line) => line.verb)).toEqual(["打印"])
  await jobDone((await office(minutes.print, { meetingId, id: made.id })).jobId)

  expect(await wanting()).toEqual([])
})

test("the search finds minutes with their number, the rail counts them", async () => {
  const { meetingId, office, made } = await givenFinalMinutes()
  const found = await office(meetings.search, { meetingId, find: "纪要" })

  expect(found.some((hit) => hit.path === `minutes/${made.id}` && hit.detail === made.documentNumber)).toBe(true)
  expect((await office(meetings.counts, { meetingId })).find((line) => line.room === "minutes")?.count).toBe(1)
})

test("without the grant nobody drafts, and a clerk of another meeting finds nothing", async () => {
  const { meetingId, sessionId, made } = await givenMinutes({ count: 3 })
  const reader = await as("minutes.list", { meetingId })
  const other = await givenMeeting()
  const stranger = await as("minutes.*", { meetingId: other.meetingId })

  expect(await refused(reader(minutes.draft, { meetingId, sessionId }))).toBe("house.mayNot")
  expect(await refused(stranger(minutes.get, { meetingId, id: made.id }))).toBe("house.notFound")
  expect(await refused(stranger(minutes.get, { meetingId: other.meetingId, id: made.id }))).toBe("house.notFound")
  expect(await refused(stranger(minutes.print, { meetingId: other.meetingId, id: made.id }))).toBe("house.notFound")
  expect(await refused(stranger(minutes.draft, { meetingId: other.meetingId, sessionId }))).toBe("house.notFound")
  expect(await refused(stranger(minutes.paperTicket, { meetingId: other.meetingId, id: made.id, as: "pdf" }))).toBe("house.notFound")
})

test("a clerk sees his own print job", async () => {
  const { meetingId, made } = await givenMinutes({ count: 3 })
  const clerk = await as("minutes.*", { meetingId })
  const { jobId } = await clerk(minutes.print, { meetingId, id: made.id })

  expect((await jobDone(jobId, clerk)).fileId).not.toBeNull()
  expect((await clerk(houseContract.resultTicket, { id: jobId })).name).toMatch(/草稿.*\.pdf$/)
})

test("a held session with a failed motion says so", async () => {
  const held = await givenHeldSession({ count: 3, choice: "against" })
  const made = await held.office(minutes.draft, { meetingId: held.meetingId, sessionId: held.sessionId })

  expect(made.text.body.at(-1)?.text).toMatch(/未.*通过|没有通过|不通过/)
})
