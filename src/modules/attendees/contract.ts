/** 名册: who takes part — people, delegations, bodies (who is due, who may vote) and leave. */
import { z } from "zod"
import { command, contract, job, occasion, query, question, refusal } from "#kernel/contract.ts"
import { Id, Paging, Reached, rowsOf, text } from "#kernel/types.ts"
import { bodyOperations, bodyRefusals } from "./bodies/contract.ts"
import { categoryOperations, categoryRefusals } from "./categories/contract.ts"
import { fieldOperations, fieldRefusals } from "./fields/contract.ts"
import { groupOperations, groupRefusals } from "./groups/contract.ts"
import { leaveOperations, leaveRefusals } from "./leave/contract.ts"
import { orderOperations, orderRefusals } from "./order/contract.ts"
import { Attendee, Role, Sex, secretFields, Written } from "./person/contract.ts"
import { personOperations, personRefusals } from "./person/many/contract.ts"
import { privacyOperations, privacyRefusals } from "./privacy/contract.ts"
import { qualificationOperations, qualificationRefusals, Standing } from "./qualification/contract.ts"
import { ExportColumn, ImportChoice, Preview, RosterImport } from "./roster/contract.ts"

/** What later modules know about people on the list: seat, reply … in the reader's words. */
export const Beside = z.object({ attendeeId: Id, kind: z.enum(["reply", "seat"]), text: z.string(), state: z.enum(["ok", "warning", "quiet"]).nullable() })
export type Beside = z.infer<typeof Beside>

export const SortBy = z.enum(["listed", "full", "surname", "pinyin", "rank", "given", "delegation"])
export type SortBy = z.infer<typeof SortBy>
export const Lacking = z.enum(["phone", "idNumber", "photo", "delegation", "group", "room"])
/** In full years, as they are today. */
export const Age = z.enum(["upTo35", "from36", "from46", "from56"])
export const Where = z.object({
  delegationId: Id.optional(),
  category: z.string().max(20).optional(),
  role: Role.optional(),
  sex: Sex.optional(),
  excused: z.boolean().optional(),
  sameName: z.boolean().optional(),
  groupId: Id.optional(),
  hotel: z.string().max(60).optional(),
  ethnicity: z.string().max(20).optional(),
  /** Everybody who is of another people than the Han. */
  minority: z.boolean().optional(),
  politics: z.string().max(40).optional(),
  education: z.string().max(40).optional(),
  age: Age.optional(),
  standing: Standing.optional(),
  /** Who has no … yet. */
  lacks: Lacking.optional(),
})
export type Where = z.output<typeof Where>
export const Wanted = z.object({
  meetingId: Id,
  find: z.string().trim().max(40).default(""),
  where: Where.default({}),
  sort: z.object({ by: SortBy, dir: z.enum(["asc", "desc"]) }).default({ by: "full", dir: "asc" }),
})
export type Wanted = z.output<typeof Wanted>
/** Without `columns` the usual ones. Who takes whole numbers away says what for (`purpose`), as for a single one, and stands in the record. */
const ToExport = Wanted.extend({ columns: z.array(ExportColumn).min(1).max(40).optional(), purpose: text(60).optional() })

const ofMeeting = z.object({ meetingId: Id })
const one = ofMeeting.extend({ id: Id })
const many = ofMeeting.extend({ ids: z.array(Id).min(1).max(500) })
/** Liaisons of a delegation see and change only its people. */
const inDelegation = { scope: "meeting", within: ["delegation"] } as const
const started = z.object({ jobId: Id })
const changed = z.object({ count: z.int() })

export const attendees = contract(
  "attendees",
  {
    list: query(
      { ...inDelegation, follows: ["seating", "notices"] },
      Wanted.extend(Paging.shape),
      rowsOf(Attendee).extend({ all: z.int(), beside: z.array(Beside) }),
    ),
    get: query(inDelegation, one, Attendee),
    add: command({ ...inDelegation, secret: secretFields }, Written.extend({ meetingId: Id }), Attendee),
    update: command({ ...inDelegation, secret: secretFields }, Written.extend({ meetingId: Id, id: Id, version: z.int() }), Attendee),
    remove: command(inDelegation, many, changed),
    assignDelegation: command(inDelegation, many.extend({ delegationId: Id.nullable() }), changed),
    ...personOperations,
    ...privacyOperations,
    ...fieldOperations,
    ...categoryOperations,
    ...groupOperations,
    ...bodyOperations,
    ...leaveOperations,
    ...qualificationOperations,
    ...orderOperations,
    importPreview: query({ scope: "meeting", follows: ["jobs"] }, ImportChoice, Preview),
    importRoster: command({ scope: "meeting", secret: ["corrections"] }, ImportChoice, started),
    imports: query({ scope: "meeting" }, ofMeeting, z.array(RosterImport)),
    undoImport: command({ scope: "meeting" }, one, changed),
    /** What was searched for may be a number. */
    exportRoster: command({ ...inDelegation, secret: ["find"] }, ToExport, started),
  },
  {
    noHeader: refusal(409, {
      "zh-CN": "没有找到表头：前 30 行里要有一行写明“姓名”",
      en: "No header row: one of the first 30 rows must name a column “姓名” (name)",
    }),
    noSuchColumn: refusal(409, { "zh-CN": "文件里没有列“{header}”", en: "The file has no column “{header}”" }),
    nameNotMapped: refusal(409, { "zh-CN": "请指出哪一列是姓名", en: "Say which column is the name" }),
    ...orderRefusals,
    nobody: refusal(409, { "zh-CN": "文件里没有可以导入的人，请先处理标出的问题", en: "Nobody in the file can be taken in; mend the marked problems first" }),
    importUnderWay: refusal(409, {
      "zh-CN": "这个会议正在导入另一份名册，请等它完成",
      en: "Another roster is just being taken into this meeting; wait until it is done",
    }),
    noUndo: refusal(409, { "zh-CN": "这次导入已经撤销，或还在进行", en: "This import is already undone, or still going on" }),
    changedSince: refusal(409, {
      "zh-CN": "导入后有 {count} 人被改过（{names}），撤销会丢掉这些改动，请逐个处理",
      en: "{count} people were changed since ({names}); undoing would lose that, so mend them one by one",
    }),
    inUse: refusal(409, {
      "zh-CN": "已有座位、证件或签到记录，不能删除；不来的请办请假",
      en: "There are seats, badges or scans of them; they cannot be removed. Grant leave instead",
    }),
    noSuchCategory: refusal(409, { "zh-CN": "这个会议没有类别“{category}”", en: "This meeting has no category “{category}”" }),
    ...personRefusals,
    ...privacyRefusals,
    ...fieldRefusals,
    ...categoryRefusals,
    ...groupRefusals,
    ...bodyRefusals,
    ...leaveRefusals,
    ...qualificationRefusals,
  },
)

/** People go: later modules give up what they hold for them, or refuse. */
export const removing = occasion("attendees.removing", z.object({ meetingId: Id, ids: z.array(Id) }))
/** What stands beside people on the list. */
export const beside = question("attendees.beside", z.object({ meetingId: Id, ids: z.array(Id) }), z.array(Beside))

export const exporting = job("attendees.exportRoster", { "zh-CN": "导出名册", en: "Export the roster" }, ToExport.extend({ delegations: Reached }))
