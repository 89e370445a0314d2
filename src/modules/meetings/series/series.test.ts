import { expect, test } from "vitest"
import { addDays, dayOf, weekdayOf } from "#kernel/dates.ts"
import { as, refused } from "../../../../test/harness.ts"
import { meetings } from "../contract.ts"
import { givenSeries, standingMembers } from "./given.ts"
import { restOn } from "./rules.ts"

test("a series says what its next meeting will be called, when it is and what comes along", async () => {
  const { series, last, members } = await givenSeries()
  const office = await as("*")
  const next = await office(meetings.nextOfSeries, { seriesId: series.id })
  expect(last).toEqual({ sitting: 23, minutes: 0 })
  expect(members).toEqual(standingMembers)
  expect(next).toMatchObject({ name: "市政府第十六届第24次常务会议", number: 24, clock: "09:00", open: null })
  expect(restOn(next.startsOn)).toBeNull()
  expect(next.sentence).toContain("成员 30 人（组成人员会议，不少于 1/2 到会方能开会），议题规则 10 条，主持人林知远")
})

test("the next meeting is made in one click, with the next number, on the next usual day; the one after it follows", async () => {
  const { series } = await givenSeries()
  const office = await as("*")
  const { startsOn } = await office(meetings.nextOfSeries, { seriesId: series.id })
  const { meetingId, sentence } = await office(meetings.createNext, { seriesId: series.id, number: 24 })
  expect(await office(meetings.get, { meetingId })).toMatchObject({
    name: "市政府第十六届第24次常务会议",
    startsOn,
    endsOn: startsOn,
    opensAt: "09:00",
    host: "海州市人民政府",
    hall: "常务会议室",
    template: "office-meeting",
    seriesId: series.id,
  })
  expect(sentence).toMatch(/^已建好“市政府第十六届第24次常务会议”/)
  const after = await office(meetings.nextOfSeries, { seriesId: series.id })
  expect(after.name).toBe("市政府第十六届第25次常务会议")
  expect(after.startsOn > startsOn).toBe(true)
  expect(after.open).toContain("第24次")
  expect((await office(meetings.seriesPlan, { seriesId: series.id })).meetings).toEqual([expect.objectContaining({ id: meetingId, number: 24 })])
  const { text, unconfirmed } = await office(meetings.profile, { meetingId })
  expect(unconfirmed.map(({ key }) => key)).toEqual(["theme", "dates"])
  expect(text).toMatchObject({
    kind: "常务会议",
    planned: [
      { name: "组成人员", count: 15 },
      { name: "列席", count: 15 },
      { name: "工作人员", count: 3 },
    ],
  })
})

test("of two who make it at once one makes it, and no number is lost", async () => {
  const { series } = await givenSeries()
  const office = await as("*")
  const both = await Promise.allSettled([1, 2].map(() => office(meetings.createNext, { seriesId: series.id, number: 24 })))
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
  expect(await refused(office(meetings.createNext, { seriesId: series.id, number: 24 }))).toBe("meetings.numberGone")
  expect((await office(meetings.nextOfSeries, { seriesId: series.id })).number).toBe(25)
})

test("a day that is over is refused, another day is taken as it is", async () => {
  const { series } = await givenSeries()
  const office = await as("*")
  expect(await refused(office(meetings.createNext, { seriesId: series.id, number: 24, startsOn: "2020-01-07" }))).toBe("meetings.dayPast")
  const { startsOn } = await office(meetings.nextOfSeries, { seriesId: series.id })
  const other = addDays(startsOn, 2)
  const { meetingId } = await office(meetings.createNext, { seriesId: series.id, number: 24, startsOn: other })
  expect((await office(meetings.get, { meetingId })).startsOn).toBe(other)
  // what should have been done days ago is said at once
  const today = dayOf(new Date().toISOString(), "Asia/Shanghai")
  const { sentence } = await office(meetings.createNext, { seriesId: series.id, number: 25, startsOn: addDays(today, 1) })
  expect(sentence).toMatch(/\d+ 项任务按推算已经过期/)
  expect(weekdayOf(other)).toBeGreaterThan(0)
})

test("who holds a grant on the series alone sees it, makes its next meeting and works in it", async () => {
  const { series } = await givenSeries()
  await givenSeries()
  const clerk = await as(["meetings.*", "tasks.*"], { kind: "series", id: series.id })
  const mine = await clerk(meetings.mySeries, {})
  expect(mine.map(({ id, mayMake, members }) => [id, mayMake, members])).toEqual([[series.id, true, 30]])
  const { meetingId } = await clerk(meetings.createNext, { seriesId: series.id, number: mine[0]?.next.number ?? 0 })
  expect((await clerk(meetings.get, { meetingId })).seriesId).toBe(series.id)
  expect((await clerk(meetings.list, {})).map(({ id }) => id)).toEqual([meetingId])
})

test("who may only look changes nothing and makes nothing; a stranger finds no such series", async () => {
  const { series, text, version } = await givenSeries()
  const other = await givenSeries()
  const reader = await as(["meetings.seriesPlan", "meetings.nextOfSeries"], { kind: "series", id: series.id })
  expect((await reader(meetings.seriesPlan, { seriesId: series.id })).may).toEqual({ edit: false, make: false })
  const seriesId = series.id
  const tries = [
    reader(meetings.editSeries, { seriesId, version, text }),
    reader(meetings.setSeriesMembers, { seriesId, version, members: [] }),
    reader(meetings.setSeriesNumbers, { seriesId, sitting: 30, minutes: 0 }),
    reader(meetings.createNext, { seriesId, number: 24 }),
  ]
  expect(await Promise.all(tries.map(refused))).toEqual(Array(4).fill("house.mayNot"))
  expect(await refused(reader(meetings.seriesPlan, { seriesId: other.series.id }))).toBe("house.notFound")
})

test("what does not hold together is not kept", async () => {
  const { series, text, version, members } = await givenSeries()
  const office = await as("*")
  const seriesId = series.id
  const edit = (change: object) => refused(office(meetings.editSeries, { seriesId, version, text: { ...text, ...change } }))
  expect(await edit({ numbering: { ...text.numbering, pattern: "常务会议" } })).toBe("meetings.noNumberInName")
  expect(await edit({ numbering: { ...text.numbering, term: "" } })).toBe("meetings.termMissing")
  expect(await edit({ body: { ...text.body, quorum: { num: 3, den: 2, strict: false } } })).toBe("meetings.seriesQuorum")
  expect(await edit({ rules: text.rules.map((rule) => (rule.key === "collect" ? { ...rule, count: 1 } : rule)) })).toBe("meetings.rulesOutOfTurn")
  const put = (list: typeof members) => refused(office(meetings.setSeriesMembers, { seriesId, version, members: list }))
  const [first, second] = members
  if (!first || !second) throw new Error("no members")
  expect(await put([first, first])).toBe("meetings.memberTwice")
  expect(await put([first, { ...second, isChair: true }])).toBe("meetings.oneChair")
  expect(await put([{ ...first, category: "guest" }])).toBe("meetings.memberCategory")
  expect(await refused(office(meetings.setSeriesNumbers, { seriesId, sitting: 3, minutes: 0 }))).toBe("meetings.numbersGoOn")
  expect(await refused(office(meetings.setSeriesMembers, { seriesId, version: version - 1, members }))).toBe("house.stale")
})
