/** 倒排任务: what must be done by when, counted back from the opening (or another day of the meeting), and who owns it. */
import { z } from "zod"
import { command, contract, query, question, refusal } from "#kernel/contract.ts"
import { Ticket } from "#kernel/house.ts"
import { ClockTime, Day, Id, Instant, Paging, rowsOf, text, textOrNone } from "#kernel/types.ts"
import { Dates } from "#modules/meetings/contract.ts"
import { attachmentOperations, attachmentRefusals, TaskFile } from "./attachments/contract.ts"
import { ledgerOperations, ledgerRefusals } from "./ledgers/contract.ts"
import { mineRefusals, Which, Whose } from "./mine/contract.ts"
import { originOperations } from "./origin/contract.ts"
import { Proof, proofOperations, proofRefusals } from "./proofs/contract.ts"
import { standupOperations, standupRefusals } from "./standup/contract.ts"
import { AlarmMinutes, Certainty, TaskAnchor, Unit } from "./template/contract.ts"
import { Also, Spot, writingRefusals } from "./writing/contract.ts"

export const Task = z.object({
  meetingId: Id,
  id: Id,
  /** What the template calls it; null when it was added by hand. */
  key: z.string().nullable(),
  stage: text(20),
  title: text(80),
  team: text(20),
  /** 岗位 the template gives it to. */
  role: z.string(),
  /** 负责人, empty until someone is named; ownerAccount when it is someone who signs in. */
  owner: textOrNone(40),
  ownerAccount: Id.nullable(),
  /** The task keeps its distance to this day or to this other task; null: its date is fixed. */
  anchor: TaskAnchor.nullable(),
  offset: z.int(),
  unit: Unit,
  /** By when on the day; null: by its end. */
  clock: ClockTime.nullable(),
  /** Not confirmed this long before its clock, it raises the alarm. */
  alarmMinutes: AlarmMinutes.nullable(),
  startsOn: Day,
  dueOn: Day,
  /** 法定: required by law or rule, so it cannot be struck from the list. */
  legal: z.boolean(),
  basis: z.string().nullable(),
  standard: textOrNone(400),
  certainty: Certainty.nullable(),
  /** 预案 of what is unclear yet. */
  contingency: textOrNone(1000),
  /** PR number of the paper it makes. */
  document: z.string().nullable(),
  notes: textOrNone(2000),
  waitsFor: z.array(z.object({ id: Id, title: z.string(), isDone: z.boolean() })),
  files: z.array(TaskFile),
  needsProofs: z.boolean(),
  proofs: z.array(Proof),
  doneAt: Instant.nullable(),
  doneBy: z.string().nullable(),
  /** Why it was done although what it waits for was still open. */
  doneRegardless: z.string().nullable(),
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
  /** Only those of the reader. */
  mine: z.boolean().optional(),
  certainty: Certainty.optional(),
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
const Changed = z.object({ changed: z.array(Id) })
const Chosen = z.object({ meetingId: Id, ids: z.array(Id).min(1).max(200) })

export const tasks = contract(
  "tasks",
  {
    list: query({ scope: "meeting" }, Filter.extend(Paging.shape), rowsOf(Task)),
    progress: query({ scope: "meeting" }, z.object({ meetingId: Id }), Progress),
    complete: command({ scope: "meeting" }, Chosen.extend({ regardless: text(200).optional() }), Changed),
    reopen: command({ scope: "meeting" }, Chosen, Changed),
    add: command({ scope: "meeting" }, Written.extend({ ...Also.shape, meetingId: Id, fixed: z.boolean().default(false) }), Task),
    edit: command({ scope: "meeting" }, Written.extend({ ...Also.shape, meetingId: Id, id: Id, version: z.int(), fixed: z.boolean() }), Task),
    remove: command({ scope: "meeting" }, z.object({ meetingId: Id, id: Id }), Task),
    /** What a task can be counted from, and when that is. */
    anchors: query({ scope: "meeting", follows: ["agenda", "meetings"] }, z.object({ meetingId: Id }), z.array(Spot)),
    people: query({ scope: "meeting" }, z.object({ meetingId: Id, find: textOrNone(40).default("") }), z.array(z.object({ id: Id, name: z.string() }))),
    /** One's own open tasks in all meetings one belongs to, the next due first. */
    mine: query({ scope: "self", follows: ["meetings"] }, Paging, rowsOf(Task.extend(Whose.shape))),
    completeMine: command({ scope: "self" }, Which.extend({ regardless: text(200).optional() }), Changed),
    reopenMine: command({ scope: "self" }, Which, Changed),
    ...originOperations,
    ...attachmentOperations,
    ...proofOperations,
    ...standupOperations,
    ...ledgerOperations,
    exportSheet: command({ scope: "meeting" }, Filter, Ticket),
  },
  {
    legalStays: refusal(409, {
      "zh-CN": "“{title}”是法定事项，不能删除，办完请标为完成",
      en: "“{title}” is required by law and cannot be removed; mark it done",
    }),
    unknownStage: refusal(409, {
      "zh-CN": "模板里的任务“{title}”用了未列出的阶段或组别",
      en: "The template's task “{title}” names a stage or team it does not list",
    }),
    unknownKey: refusal(409, { "zh-CN": "模板里的任务“{title}”引用了没有的任务", en: "The template's task “{title}” names a task it does not have" }),
    stillWaits: refusal(409, {
      "zh-CN": "“{title}”要等“{other}”完成；一定要先完成的，请写明理由",
      en: "“{title}” waits for “{other}”; to complete it first, say why",
    }),
    ...writingRefusals,
    ...mineRefusals,
    ...attachmentRefusals,
    ...proofRefusals,
    ...standupRefusals,
    ...ledgerRefusals,
  },
)

/** When is each session named by the template, under these dates? */
export const anchors = question(
  "tasks.anchor",
  z.object({ meetingId: Id, dates: Dates }),
  z.array(z.object({ key: z.templateLiteral(["session:", z.string()]), day: Day, clock: ClockTime.optional(), title: z.string().optional() })),
)
