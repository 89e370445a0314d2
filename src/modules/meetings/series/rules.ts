import chineseDays from "chinese-days"
import { Refusal } from "#kernel/contract.ts"
import { addDays, mondayOf, weekdayOf } from "#kernel/dates.ts"
import type { Template } from "../templates/shape/contract.ts"
import type { Member, Rule, SeriesText, Usual } from "./contract.ts"
import usual from "./data/rules.json" with { type: "json" }

export const rulesSource = usual.source
const bare = ({ key, isOn, count, unit, basis }: (typeof usual.rules)[number]) => ({ key, isOn, count, unit, basis }) as Rule

/** What a series has before anybody set anything: the template's own habits. */
export function usualText(name: string, host: string, { defaults, key }: Template): SeriesText {
  return {
    kind: name.slice(0, 40),
    template: key,
    host,
    place: defaults.place,
    hall: defaults.hall,
    secrecy: defaults.secrecy,
    body: { name: "组成人员会议", quorum: { num: 1, den: 2, strict: false } },
    usual: { rhythm: "week", weekday: 2, nth: 1, clock: defaults.opensAt, minutes: 150 },
    numbering: { pattern: `${name}（{年}年第{次}次）`.slice(0, 80), term: "", restarts: "year", minutes: `${name}纪要`.slice(0, 30), papers: "" },
    rules: usual.rules.map(bare),
  }
}

/** 节假日安排通知: make-up days are working days. A year that is not announced yet goes by its weekends. */
export function workdayFrom(day: string): string {
  let at = day
  while (!chineseDays.isWorkday(at)) at = addDays(at, 1)
  return at
}
/** null on a working day; the festival's name, or "" on a plain weekend. */
export const restOn = (day: string): string | null => (chineseDays.isWorkday(day) ? null : (chineseDays.getDayDetail(day).name.split(",")[1] ?? ""))

/** So many working days before. */
export function workdaysBefore(day: string, count: number): string {
  let at = day
  for (let left = count; left > 0; ) {
    at = addDays(at, -1)
    if (chineseDays.isWorkday(at)) left--
  }
  return at
}

const inWeek = (day: string, weekday: number): string => addDays(mondayOf(day), weekday - 1)

function nthOfMonth(day: string, { weekday, nth }: Usual): string {
  const first = `${day.slice(0, 8)}01`
  return addDays(first, ((weekday - weekdayOf(first) + 7) % 7) + 7 * (nth - 1))
}

/** The first usual day after this one; every other week counts on from the last meeting's week. */
export function usualAfter(after: string, habit: Usual, last: string | null): string {
  if (habit.rhythm === "month") {
    const own = nthOfMonth(after, habit)
    return own > after ? own : nthOfMonth(addDays(`${after.slice(0, 8)}01`, 31), habit)
  }
  const step = habit.rhythm === "week" ? 7 : 14
  let day = inWeek(habit.rhythm === "fortnight" && last !== null ? last : after, habit.weekday)
  // a meeting that was put off keeps its week: the one after it is counted from there
  if (habit.rhythm === "fortnight" && last !== null) day = addDays(day, step)
  while (day <= after) day = addDays(day, step)
  return day
}

/** What numbers are counted within: the term, the year, or for ever. */
export function periodOf({ restarts, term }: SeriesText["numbering"], day: string): string {
  if (restarts === "term") return `term ${term}`
  return restarts === "year" ? day.slice(0, 4) : ""
}

export const named = ({ pattern, term }: SeriesText["numbering"], { number, day }: { number: number; day: string }): string =>
  pattern.replaceAll("{届}", term).replaceAll("{次}", String(number)).replaceAll("{年}", day.slice(0, 4))

/** A name that says the term and not the year is counted through the term: through the year it would come twice. */
export const withPattern = ({ restarts: now }: SeriesText["numbering"], pattern: string): Partial<SeriesText["numbering"]> =>
  now === "year" && pattern.includes("{届}") && !pattern.includes("{年}") ? { pattern, restarts: "term" } : { pattern }

export const sittingCounter = (seriesId: string, period: string) => ({ body: seriesId, kind: `sitting:${period}` })
/** The counter minutes take their number from when they are final (module minutes): by name and year. */
export const minutesCounter = (seriesId: string, form: string, day: string) => ({ body: seriesId, kind: `minutes:${form}`, year: Number(day.slice(0, 4)) })

const inDays = ({ count, unit }: Rule): number => (count ?? 0) * (unit === "workday" ? 1.4 : 1)

export function mustHold({ numbering, body: { quorum }, rules }: SeriesText): void {
  if (!numbering.pattern.includes("{次}")) throw new Refusal("meetings.noNumberInName")
  if (!numbering.term && (numbering.pattern.includes("{届}") || numbering.restarts === "term")) throw new Refusal("meetings.termMissing")
  if (quorum.num > quorum.den || (quorum.strict && quorum.num === quorum.den)) throw new Refusal("meetings.seriesQuorum")
  const [collect, papers, notice] = (["collect", "papers", "notice"] as const).map((key) => rules.find((rule) => rule.key === key && rule.isOn))
  if ((collect && papers && inDays(collect) <= inDays(papers)) || (papers && notice && inDays(papers) < inDays(notice)))
    throw new Refusal("meetings.rulesOutOfTurn")
}

export function mustBeMembers(members: readonly Member[], categories: readonly { key: string }[]): void {
  const seen = new Set<string>()
  for (const { name, unit, post, category } of members) {
    if (!categories.some(({ key }) => key === category)) throw new Refusal("meetings.memberCategory", { name })
    const who = JSON.stringify([name, unit, post])
    if (seen.has(who)) throw new Refusal("meetings.memberTwice", { name })
    seen.add(who)
  }
  if (members.filter(({ isChair }) => isChair).length > 1) throw new Refusal("meetings.oneChair")
}

/** The part of a template that a topic rule changes. */
export const effectOf = (key: Rule["key"]) => usual.rules.find((rule) => rule.key === key)
export const { follow, needed } = usual
