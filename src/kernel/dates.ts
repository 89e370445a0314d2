/** 日期: calendar days, clock times and the meeting's zone. A day is YYYY-MM-DD, a clock HH:MM, an instant ISO with Z. */
import type { Locale } from "./words.ts"

/** The office's own, for days and hours that belong to no meeting: deadlines of approvals, what is done by the clock. A meeting may be held elsewhere. */
export const officeZone = "Asia/Shanghai"

const dayMs = 86_400_000

/** Days are counted in UTC, where every day has 24 hours, so that no summer time ever loses one. */
const serial = (day: string): number => Math.round(Date.parse(`${day}T00:00:00Z`) / dayMs)
const dayAt = (number: number): string => new Date(number * dayMs).toISOString().slice(0, 10)

export const addDays = (day: string, days: number): string => dayAt(serial(day) + days)

/** How many days from the first to the second: negative when the second is earlier. */
export const daysBetween = (from: string, to: string): number => serial(to) - serial(from)

/** 0 Sunday … 6 Saturday. */
export const weekdayOf = (day: string): number => (((serial(day) + 4) % 7) + 7) % 7

/** The Monday of its week. */
export const mondayOf = (day: string): string => addDays(day, -((weekdayOf(day) + 6) % 7))

const weekdays: Record<Locale, readonly string[]> = {
  "zh-CN": ["日", "一", "二", "三", "四", "五", "六"],
  en: ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
}
const months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]

function parts(day: string): { year: number; month: number; date: number; weekday: number } {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number)
  return { year, month, date, weekday: weekdayOf(day) }
}

/** 2026年11月21日（星期六） · Saturday, 21 November 2026 */
export function longDay(day: string, locale: Locale): string {
  const { year, month, date, weekday } = parts(day)
  if (locale === "en") return `${weekdays.en[weekday]}, ${date} ${months[month - 1]} ${year}`
  return `${year}年${month}月${date}日（星期${weekdays["zh-CN"][weekday]}）`
}

/** 11月21日 · 21 Nov */
export function shortDay(day: string, locale: Locale): string {
  const { month, date } = parts(day)
  return locale === "en" ? `${date} ${months[month - 1]?.slice(0, 3)}` : `${month}月${date}日`
}

/** As shortDay, with its year where that is not the one of the day it stands beside: 2027年6月15日 · 15 Jun 2027 */
export function dayBeside(day: string, other: string, locale: Locale): string {
  const year = day.slice(0, 4)
  if (year === other.slice(0, 4)) return shortDay(day, locale)
  return locale === "en" ? `${shortDay(day, locale)} ${year}` : `${year}年${shortDay(day, locale)}`
}

/** 21日 · 21 */
export function dateOnly(day: string, locale: Locale): string {
  const { date } = parts(day)
  return locale === "en" ? String(date) : `${date}日`
}

/** 周六 · Sat */
export function shortWeekday(day: string, locale: Locale): string {
  const { weekday } = parts(day)
  return locale === "en" ? (weekdays.en[weekday] ?? "").slice(0, 3) : `周${weekdays["zh-CN"][weekday]}`
}

const formats = new Map<string, Intl.DateTimeFormat>()

function local(instant: string | number, zone: string): Record<string, string> {
  let format = formats.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat("en-GB", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
    })
    formats.set(zone, format)
  }
  return Object.fromEntries(format.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]))
}

/** The calendar day of an instant in a zone. */
export function dayOf(instant: string, zone: string): string {
  const { year, month, day } = local(instant, zone)
  return `${year?.padStart(4, "0")}-${month}-${day}`
}

/** The clock of an instant in a zone, HH:MM. */
export function clockOf(instant: string, zone: string): string {
  const { hour, minute } = local(instant, zone)
  return `${hour}:${minute}`
}

/** 12月8日 9:05 · 8 Dec 9:05 */
export const shortMoment = (instant: string, zone: string, locale: Locale): string =>
  `${shortDay(dayOf(instant, zone), locale)} ${plainClock(clockOf(instant, zone))}`

/** 9:00 instead of 09:00, as people read it. */
export const plainClock = (clock: string): string => clock.replace(/^0(\d)/, "$1")

/** 24:00 counts from midnight: minutes of a clock time. */
export function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(":").map(Number)
  return hours * 60 + minutes
}

/**
 * The instant at which a clock in the zone shows this day and time. A time that a change to summer time skips
 * becomes the moment an hour later; a time that occurs twice, the first of the two.
 */
export function instantAt(day: string, clock: string, zone: string): string {
  const wanted = Date.parse(`${day}T${clock}:00Z`)
  const offsetAt = (guess: number): number => {
    const { year, month, day: date, hour, minute } = local(guess, zone)
    return Date.parse(`${year}-${month}-${date}T${hour}:${minute}:00Z`) - Math.floor(guess / 60_000) * 60_000
  }
  const before = wanted - offsetAt(wanted - dayMs)
  const after = wanted - offsetAt(wanted + dayMs)
  const found = [before, after].sort((a, b) => a - b).find((instant) => instant + offsetAt(instant) === wanted)
  return new Date(found ?? before).toISOString()
}
