/** What must hold of a template before anybody makes a meeting of it. Each fault is said in a sentence, with the place it stands. */
import { addDays } from "#kernel/dates.ts"
import { Anchor } from "../../contract.ts"
import { sessionsUnder } from "../days/rules.ts"
import type { Template } from "../shape/contract.ts"

/** The meeting itself has these; a template names them so that they are confirmed for each meeting. */
const ownFields = ["name", "theme", "host", "dates", "place", "hall", "planned"]

/** 厉行节约: what official meetings do without, as a task would name it. */
const leftOut = { gifts: /礼品|礼物|纪念品|赠送/, fruit: /水果/, flowers: /鲜花|花卉|花草|摆花|花篮/, boards: /背景板|背景墙/ } as const

type Faults = (template: Template) => string[]

const doubles = (names: readonly string[]): string[] => names.filter((name, n) => names.indexOf(name) !== n)

/** The keys of the sessions that stand in a meeting of every length it allows. */
function alwaysThere({ parts, defaults }: Template): Set<string> {
  const lengths = Array.from({ length: 10 }, (_, n) => defaults.minDays + n)
  const keysOf = (days: number) => {
    const startsOn = "2026-11-10"
    const endsOn = addDays(startsOn, days - 1)
    const dates = {
      startsOn,
      endsOn,
      arrivesOn: addDays(startsOn, -defaults.arrivesBefore),
      departsOn: addDays(endsOn, defaults.departsAfter),
      opensAt: defaults.opensAt,
    }
    return sessionsUnder(parts.agenda.sessions, dates).map(({ key }) => key)
  }
  const all = lengths.map(keysOf)
  return new Set(all[0]?.filter((key) => all.every((keys) => keys.includes(key))))
}

const anchors: Faults = (template) => {
  const { tasks } = template.parts.tasks
  const sessions = alwaysThere(template)
  const keys = new Set(tasks.flatMap(({ key }) => key ?? []))
  return tasks.flatMap(({ title, anchor, unit, clock, alarmMinutes, waitsFor }) => {
    const [kind, key = ""] = anchor.split(":")
    const known = kind === "session" ? sessions.has(key) : kind === "task" ? keys.has(key) : Anchor.safeParse(anchor).success
    return [
      ...(known ? [] : [`“${title}” hangs on ${anchor}, which no meeting of every length has`]),
      ...(unit === "minute" && (kind !== "session" || clock) ? [`“${title}” counts minutes, but not from a session`] : []),
      ...(alarmMinutes && unit !== "minute" && !clock ? [`“${title}” raises an alarm before a clock time that it does not have`] : []),
      ...waitsFor.filter((other) => !keys.has(other)).map((other) => `“${title}” waits for ${other}, which is not there`),
    ]
  })
}

/** A task that hangs on itself or waits for itself, by whatever way round, would never get its day. */
const circles: Faults = ({ parts }) => {
  const behind = new Map(
    parts.tasks.tasks.map(({ key, anchor, waitsFor }) => [key, anchor.startsWith("task:") ? [anchor.slice(5), ...waitsFor] : waitsFor] as const),
  )
  const reaches = (from: string, wanted: string, seen: Set<string>): boolean =>
    (behind.get(from) ?? []).some((next) => next === wanted || (!seen.has(next) && reaches(next, wanted, seen.add(next))))
  return [...behind.keys()].filter((key) => key !== undefined && reaches(key, key, new Set())).map((key) => `task ${key} waits for itself`)
}

const teamsAndStages: Faults = ({ parts: { meetings, tasks } }) => {
  const names = new Set(meetings.teams.map(({ name }) => name))
  const keys = new Set(meetings.teams.map(({ key }) => key))
  return [
    ...tasks.tasks.filter(({ stage }) => !tasks.stages.includes(stage)).map(({ title }) => `“${title}” stands in an unknown stage`),
    ...tasks.tasks.filter(({ team }) => !tasks.teams.includes(team)).map(({ title }) => `“${title}” belongs to an unknown team`),
    ...tasks.teams.filter((name) => !names.has(name)).map((name) => `the team ${name} is not in the tree`),
    ...meetings.teams.filter(({ parent }) => parent !== null && !keys.has(parent)).map(({ name }) => `the team ${name} hangs on nothing`),
    ...(meetings.teams.some(({ parent }) => parent === null) ? [] : ["the teams have no head"]),
  ]
}

