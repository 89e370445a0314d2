import { expect, test } from "vitest"
import { isAlarming, levelOf, type Open, toldOf, untrue } from "./rules.ts"

const zone = "Asia/Shanghai"
const meeting = { id: "m", name: "海州市第十次代表大会", zone }
const task = (change: Partial<Open> = {}): Open => ({
  id: "t",
  title: "记录员到位确认",
  owner: "陈洁",
  ownerAccount: "chen",
  dueOn: "2026-12-08",
  clock: null,
  legal: false,
  alarmMinutes: null,
  ...change,
})
/** A clock of the meeting's place on its opening day, or days from it. */
const at = (clock: string, day = "2026-12-08") => new Date(`${day}T${clock}:00+08:00`).toISOString()

test.each([
  ["08:00", "2026-12-06", false, null],
  ["08:00", "2026-12-07", false, null],
  ["08:00", "2026-12-07", true, "due"],
  ["00:00", "2026-12-08", false, "due"],
  ["23:59", "2026-12-08", false, "due"],
  ["00:00", "2026-12-09", false, "late"],
] as const)("at %s on %s a task due on 8 December (legal: %s) is told as %s", (clock, day, legal, level) => {
  expect(levelOf(task({ legal }), at(clock, day), zone)).toBe(level)
})

test("an alarm begins the minutes before its clock, lasts until the evening, and needs both clock and minutes", () => {
  const alarmed = task({ clock: "09:00", alarmMinutes: 30 })
  expect(["08:29", "08:30", "09:00", "20:59", "21:00"].map((clock) => isAlarming(alarmed, at(clock), zone))).toEqual([false, true, true, true, false])
  expect(isAlarming({ ...alarmed, clock: null }, at("08:45"), zone)).toBe(false)
  expect(isAlarming({ ...alarmed, alarmMinutes: null }, at("08:45"), zone)).toBe(false)
  expect(levelOf(alarmed, at("08:10"), zone)).toBe("due")
  expect(levelOf(alarmed, at("08:30"), zone)).toBe("alarm")
})

const people = { reads: (id: string) => id !== "gone", chiefs: ["chief"] }
const told = (tasks: Open[], now: string) => toldOf(meeting, tasks, { people, now }).map(({ accountId, key, level }) => `${accountId} ${key} ${level}`)

test("a task is told to its owner; one whose owner cannot be told is one line for the chief", () => {
  const now = at("08:00")
  expect(told([task(), task({ id: "u", dueOn: "2026-12-01" })], now)).toEqual(["chen task:t due", "chen task:u late"])
  const rest = [task({ ownerAccount: null }), task({ id: "u", ownerAccount: "gone", dueOn: "2026-12-01" }), task({ id: "v", dueOn: "2026-12-20" })]
  expect(toldOf(meeting, rest, { people, now })).toMatchObject([
    { accountId: "chief", key: "tasks:m", level: "late", title: meeting.name, sentence: { "zh-CN": "2 项到期任务没有能提醒到的负责人，其中逾期 1 项" } },
  ])
  expect(told([task({ dueOn: "2026-12-20" })], now)).toEqual([])
})

test("an alarm is told to the owner and to the chief, once where they are one", () => {
  const alarmed = task({ clock: "09:00", alarmMinutes: 30 })
  expect(told([alarmed], at("08:31"))).toEqual(["chen task:t alarm", "chief task:t alarm"])
  expect(told([{ ...alarmed, ownerAccount: "chief" }], at("08:31"))).toEqual(["chief task:t alarm"])
  expect(told([{ ...alarmed, ownerAccount: null }], at("08:31"))).toEqual(["chief task:t alarm"])
})

test("what was told is untrue when the task is done, moved, another's, or of another level by now", () => {
  const was = [{ accountId: "chen", key: "task:t", level: "due" as const }]
  const now = at("08:00")
  expect(untrue(was, [task()], { now, zone })).toEqual([])
  for (const open of [[], [task({ dueOn: "2026-12-10" })], [task({ ownerAccount: "other" })], [task({ dueOn: "2026-12-07" })]])
    expect(untrue(was, open, { now, zone })).toEqual(["task:t"])
  expect(untrue([{ accountId: "chief", key: "tasks:m", level: "late" }], [], { now, zone })).toEqual([])
})
