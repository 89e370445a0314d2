import { Refusal } from "#kernel/contract.ts"
import { daysBetween, longDay, plainClock } from "#kernel/dates.ts"
import { fill, type Locale } from "#kernel/words.ts"
import type { Meeting } from "../contract.ts"
import type { ProfileText } from "../profile/contract.ts"
import { treeOf } from "../profile/rules.ts"
import type { Part, Scheme, SchemeText } from "./contract.ts"
import { words } from "./words.ts"

const teamLines = (teams: ProfileText["teams"]): string[] =>
  treeOf(teams).map(({ depth, name, leader, unit }) => `${"　".repeat(depth)}${[name, [leader, unit].filter(Boolean).join("，")].filter(Boolean).join("：")}`)

type Of = { profile: ProfileText; annexes: readonly Part[]; locale: Locale }

function whenOf({ arrivesOn, startsOn, endsOn, departsOn, opensAt }: Meeting, locale: Locale): string {
  const day = (one: string) => longDay(one, locale)
  const data = { arrives: day(arrivesOn), starts: day(startsOn), ends: day(endsOn), departs: day(departsOn), clock: plainClock(opensAt) }
  return fill(words[locale].when, { ...data, days: daysBetween(startsOn, endsOn) + 1 })
}

/** The first text. What only people can say (the purpose, the money) stays empty, and cannot be submitted empty. */
export function draftOf(meeting: Meeting, { profile, annexes, locale }: Of): SchemeText {
  const say = words[locale]
  const listed = profile.planned.filter(({ count }) => count > 0)
  const each = listed.map(({ name, count }) => fill(say.people, { name, count })).join(say.comma)
  const texts = {
    name: meeting.name,
    theme: meeting.theme,
    purpose: profile.purpose,
    time: whenOf(meeting, locale),
    place: `${meeting.place}${meeting.hall}`,
    scale: listed.length ? fill(say.scaleText, { total: listed.reduce((sum, { count }) => sum + count, 0), each }) : "",
    range: listed.map(({ name }) => name).join(say.pause),
    programme: annexes.some(({ key }) => key === "programme") ? say.seeProgramme : "",
    teams: teamLines(profile.teams).join("\n"),
    budget: "",
  }
  const sections = Object.entries(texts).map(([key, text]) => ({ key, title: say[`section.${key as keyof typeof texts}`], text }))
  return { title: fill(say.schemeOf, { name: meeting.name }), sections, annexes: inOrder(annexes) }
}

const usual = ["notice", "programme", "roster"]
export const inOrder = (annexes: readonly Part[]): Part[] => [...annexes].sort((a, b) => usual.indexOf(a.key) - usual.indexOf(b.key))

/** Fresh annexes in the place of those of the same kind; what was added by hand stays. */
export const withAnnexes = (text: SchemeText, fresh: readonly Part[]): SchemeText => ({
  ...text,
  annexes: [...inOrder(fresh), ...text.annexes.filter(({ key }) => !fresh.some((one) => one.key === key))],
})

export const numerals = [
  "一",
  "二",
  "三",
  "四",
  "五",
  "六",
  "七",
  "八",
  "九",
  "十",
  "十一",
  "十二",
  "十三",
  "十四",
  "十五",
  "十六",
  "十七",
  "十八",
  "十九",
  "二十",
]
/** The scheme as one text: what the deciders read and what the hash is over. */
export function bodyOf({ sections, annexes }: SchemeText): string {
  const main = sections.map(({ title, text }, at) => `${numerals[at]}、${title}\n${text}`)
  const behind = annexes.map(({ title, text }, at) => `${fill(words["zh-CN"].annexNumber, { n: at + 1, title })}\n${text}`)
  return [...main, ...behind].join("\n\n")
}

export function mustBeComplete({ sections }: SchemeText): void {
  const empty = sections.find(({ text }) => text === "")
  if (empty) throw new Refusal("meetings.schemeLacks", { section: empty.title })
}

export const isApproved = (approval: Scheme["approval"]): boolean => approval?.state === "approved" && approval.isOfThisText && approval.isOfTheseDates

/** What stands in the way of an approval that was given: the text changed since, or the meeting was moved. */
export const lapsedBy = (approval: Scheme["approval"]): "changed" | "moved" | null => {
  if (approval?.state !== "approved" || isApproved(approval)) return null
  return approval.isOfThisText ? "moved" : "changed"
}

export type Change = { kind: "gone" | "new"; line: string }
/** What has changed from one round to the next, line by line in the order of reading. */
export function changesBetween(before: string, after: string): Change[] {
  const [from, to] = [before.split("\n"), after.split("\n")]
  const start = from.findIndex((line, at) => line !== to[at])
  const head = start < 0 ? Math.min(from.length, to.length) : start
  let tail = 0
  while (tail < Math.min(from.length, to.length) - head && from.at(-1 - tail) === to.at(-1 - tail)) tail++
  return between(from.slice(head, from.length - tail), to.slice(head, to.length - tail))
}

// longest common lines, by the table of what is left; heads and tails that agree are off already, so that a long roster costs nothing
function between(from: readonly string[], to: readonly string[]): Change[] {
  const left = Array.from({ length: from.length + 1 }, () => new Uint16Array(to.length + 1))
  const at = (row: number, column: number) => left[row]?.[column] ?? 0
  for (let row = from.length - 1; row >= 0; row--)
    for (let column = to.length - 1; column >= 0; column--) {
      const line = left[row] as Uint16Array
      line[column] = from[row] === to[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1))
    }
  const out: Change[] = []
  let [row, column] = [0, 0]
  while (row < from.length || column < to.length) {
    if (row < from.length && from[row] === to[column]) {
      row++
      column++
    } else if (column >= to.length || (row < from.length && at(row + 1, column) >= at(row, column + 1))) out.push({ kind: "gone", line: from[row++] ?? "" })
    else out.push({ kind: "new", line: to[column++] ?? "" })
  }
  return out.filter(({ line }) => line.trim() !== "")
}
