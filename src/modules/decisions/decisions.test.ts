import { expect, test } from "vitest"
import { access } from "#modules/access/contract.ts"
import { meetings } from "#modules/meetings/contract.ts"
import { givenMeeting } from "#modules/meetings/given.ts"
import { givenHeldSession } from "#modules/minutes/given.ts"
import { anyone, as, asUnit, refused } from "../../../test/harness.ts"
import { decisions } from "./contract.ts"
import { dayFromNow, givenDecision, givenUnit } from "./given.ts"

const listOf = (meetingId: string) => ({ meetingId, page: 1, size: 50 })

test("a passed vote becomes one decision with a unit and a deadline, and only one", async () => {
  const { meetingId, pollId, office } = await givenHeldSession({ count: 3 })
  const unitId = await givenUnit()
  expect((await office(decisions.passedPolls, { meetingId })).map(({ id }) => id)).toEqual([pollId])
  const made = await office(decisions.fromPoll, { meetingId, pollId, unitId, deadline: dayFromNow(20) })

  expect(made).toMatchObject({ number: 1, text: "关于工作报告的决议（草案）", state: "open", lateDays: 0, pollId })
  expect(await office(decisions.passedPolls, { meetingId })).toEqual([])
  expect(await refused(office(decisions.fromPoll, { meetingId, pollId, unitId, deadline: dayFromNow(20) }))).toBe("decisions.alreadyDecided")
})

test("a vote that failed makes no decision", async () => {
  const { meetingId, pollId, office } = await givenHeldSession({ count: 3, choice: "against" })
  const unitId = await givenUnit()

  expect(await refused(office(decisions.fromPoll, { meetingId, pollId, unitId, deadline: dayFromNow(20) }))).toBe("decisions.notPassed")
})

test("two clerks taking up the same vote at once make one decision", async () => {
  const { meetingId, pollId, office } = await givenHeldSession({ count: 3 })
  const unitId = await givenUnit()
  const take = () => office(decisions.fromPoll, { meetingId, pollId, unitId, deadline: dayFromNow(20) })
  const answers = await Promise.allSettled([take(), take()])

  expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1)
  expect((await office(decisions.list, listOf(meetingId))).total).toBe(1)
})

test("what is past its deadline is late, counted in days, and stands on the overview", async () => {
  const { meetingId, office, made } = await givenDecision({ days: -3 })

  expect(made.lateDays).toBe(3)
  expect((await office(decisions.list, { ...listOf(meetingId), light: "late" })).rows.map(({ id }) => id)).toEqual([made.id])
  const { attention } = await office(meetings.overview, { meetingId })
  expect(attention.some((line) => line.path.startsWith("decisions") && line.level === "wrong")).toBe(true)
})

test("the unit reads its own decisions by its link, answers, and the office closes or sends back", async () => {
  const { meetingId, unitId, office, made } = await givenDecision()
  const unit = await asUnit(meetingId, unitId, "市财政局")
  expect((await unit(decisions.mine, { meetingId })).map(({ id }) => id)).toEqual([made.id])

  expect((await unit(decisions.reply, { meetingId, id: made.id, text: "正在办", isDone: false })).state).toBe("open")
  const done = await unit(decisions.reply, { meetingId, id: made.id, text: "已公布", isDone: true })
  expect(done).toMatchObject({ state: "answered", reply: "已公布" })
  const back = await office(decisions.return, { meetingId, id: made.id, version: done.version, text: "请附公告" })
  expect(back.state).toBe("returned")
  const again = await unit(decisions.reply, { meetingId, id: made.id, text: "公告已附", isDone: true })
  expect((await office(decisions.accept, { meetingId, id: made.id, version: again.version })).state).toBe("accepted")
  expect((await unit(decisions.steps, { meetingId, id: made.id })).map(({ kind }) => kind)).toEqual(["progress", "done", "returned", "done", "accepted"])
  expect(await refused(unit(decisions.reply, { meetingId, id: made.id, text: "再说", isDone: false }))).toBe("decisions.alreadyAccepted")
})

test("a unit finds nothing of another unit's", async () => {
  const { meetingId, made } = await givenDecision()
  const other = await asUnit(meetingId, await givenUnit(), "市教育局")

  expect(await other(decisions.mine, { meetingId })).toEqual([])
  expect(await refused(other(decisions.reply, { meetingId, id: made.id, text: "已办", isDone: true }))).toBe("house.notFound")
  expect(await refused(other(decisions.steps, { meetingId, id: made.id }))).toBe("house.notFound")
  expect(await refused(other(decisions.list, listOf(meetingId)))).toBe("house.mayNot")
})

test("the link that the office hands out opens the unit's own page, and a new one ends the old", async () => {
  const { meetingId, unitId, office } = await givenDecision()
  const first = await office(decisions.issueUnitLink, { meetingId, unitId })
  const second = await office(decisions.issueUnitLink, { meetingId, unitId })

  expect(await anyone()(access.openLink, { token: second.token })).toMatchObject({ kind: "unitLink", meetingId })
  expect(await refused(anyone()(access.openLink, { token: first.token }))).toBe("access.noSuchLink")
  expect(await refused(office(decisions.issueUnitLink, { meetingId, unitId: await givenUnit() }))).toBe("decisions.hasNothing")
})

test("a decision is changed until it is closed, by whoever saw it as it is", async () => {
  const { meetingId, unitId, office, made } = await givenDecision()
  const change = { meetingId, id: made.id, text: "改写", unitId, deadline: dayFromNow(5) }
  const changed = await office(decisions.edit, { ...change, version: made.version })

  expect(changed).toMatchObject({ text: "改写", version: made.version + 1 })
  expect(await refused(office(decisions.edit, { ...change, version: made.version }))).toBe("house.stale")
  expect(await refused(office(decisions.edit, { ...change, version: changed.version, unitId: made.id }))).toBe("decisions.noSuchUnit")
  expect(await refused(office(decisions.accept, { meetingId, id: made.id, version: changed.version }))).toBe("decisions.notAnswered")
  expect(await refused(office(decisions.return, { meetingId, id: made.id, version: changed.version, text: "未报" }))).toBe("decisions.notAnswered")
})

test("many decisions are listed by deadline and number, and counted apart from what was searched", async () => {
  const { meetingId, unitId, office } = await givenDecision()
  const texts = Array.from({ length: 30 }, (_, at) => `事项${at}`)
  for (const text of texts) await office(decisions.add, { meetingId, text, unitId, deadline: dayFromNow(9) })
  const { rows, total, all } = await office(decisions.list, { ...listOf(meetingId), find: "事项" })

  expect([rows.length, total, all]).toEqual([30, 30, 31])
  expect(rows.map(({ number }) => number)).toEqual(texts.map((_, at) => at + 2))
})

test("without the grant nobody decides, and a clerk of another meeting finds nothing", async () => {
  const { meetingId, unitId, made } = await givenDecision()
  const reader = await as("decisions.list", { meetingId })
  const other = await givenMeeting()
  const stranger = await as("decisions.*", { meetingId: other.meetingId })

  expect(await refused(reader(decisions.add, { meetingId, text: "事", unitId, deadline: dayFromNow(1) }))).toBe("house.mayNot")
  expect(await refused(stranger(decisions.reply, { meetingId, id: made.id, text: "事", isDone: true }))).toBe("house.notFound")
  expect(await refused(stranger(decisions.reply, { meetingId: other.meetingId, id: made.id, text: "事", isDone: true }))).toBe("house.notFound")
  expect(await refused(stranger(decisions.accept, { meetingId: other.meetingId, id: made.id, version: 1 }))).toBe("house.notFound")
})
