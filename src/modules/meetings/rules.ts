import { z } from "zod"
import { Refusal } from "#kernel/contract.ts"
import { addDays, daysBetween } from "#kernel/dates.ts"
import { ClockTime } from "#kernel/types.ts"
import { fill } from "#kernel/words.ts"
import { type AskedSecrecy, type Dates, Secrecy } from "./contract.ts"
import congress from "./data/congress.json" with { type: "json" }

const InBothLanguages = z.object({ "zh-CN": z.string(), en: z.string() })

/** The template as far as this module reads it; each part is checked by the module whose name it bears. */
export const Template = z.object({
  key: z.string(),
  title: InBothLanguages,
  summary: InBothLanguages,
  source: z.string(),
  validFrom: z.iso.date(),
  variables: z.array(z.string()),
  defaults: z.object({
    days: z.int().positive(),
    minDays: z.int().positive(),
    opensAt: ClockTime,
    arrivesBefore: z.int().nonnegative(),
    departsAfter: z.int().nonnegative(),
    inDays: z.int().nonnegative(),
    place: z.string(),
    hall: z.string(),
    zone: z.string(),
    secrecy: Secrecy,
  }),
  parts: z.record(z.string(), z.unknown()),
})
export type Template = z.infer<typeof Template>

export const templates: readonly Template[] = [Template.parse(congress)]

export function templateBy(key: string): Template {
  const found = templates.find((template) => template.key === key)
  if (!found) throw new Refusal("meetings.noSuchTemplate", { template: key })
  return found
}

/** How many sessions or tasks a template's part holds, for the card that offers it. */
export function countIn(template: Template, part: "agenda" | "tasks"): number {
  const list = part === "agenda" ? z.object({ sessions: z.array(z.unknown()) }) : z.object({ tasks: z.array(z.unknown()) })
  return Object.values(list.parse(template.parts[part]))[0]?.length ?? 0
}

/** Every {variable} in every text of the parts, however deep; a text's other braces stay as they are. */
export function fillIn(part: unknown, variables: Record<string, string>): unknown {
  if (typeof part === "string") return fill(part, variables)
  if (Array.isArray(part)) return part.map((item) => fillIn(item, variables))
  if (typeof part === "object" && part !== null) return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, fillIn(value, variables)]))
  return part
}

export function mustBeInOrder({ arrivesOn, startsOn, endsOn, departsOn }: Dates): void {
  if (arrivesOn > startsOn || startsOn > endsOn || endsOn > departsOn) throw new Refusal("meetings.datesOutOfOrder")
}

export function mustLastLongEnough({ startsOn, endsOn }: Dates, template: Template, locale: "zh-CN" | "en"): void {
  if (daysBetween(startsOn, endsOn) + 1 < template.defaults.minDays)
    throw new Refusal("meetings.tooShort", { template: template.title[locale], days: template.defaults.minDays })
}

// 保密法 第三十条: 涉密信息不得在未采取保密措施的网络上存储、处理
export function mustNotBeSecret(asked: AskedSecrecy): Secrecy {
  const allowed = Secrecy.safeParse(asked)
  if (!allowed.success) throw new Refusal("meetings.secretsStayOffline")
  return allowed.data
}

export function mustBeZone(zone: string): string {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone })
    return zone
  } catch {
    throw new Refusal("meetings.unknownZone", { zone })
  }
}

/** The dates a template proposes for a meeting that opens on this day. */
export function proposedDates(startsOn: string, defaults: { days: number; arrivesBefore: number; departsAfter: number; opensAt: string }): Dates {
  const endsOn = addDays(startsOn, defaults.days - 1)
  return {
    arrivesOn: addDays(startsOn, -defaults.arrivesBefore),
    startsOn,
    endsOn,
    departsOn: addDays(endsOn, defaults.departsAfter),
    opensAt: defaults.opensAt,
  }
}
