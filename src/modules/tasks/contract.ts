/** 倒排任务: what must be done by when, counted back from the opening (or another day of the meeting), and who owns it. */
import { z } from "zod"
import { command, contract, query, question, refusal } from "#kernel/contract.ts"
import { Ticket } from "#kernel/house.ts"
import { Day, Id, Instant, Paging, rowsOf, text, textOrNone } from "#kernel/types.ts"
import { Anchor, Dates } from "#modules/meetings/contract.ts"

/** arrival, opening, closing, departure, or session:KEY of a session the template named. */
export const TaskAnchor = z.union([Anchor, z.templateLiteral(["session:", z.string()])])
export type TaskAnchor = z.infer<typeof TaskAnchor>

export const Task = z.object({
  meetingId: Id,
  id: Id,
  stage: text(20),
  title: text(80),
  team: text(20),
  /** 负责人, empty until someone is named. */
  owner: textOrNone(40),
  /** The task keeps its distance to this day; null: its date is fixed. */
  anchor: TaskAnchor.nullable(),
  offset: z.int(),
  startsOn: Day,
  dueOn: Day,
  /** 法定: required by law or rule, so it cannot be struck from the list. */
  legal: z.boolean(),
  basis: z.string().nullable(),
  doneAt: Instant.nullable(),
  doneBy: z.string().nullable(),
  /** Days past due while open; 0 when it is done or in time. */
  lateDays: z.int().nonnegative(),
  version: z.int(),
})
export type Task = z.infer<typeof Task>

export const TaskState = z.enum(["open", "done", "late", "today", "due"])
export type TaskState = z.infer<typeof TaskState>

const Filter = z.object({
  meetingId: Id,
  find: textOrNone(40).optional(),
  stage: text(20).optional(),
  team: text(20).optional(),
  /** "due": late or due today. */
  state: TaskState.optional(),
})
export type Filter = z.infer<typeof Filter>

const Part = z.object({ name: z.string(), total: z.int(), done: z.int(), late: z.int() })
export const Progress = z.object({
  today: Day,
  total: z.int(),
  done: z.int(),
  late: z.int(),
  dueToday: z.int(),
  legal: z.int(),
  stages: z.array(Part),
  teams: z.array(Part),
})
export type Progress = z.infer<typeof Progress>

const Written = Task.pick({ stage: true, title: true, team: true, owner: true, dueOn: true, startsOn: true })
const Chosen = z.object({ meetingId: Id, ids: z.array(Id).min(1).max(200) })

/** This module's part of a template. */
export const TasksPart = z.object({
  stages: z.array(text(20)).min(1),
  teams: z.array(text(20)).min(1),
  tasks: z.array(
    z.object({
      stage: text(20),
      title: text(80),
      anchor: TaskAnchor,
      offset: z.int(),
      days: z.int().positive(),
      team: text(20),
      legal: z.boolean(),
      basis: z.string().optional(),
    }),
  ),
})
export type TasksPart = z.infer<typeof TasksPart>

export const tasks = contract(
  "tasks",
  {
    list: query({ scope: "meeting" }, Filter.extend(Paging.shape), rowsOf(Task)),
    progress: query({ scope: "meeting" }, z.object({ meetingId: Id }), Progress),
    complete: command({ scope: "meeting" }, Chosen, z.object({ changed: z.array(Id) })),
    reopen: command({ scope: "meeting" }, Chosen, z.object({ changed: z.array(Id) })),
    add: command({ scope: "meeting" }, Written.extend({ meetingId: Id, fixed: z.boolean().default(false) }), Task),
    edit: command({ scope: "meeting" }, Written.extend({ meetingId: Id, id: Id, version: z.int(), fixed: z.boolean() }), Task),
    remove: command({ scope: "meeting" }, z.object({ meetingId: Id, id: Id }), Task),
    exportSheet: command({ scope: "meeting" }, Filter, Ticket),
  },
  {
    startAfterDue: refusal(409, { "zh-CN": "开始日期不能晚于完成期限", en: "A task cannot start after it is due" }),
    legalStays: refusal(409, {
      "zh-CN": "“{title}”是法定事项，不能删除，办完请标为完成",
      en: "“{title}” is required by law and cannot be removed; mark it done",
    }),
    unknownStage: refusal(409, {
      "zh-CN": "模板里的任务“{title}”用了未列出的阶段或组别",
      en: "The template's task “{title}” names a stage or team it does not list",
    }),
  },
)

/** On which day does each session named by the template fall, under these dates? */
export const anchors = question(
  "tasks.anchor",
  z.object({ meetingId: Id, dates: Dates }),
  z.array(z.object({ key: z.templateLiteral(["session:", z.string()]), day: Day })),
)
