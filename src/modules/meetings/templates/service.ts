import { daysBetween } from "#kernel/dates.ts"
import { fill, type Locale } from "#kernel/words.ts"
import type { Context } from "#server/context.ts"
import { dayFrom } from "../contract.ts"
import { proposedDates } from "../rules.ts"
import type { TemplateCard, TemplateInFull } from "./contract.ts"
import { sessionsUnder } from "./days/rules.ts"
import { templateBy, templates } from "./rules.ts"
import type { Template } from "./shape/contract.ts"

/** Any day does: only the distances are read. */
const someTuesday = "2026-11-10"
const datesFor = ({ defaults }: Template, days: number) => proposedDates(someTuesday, { ...defaults, days })

function cardOf(template: Template, locale: Locale): TemplateCard {
  const { key, setting, title, summary, source, defaults, parts } = template
  return {
    key,
    setting,
    title: title[locale],
    summary: summary[locale],
    source,
    sessions: sessionsUnder(parts.agenda.sessions, datesFor(template, defaults.days)).length,
    tasks: parts.tasks.tasks.length,
    teams: parts.meetings.teams.length,
    documents: parts.meetings.documents.length,
    defaults,
  }
}

type Team = Template["parts"]["meetings"]["teams"][number]

/** Each team under the one it belongs to. */
function treeOf(teams: readonly Team[], parent: string | null = null, depth = 0): TemplateInFull["teamTree"] {
  return teams
    .filter((team) => team.parent === parent)
    .flatMap(({ key, name, leader, unit }) => [{ name, depth, leader, unit }, ...treeOf(teams, key, depth + 1)])
}

/** A meeting that is not made yet has no name: its kind stands for it. */
function programmeOf(template: Template, { locale, days }: { locale: Locale; days: number }): TemplateInFull["programme"] {
  const dates = datesFor(template, days)
  return sessionsUnder(template.parts.agenda.sessions, dates)
    .map(({ anchor, offset, clock, title, legal }) => ({
      day: daysBetween(dates.startsOn, dayFrom(dates, anchor, offset)) + 1,
      clock: clock === "opening" ? dates.opensAt : clock,
      title: fill(title, { name: template.title[locale] }),
      legal,
    }))
    .sort((a, b) => a.day - b.day || (a.clock < b.clock ? -1 : 1))
}

function inFull(template: Template, { locale, days }: { locale: Locale; days: number }): TemplateInFull {
  const { parts, variables, validFrom } = template
  const { categories } = parts.attendees
  return {
    ...cardOf(template, locale),
    validFrom,
    variables: variables.map(({ key, name, default: usual }) => ({ key, name: name[locale], default: usual })),
    planned: Object.entries(parts.meetings.planned).map(([key, count]) => ({ name: categories.find((one) => one.key === key)?.name ?? key, count })),
    teamTree: treeOf(parts.meetings.teams),
    programme: programmeOf(template, { locale, days }),
    stages: parts.tasks.stages.map((name) => {
      const own = parts.tasks.tasks.filter(({ stage }) => stage === name)
      return { name, tasks: own.length, legal: own.filter(({ legal }) => legal).length }
    }),
    papers: parts.meetings.documents.map(({ pr, name }) => ({ pr, name })),
    numbering: parts.meetings.numbering.map(({ name, pattern }) => ({ name, pattern })),
  }
}

export const templateHandlers = {
  templates: async ({ locale }: Context) => templates.map((template) => cardOf(template, locale)),

  async template({ locale }: Context, { key, days }: { key: string; days?: number | undefined }) {
    const template = templateBy(key)
    return inFull(template, { locale, days: Math.max(days ?? template.defaults.days, template.defaults.minDays) })
  },
}
