import { Refusal } from "#kernel/contract.ts"
import { daysBetween } from "#kernel/dates.ts"
import type { Class, ClassRules } from "../classes/contract.ts"
import type { Dates } from "../contract.ts"
import type { Template } from "../templates/shape/contract.ts"
import type { Exceeded, ProfileText, Team } from "./contract.ts"

/** What the template brings; why it is held only people can say. */
export function profileFrom({ parts, title }: Template): ProfileText {
  const { size, form, planned, teams, class: itsClass } = parts.meetings
  const nameOf = (key: string) => parts.attendees.categories.find((one) => one.key === key)?.name ?? key
  const counted = Object.entries(planned).map(([key, count]) => ({ name: nameOf(key), count }))
  return { purpose: "", intent: "", organiser: "", coOrganiser: "", kind: title["zh-CN"], size, form, class: itsClass, planned: counted, teams }
}

/** Every team hangs on another of the list, or stands at the top. */
export function mustBeATree(teams: readonly Team[]): void {
  const parents = new Map(teams.map(({ key, parent }) => [key, parent]))
  for (const { key, name } of teams) {
    let above: string | null | undefined = key
    for (let steps = 0; above !== null; steps++) {
      if (above === undefined || steps > teams.length) throw new Refusal("meetings.teamsInACircle", { team: name })
      above = parents.get(above)
    }
  }
}

/** The teams as they stand below one another. */
export const treeOf = (teams: readonly Team[], parent: string | null = null, depth = 0): (Team & { depth: number })[] =>
  teams.filter((team) => team.parent === parent).flatMap((team) => [{ ...team, depth }, ...treeOf(teams, team.key, depth + 1)])

const travelDays = ({ arrivesOn, startsOn, endsOn, departsOn }: Dates) => daysBetween(arrivesOn, startsOn) + daysBetween(endsOn, departsOn)

type Held = { dates: Dates; rules: ClassRules | undefined }
/** Where numbers and days go beyond what the class allows by the rules of the day; nothing is refused, the office is told. */
export function exceededBy(text: Pick<ProfileText, "planned"> & { class: Class | null }, { dates, rules }: Held): Exceeded[] {
  if (text.class === null || !rules) return []
  const limits = rules.limits[text.class]
  const planned = {
    people: text.planned.reduce((sum, { count }) => sum + count, 0),
    days: daysBetween(dates.startsOn, dates.endsOn) + 1,
    travelDays: travelDays(dates),
  }
  return (["people", "days", "travelDays"] as const).flatMap((what) => {
    const limit = limits[what]
    return limit !== null && planned[what] > limit ? [{ what, limit, now: planned[what], clause: rules.clauses[what] }] : []
  })
}
