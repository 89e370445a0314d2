/** The programme as an office writes it: a day, its morning, afternoon and evening, and who comes to what. */
import { daysBetween, longDay, plainClock } from "#kernel/dates.ts"
import { fill, type Locale } from "#kernel/words.ts"
import type { Dates } from "#modules/meetings/contract.ts"
import type { Session } from "../contract.ts"
import { words } from "../words.ts"

export type Period = "morning" | "afternoon" | "evening"

/** 上午 to noon, 下午 to six, 晚上 after. */
export const periodOf = ({ starts }: Pick<Session, "starts">): Period => (starts < "12:00" ? "morning" : starts < "18:00" ? "afternoon" : "evening")

type Invited = Pick<Session, "bodyName" | "alsoDue">

/** 大会，列席、特邀: the body first, it alone counts for the quorum. */
export function whoComes({ bodyName, alsoDue }: Invited, locale: Locale): string {
  const say = words[locale]
  return [bodyName, alsoDue.map(({ name }) => name).join(say.pause)].filter(Boolean).join(say.comma)
}

/** The same with numbers, for the office alone. */
export function howManyCome({ bodyName, members, alsoDue }: Invited & Pick<Session, "members">, locale: Locale): string {
  const say = words[locale]
  const body = bodyName === null || !members ? bodyName : fill(say.dueCount, { body: bodyName, count: members.toLocaleString("en-US") })
  return [body, alsoDue.map(({ name, count }) => (count ? `${name} ${count}` : name)).join(say.pause)].filter(Boolean).join(say.comma)
}

/** 会期第 2 天: which day of the meeting it is, said of no day before or after. */
export function dayNote(day: string, { startsOn, endsOn }: Pick<Dates, "startsOn" | "endsOn">, locale: Locale): string {
  return day < startsOn || day > endsOn ? "" : fill(words[locale].nthDay, { n: daysBetween(startsOn, day) + 1 })
}

/** The sessions of a day under their times of day, in the order of the clock. */
export const inPeriods = <T extends Pick<Session, "starts">>(sessions: readonly T[]): [Period, T[]][] => [...Map.groupBy(sessions, periodOf)]

type Printed = Invited & Pick<Session, "day" | "starts" | "ends" | "title" | "place" | "chair" | "signIn">

/** What print/programme.typ draws: a table a day. */
export function sheetOf(sessions: readonly Printed[], dates: Pick<Dates, "startsOn" | "endsOn">, locale: Locale) {
  const say = words[locale]
  return [...Map.groupBy(sessions, (session) => session.day)].map(([day, own]) => ({
    name: longDay(day, locale),
    note: dayNote(day, dates, locale),
    periods: inPeriods(own).map(([period, rows]) => ({
      name: say[period],
      rows: rows.map((session) => ({
        time: `${plainClock(session.starts)}–${plainClock(session.ends)}`,
        title: session.title,
        place: session.place,
        chair: session.chair,
        who: whoComes(session, locale),
        signIn: session.signIn ? say.signIn : "",
      })),
    })),
  }))
}
