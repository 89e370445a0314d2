import { beforeAll, expect, test } from "vitest"
import { addDays, dayOf } from "#kernel/dates.ts"
import { givenMeeting } from "#modules/meetings/given.ts"
import { as, type Caller, jobDone, refused } from "../../../../test/harness.ts"
import { tasks } from "../contract.ts"

const today = dayOf(new Date().toISOString(), "Asia/Shanghai")
let meetingId: string
let secretary: Caller

beforeAll(async () => {
  meetingId = (await givenMeeting()).meetingId
  secretary = await as("tasks.*", { meetingId })
})

test("an evening is kept when everything left has its reason, and stays as it was said", async () => {
  const { rows } = await secretary(tasks.list, { meetingId, state: "late", size: 200 })
  const done = rows[0]
  if (!done) throw new Error("nothing is late")
  await secretary(tasks.complete, { meetingId, ids: [done.id] })
  const before = await secretary(tasks.standup, { meetingId })
  expect([before.day, before.kept, before.days]).toEqual([today, null, []])
  expect(before.lines.done.map(({ id }) => id)).toEqual([done.id])
  expect(before.lines.left.every(({ dueOn, reason }) => dueOn <= today && reason === "")).toBe(true)
  expect(before.lines.tomorrow.every(({ dueOn }) => dueOn === addDays(today, 1))).toBe(true)
  const reasons = before.lines.left.map(({ id }) => ({ id, reason: "等上级批复" }))
  const evening = { meetingId, day: today, attended: "各组组长", note: "明早七点半集合" }
  expect(await refused(secretary(tasks.keepStandup, { ...evening, reasons: reasons.slice(1) }))).toBe("tasks.lacksReason")
  expect(await refused(secretary(tasks.printStandup, { meetingId, day: today }))).toBe("tasks.noStandup")
  expect(await refused(secretary(tasks.keepStandup, { ...evening, day: addDays(today, 1), reasons }))).toBe("tasks.notToday")
  const kept = await secretary(tasks.keepStandup, { ...evening, reasons })
  expect(kept.kept).toMatchObject({ attended: "各组组长", note: "明早七点半集合" })
  expect(kept.lines.left.every(({ reason }) => reason === "等上级批复")).toBe(true)
  // what is done afterwards does not change what was said that evening
  await secretary(tasks.complete, { meetingId, ids: [before.lines.left[0]?.id ?? ""] })
  expect(await secretary(tasks.standup, { meetingId, day: today })).toEqual(kept)
  expect(kept.days).toEqual([today])
})

test("the evening's record is printed", async () => {
  const { jobId } = await secretary(tasks.printStandup, { meetingId, day: today })
  expect((await jobDone(jobId, secretary)).state).toBe("done")
})

test("a stranger and one without the grant neither read, keep nor print an evening", async () => {
  const stranger = await as("tasks.*", { meetingId: (await givenMeeting()).meetingId })
  const clerk = await as("tasks.list", { meetingId })
  for (const [caller, code] of [
    [stranger, "house.notFound"],
    [clerk, "house.mayNot"],
  ] as const) {
    expect(await refused(caller(tasks.standup, { meetingId }))).toBe(code)
    expect(await refused(caller(tasks.keepStandup, { meetingId, day: today, attended: "组长", reasons: [] }))).toBe(code)
    expect(await refused(caller(tasks.printStandup, { meetingId, day: today }))).toBe(code)
  }
})