const names: Faults = ({ parts: { meetings, agenda, tasks }, variables }) =>
  [
    doubles(tasks.tasks.flatMap(({ key }) => key ?? [])).map((key) => `two tasks are called ${key}`),
    doubles(tasks.tasks.map(({ title }) => title)).map((title) => `two tasks have the title “${title}”`),
    doubles(agenda.sessions.map(({ key }) => key)).map((key) => `two sessions are called ${key}`),
    doubles(meetings.teams.map(({ key }) => key)).map((key) => `two teams are called ${key}`),
    doubles(meetings.documents.map(({ pr }) => pr)).map((pr) => `${pr} is named twice`),
    doubles(variables.map(({ key }) => key)).map((key) => `two variables are called ${key}`),
  ].flat()

const papers: Faults = ({ parts: { meetings, tasks } }) => {
  const listed = new Set(meetings.documents.map(({ pr }) => pr))
  const keys = new Set(tasks.tasks.map(({ key }) => key))
  return [
    ...meetings.documents.filter(({ task }) => task !== undefined && !keys.has(task)).map(({ pr }) => `${pr} is made by a task that is not there`),
    ...tasks.tasks.filter(({ document }) => document && !listed.has(document)).map(({ title }) => `“${title}” makes a paper that is not listed`),
  ]
}

const procedure: Faults = ({ parts: { agenda, tasks } }) => [
  ...tasks.tasks.filter(({ legal, basis }) => legal && !basis).map(({ title }) => `“${title}” is required without saying by what`),
  ...agenda.sessions.filter(({ legal, basis }) => legal && !basis).map(({ title }) => `“${title}” is required without saying by what`),
  ...agenda.sessions.filter(({ legal, daily }) => legal && daily).map(({ title }) => `“${title}” is required, so no length of the meeting may drop it`),
]

const filled: Faults = ({ variables, parts }) => {
  const text = JSON.stringify(parts)
  const used = new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ""))
  const known = new Set(variables.map(({ key }) => key))
  return [
    ...[...used].filter((name) => !known.has(name)).map((name) => `{${name}} is used and not declared`),
    ...variables
      .filter(({ key, default: usual }) => !ownFields.includes(key) && !(usual && used.has(key)))
      .map(({ key }) => `{${key}} is never used, or empty`),
    ...variables
      .filter(({ key, default: usual }) => ownFields.includes(key) && usual)
      .map(({ key }) => `{${key}} comes from the meeting, not from the template`),
  ]
}

const people: Faults = ({ parts: { meetings, attendees, agenda } }) => {
  const known = attendees.categories.map(({ key }) => key)
  const bodies = attendees.bodies.map(({ key }) => key)
  return [
    ...Object.keys(meetings.planned).flatMap((key) => (known.includes(key) ? [] : [`numbers are planned for ${key}, which is no category`])),
    ...agenda.sessions.flatMap(({ title, body, categories }) => [
      ...(body === null || bodies.includes(body) ? [] : [`“${title}” is for ${body}, which is no body`]),
      ...categories.filter((key) => !known.includes(key)).map((key) => `“${title}” is for ${key}, which is no category`),
    ]),
  ]
}

const thrift: Faults = ({ setting, parts: { meetings, tasks } }) => {
  const official = setting === "party" || setting === "government" || setting === "office"
  const kinds = Object.keys(leftOut) as (keyof typeof leftOut)[]
  return [
    ...kinds.filter((kind) => official && !meetings.excluded.includes(kind)).map((kind) => `an official meeting leaves out ${kind}`),
    ...meetings.excluded.flatMap((kind) =>
      tasks.tasks.filter((task) => leftOut[kind].test(JSON.stringify(task))).map(({ title }) => `“${title}” brings ${kind}`),
    ),
  ]
}

const all: Faults[] = [anchors, circles, teamsAndStages, names, papers, procedure, filled, people, thrift]

export const faultsOf: Faults = (template) => all.flatMap((faults) => faults(template))
