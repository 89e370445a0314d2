/** 新建一次: a template as the next meeting of a series gets it — its members, its body and quorum, its hours, its topic rules. */
import { minutesOf } from "#kernel/dates.ts"
import { fill } from "#kernel/words.ts"
import { profileFrom } from "../../profile/rules.ts"
import type { Template } from "../../templates/shape/contract.ts"
import type { Member, Rule, SeriesText } from "../contract.ts"
import { effectOf, follow, needed } from "../rules.ts"

type Parts = Template["parts"]
type Task = Parts["tasks"]["tasks"][number]
type Category = Parts["attendees"]["categories"][number]
export type Plan = { text: SeriesText; members: readonly Member[] }

const two = (n: number): string => String(n).padStart(2, "0")
function until(clock: string, minutes: number): string {
  const end = Math.min(minutesOf(clock) + minutes, 23 * 60 + 59)
  return `${two(Math.floor(end / 60))}:${two(end % 60)}`
}

/** Sessions that begin with the meeting last as long as the series usually does. */
const hours = ({ sessions }: Parts["agenda"], { clock, minutes }: SeriesText["usual"]): Parts["agenda"] => ({
  sessions: sessions.map((session) => (session.clock === "opening" ? { ...session, until: until(clock, minutes) } : session)),
})

const mayVoteIn = (category: Category | undefined): boolean => category?.mayVote === true
const otherKey = (key: string): string => `${key}-other`

/** Whether somebody votes is his category's to say: who differs from it stands in a category of his own beside it. */
function categoriesFor(categories: readonly Category[], members: readonly Member[]): Category[] {
  return categories.flatMap((category) => {
    const votes = mayVoteIn(category)
    if (!members.some((member) => member.category === category.key && member.mayVote !== votes)) return [category]
    const name = `${category.name.slice(0, 14)}（${votes ? "不表决" : "有表决权"}）`
    return [category, { ...category, key: otherKey(category.key), name, mayVote: !votes }]
  })
}

function peopleOf(categories: readonly Category[], members: readonly Member[]) {
  const byKey = new Map(categories.map((category) => [category.key, category]))
  return members.map(({ name, unit, post, rank, category, isChair, mayVote }) => {
    const own = byKey.get(category)
    const fitting = mayVoteIn(own) === mayVote ? own : byKey.get(otherKey(category))
    return { name, unit, post, rank, category: fitting?.name ?? category, chair: isChair, mayVote }
  })
}

/** The body that meets is the one of the session people sign in to; the series says what it is called and when it may open. */
function bodiesFor({ attendees, agenda }: Parts, { name, quorum }: SeriesText["body"]): { key: string }[] {
  const bodies = Array.isArray(attendees.bodies) ? (attendees.bodies as { key: string }[]) : []
  const meets = agenda.sessions.find((session) => session.signIn === true && typeof session.body === "string")?.body ?? bodies[0]?.key
  return bodies.map((body) => (body.key === meets ? { ...body, name, quorum } : body))
}

const joined = (...texts: (string | undefined)[]): string => texts.filter(Boolean).join("；").slice(0, 400)

function underRule(task: Task, rule: Rule): Task {
  const says = effectOf(rule.key)?.says
  const told = says === undefined ? task : { ...task, standard: joined(task.standard as string | undefined, fill(says, { count: rule.count })) }
  if (rule.unit === null || rule.count === null) return told
  // a rule of so many days stands by itself: it waits for nothing that may come later
  const waitsFor = rule.key === "major" ? [] : task.waitsFor
  return { ...told, anchor: "opening", offset: -rule.count, unit: rule.unit, waitsFor, basis: rule.basis || task.basis }
}

/** The rules that are on become the days and the standards of the tasks they are about. */
function tasksFor(part: Parts["tasks"], rules: readonly Rule[]): Parts["tasks"] {
  const inForce = rules.filter(({ isOn }) => isOn)
  const collect = inForce.some(({ key }) => key === "collect") ? part.tasks.find(({ key }) => key === "collect") : undefined
  const ruled = part.tasks.map((task) => {
    const after = inForce.filter(({ key }) => effectOf(key)?.task === task.key).reduce(underRule, task)
    return collect && task.key && follow.includes(task.key) ? { ...after, anchor: "task:collect", offset: 1, unit: "workday" as const } : after
  })
  const review = inForce.find(({ key }) => key === "review")
  if (!review || !collect) return { ...part, tasks: ruled }
  const { stage, team, certainty } = collect
  const also: Task = {
    ...needed,
    stage,
    team,
    certainty,
    anchor: "task:collect",
    offset: 1,
    unit: "workday",
    days: 1,
    legal: false,
    waitsFor: ["collect"],
    covers: ["BR-51"],
  }
  return { ...part, tasks: [...ruled, { ...also, basis: review.basis }] }
}

/** Which of the rules have a task in this template to work on. */
export const rulesAt = ({ parts: { tasks } }: Template, rules: readonly Rule[]): Rule["key"][] => {
  const keys = new Set(tasks.tasks.map(({ key }) => key))
  return rules.flatMap(({ key }) => (keys.has(key === "review" ? "collect" : effectOf(key)?.task) ? [key] : []))
}

/** What is settled by the series needs no confirming; the topic and the day are this meeting's own. */
const openAlways = ["theme", "dates"]

export function templateFor(template: Template, { text, members }: Plan): Template {
  const { parts, variables } = template
  const categories = categoriesFor(parts.attendees.categories, members)
  const people = peopleOf(categories, members)
  const count = (category: string) => people.filter((one) => one.category === category).length
  const profile = profileFrom(template)
  const planned = categories.map(({ name }) => ({ name, count: count(name) || (profile.planned.find((one) => one.name === name)?.count ?? 0) }))
  const chair = people.find((one) => one.chair)
  const settled = variables.map(({ key }) => key).filter((key) => !openAlways.includes(key) && (key !== "chair" || chair))
  return {
    ...template,
    variables: variables.map((one) => (one.key === "chair" && chair ? { ...one, default: chair.name } : one)),
    parts: {
      ...parts,
      meetings: { ...parts.meetings, profile: { ...profile, kind: text.kind || profile.kind, planned }, settled } as Parts["meetings"],
      attendees: { ...parts.attendees, categories, bodies: bodiesFor(parts, text.body), people },
      agenda: hours(parts.agenda, text.usual),
      tasks: tasksFor(parts.tasks, text.rules),
    },
  }
}
