/** 会议模板: what a kind of meeting brings along — as a card to choose by, and in full to look through beforehand. */
import { z } from "zod"
import { query } from "#kernel/contract.ts"
import { ClockTime } from "#kernel/types.ts"
import { Secrecy } from "../secrecy/contract.ts"

export const Setting = z.enum(["party", "government", "office", "partner", "academic"])
export type Setting = z.infer<typeof Setting>

export const Defaults = z.object({
  days: z.int().positive(),
  minDays: z.int().positive(),
  opensAt: ClockTime,
  arrivesBefore: z.int().nonnegative(),
  departsAfter: z.int().nonnegative(),
  inDays: z.int().nonnegative(),
  place: z.string(),
  hall: z.string(),
  secrecy: Secrecy,
})

export const TemplateCard = z.object({
  key: z.string(),
  setting: Setting,
  title: z.string(),
  summary: z.string(),
  source: z.string(),
  /** Under the days it proposes; a longer meeting has more of those that are held daily. */
  sessions: z.int(),
  tasks: z.int(),
  teams: z.int(),
  documents: z.int(),
  defaults: Defaults,
})
export type TemplateCard = z.infer<typeof TemplateCard>

/** `day` counts from the arrival day, which is 0 when people arrive before the opening. */
const Foreseen = z.object({ day: z.int(), clock: ClockTime, title: z.string(), legal: z.boolean() })

export const TemplateInFull = TemplateCard.extend({
  validFrom: z.iso.date(),
  variables: z.array(z.object({ key: z.string(), name: z.string(), default: z.string() })),
  planned: z.array(z.object({ name: z.string(), count: z.int() })),
  teamTree: z.array(z.object({ name: z.string(), depth: z.int(), leader: z.string(), unit: z.string() })),
  programme: z.array(Foreseen),
  stages: z.array(z.object({ name: z.string(), tasks: z.int(), legal: z.int() })),
  papers: z.array(z.object({ pr: z.string(), name: z.string() })),
  numbering: z.array(z.object({ name: z.string(), pattern: z.string() })),
})
export type TemplateInFull = z.infer<typeof TemplateInFull>

export const templateOperations = {
  templates: query({ scope: "self" }, z.object({}), z.array(TemplateCard)),
  template: query({ scope: "self" }, z.object({ key: z.string(), days: z.int().min(1).max(30).optional() }), TemplateInFull),
}
