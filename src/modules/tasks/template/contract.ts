/** The tasks' part of a template. */
import { z } from "zod"
import { ClockTime, text, textOrNone } from "#kernel/types.ts"
import { Anchor } from "#modules/meetings/contract.ts"

/** arrival, opening, closing, departure, session:KEY of a session the template named, or task:… another task: its key in a template, its id in a meeting. */
export const TaskAnchor = z.union([Anchor, z.templateLiteral(["session:", z.string()]), z.templateLiteral(["task:", z.string()])])
export type TaskAnchor = z.infer<typeof TaskAnchor>

/** 按天、按工作日（调休算上班）、按分钟. */
export const Unit = z.enum(["day", "workday", "minute"])
export type Unit = z.infer<typeof Unit>

/** 已定的马上办、可预见的提前办、不明的先备预案. */
export const Certainty = z.enum(["settled", "foreseeable", "unclear"])
export type Certainty = z.infer<typeof Certainty>

/** 到点前多少分钟未确认就报警. */
export const AlarmMinutes = z.int().min(1).max(1440)

const TemplateTask = z.object({
  key: text(60).optional(),
  stage: text(20),
  title: text(80),
  anchor: TaskAnchor,
  offset: z.int(),
  unit: Unit.default("day"),
  clock: ClockTime.optional(),
  alarmMinutes: AlarmMinutes.optional(),
  days: z.int().positive(),
  team: text(20),
  role: text(40).optional(),
  legal: z.boolean(),
  basis: z.string().optional(),
  standard: text(400).optional(),
  certainty: Certainty.optional(),
  /** Only of a meeting that is copied: a template names roles, no people. */
  owner: textOrNone(40).optional(),
  contingency: textOrNone(1000).optional(),
  notes: textOrNone(2000).optional(),
  proofs: z.boolean().default(false),
  waitsFor: z.array(text(60)).default([]),
  covers: z.array(z.string()).optional(),
  document: text(20).optional(),
})

export const TasksPart = z.object({
  stages: z.array(text(20)).min(1),
  teams: z.array(text(20)).min(1),
  tasks: z.array(TemplateTask),
})
export type TasksPart = z.infer<typeof TasksPart>
