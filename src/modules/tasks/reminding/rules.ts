/** Who is told what of a task, and when: pure, so that two ticks of the same hour cannot tell it otherwise. */
import { dayOf, daysBetween, instantAt, plainClock } from "#kernel/dates.ts"
import { fill, type Locale, locales, type Sentence } from "#kernel/words.ts"
import type { Level } from "#modules/reminders/contract.ts"
import type { Task } from "../contract.ts"
import { words } from "../words.ts"

/** An open task. */
export type Open = Pick<Task, "id" | "title" | "owner" | "ownerAccount" | "dueOn" | "clock" | "legal" | "alarmMinutes">
export type MeetingHere = { id: string; name: string; zone: string }
/** `reads`: may this account open the meeting? `chiefs`: who may change its tasks. */
export type People = { reads: (accountId: string) => boolean; chiefs: readonly string[] }
export type Reminding = { accountId: string; key: string; level: Level; meetingId: string; path: string; title: string; sentence: Sentence }

const minuteMs = 60_000
/** Longer after its moment nobody can hurry any more: it is late like others. */
const alarmLasts = 12 * 60 * minuteMs
/** What the meeting left undone is told for this long after everybody went home. */
export const toldAfterDays = 90

export const keyOf = (taskId: string): string => `task:${taskId}`
const keyOfRest = (meetingId: string): string => `tasks:${meetingId}`

/** Within N minutes of its clock, or past it, and not confirmed. */
export function isAlarming({ dueOn, clock, alarmMinutes }: Pick<Open, "dueOn" | "clock" | "alarmMinutes">, now: string, zone: string): boolean {
  if (clock === null || alarmMinutes === null) return false
  const due = Date.parse(instantAt(dueOn, clock, zone))
  const at = Date.parse(now)
  return at >= due - alarmMinutes * minuteMs && at < due + alarmLasts
}

/** Due today, what the law requires also the day before, and each day it stays late; null: nothing is told. */
export function levelOf(task: Open, now: string, zone: string): Exclude<Level, "info"> | null {
  if (isAlarming(task, now, zone)) return "alarm"
  const late = daysBetween(task.dueOn, dayOf(now, zone))
  if (late > 0) return "late"
  return late === 0 || (late === -1 && task.legal) ? "due" : null
}

type Key = keyof (typeof words)["zh-CN"]
const inBoth = (of: (locale: Locale) => string): Sentence => Object.fromEntries(locales.map((locale) => [locale, of(locale)])) as Sentence
const said = (key: Key, data: Record<string, unknown>): Sentence => inBoth((locale) => fill(words[locale][key], data))

function sentenceOf({ dueOn, clock, owner }: Open, level: Exclude<Level, "info">, today: string): Sentence {
  if (level === "alarm") return inBoth((locale) => fill(words[locale]["told.alarm"], { clock: plainClock(clock ?? ""), who: owner || words[locale].nobody }))
  const late = daysBetween(dueOn, today)
  if (late > 0) return said("told.late", { days: late })
  if (late < 0) return said("told.tomorrow", {})
  return clock === null ? said("told.today", {}) : said("told.clock", { clock: plainClock(clock) })
}

/** What cannot be told to its owner is one line for whoever runs the countdown. */
function restFor({ id, name }: MeetingHere, rest: readonly ("late" | "due")[], chiefs: readonly string[]): Reminding[] {
  if (rest.length === 0) return []
  const late = rest.filter((level) => level === "late").length
  const told = {
    key: keyOfRest(id),
    level: late > 0 ? ("late" as const) : ("due" as const),
    meetingId: id,
    path: `/meetings/${id}/tasks?state=due`,
    title: name,
  }
  return chiefs.map((accountId) => ({ ...told, accountId, sentence: said("told.rest", { n: rest.length, late }) }))
}

/** Everything that is told of these tasks now: to each person at most one reminder of a task. */
export function toldOf(meeting: MeetingHere, tasks: readonly Open[], { people, now }: { people: People; now: string }): Reminding[] {
  const today = dayOf(now, meeting.zone)
  const rest: ("late" | "due")[] = []
  const own = tasks.flatMap((task): Reminding[] => {
    const level = levelOf(task, now, meeting.zone)
    if (level === null) return []
    const owner = task.ownerAccount !== null && people.reads(task.ownerAccount) ? task.ownerAccount : null
    if (owner === null && level !== "alarm") rest.push(level)
    const told = { key: keyOf(task.id), level, meetingId: meeting.id, title: task.title, sentence: sentenceOf(task, level, today) }
    const others = level === "alarm" ? people.chiefs.filter((id) => id !== owner) : []
    return [
      ...(owner === null ? [] : [{ ...told, accountId: owner, path: `/tasks?open=${task.id}` }]),
      ...others.map((accountId) => ({ ...told, accountId, path: `/meetings/${meeting.id}/tasks?find=${encodeURIComponent(task.title)}` })),
    ]
  })
  return [...own, ...restFor(meeting, rest, people.chiefs)]
}

/** Of what was told, what is not so any more. */
export function untrue(
  told: readonly { accountId: string; key: string; level: Level }[],
  tasks: readonly Open[],
  { now, zone }: { now: string; zone: string },
): string[] {
  const byKey = new Map(tasks.map((task) => [keyOf(task.id), task]))
  const isWrong = ({ accountId, key, level }: (typeof told)[number]): boolean => {
    if (!key.startsWith("task:")) return false
    const task = byKey.get(key)
    return !task || levelOf(task, now, zone) !== level || (level !== "alarm" && task.ownerAccount !== accountId)
  }
  return [...new Set(told.filter(isWrong).map(({ key }) => key))]
}
