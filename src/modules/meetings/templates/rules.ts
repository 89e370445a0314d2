/** The templates themselves, as data: read and checked once when the program starts, cut to a meeting's dates when one is made. */
import { Refusal } from "#kernel/contract.ts"
import { fill } from "#kernel/words.ts"
import type { Dates } from "../contract.ts"
import academicCongress from "../data/academic-congress.json" with { type: "json" }
import congress from "../data/congress.json" with { type: "json" }
import economicWork from "../data/economic-work.json" with { type: "json" }
import largeMeeting from "../data/large-meeting.json" with { type: "json" }
import mobilisation from "../data/mobilisation.json" with { type: "json" }
import officeMeeting from "../data/office-meeting.json" with { type: "json" }
import partnerConference from "../data/partner-conference.json" with { type: "json" }
import partyCongress from "../data/party-congress.json" with { type: "json" }
import { faultsOf } from "./check/rules.ts"
import { sessionsUnder } from "./days/rules.ts"
import { Template } from "./shape/contract.ts"

const data = [congress, partyCongress, economicWork, largeMeeting, mobilisation, officeMeeting, partnerConference, academicCongress]

/** A template that does not hold together stops the program at its start rather than a secretary in the middle of her work. */
export function readTemplate(given: unknown): Template {
  const template = Template.parse(given)
  const faults = faultsOf(template)
  if (faults.length) throw new Error(`template ${template.key}: ${faults.join("; ")}`)
  return template
}

export const templates: readonly Template[] = data.map(readTemplate)

export function templateBy(key: string): Template {
  const found = templates.find((template) => template.key === key)
  if (!found) throw new Refusal("meetings.noSuchTemplate", { template: key })
  return found
}

/** Every {variable} in every text of the parts, however deep; a text's other braces stay as they are. */
export function fillIn(part: unknown, variables: Record<string, string>): unknown {
  if (typeof part === "string") return fill(part, variables)
  if (Array.isArray(part)) return part.map((item) => fillIn(item, variables))
  if (typeof part === "object" && part !== null) return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, fillIn(value, variables)]))
  return part
}

/** Every part as a meeting gets it: cut to its dates, every variable filled in by the meeting's own words or the template's. */
export function partsFor(template: Template, { dates, about }: { dates: Dates; about: Record<string, string> }): Record<string, unknown> {
  const given = Object.fromEntries(template.variables.map(({ key, default: usual }) => [key, usual]))
  const parts = { ...template.parts, agenda: { sessions: sessionsUnder(template.parts.agenda.sessions, dates) } }
  return fillIn(parts, { ...given, ...about }) as Record<string, unknown>
}
