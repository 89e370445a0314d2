/** 报到签到: what the gates saw, kept for ever as scans, and who is therefore present in which session. */
import { z } from "zod"
import { command, contract, job, query, refusal } from "#kernel/contract.ts"
import { Id, Instant, Paging, Reached, rowsOf, text, textOrNone } from "#kernel/types.ts"
import { Entry, GateSession, Setup, Totals, Verdict } from "./gate/contract.ts"

export const Board = z.object({
  session: GateSession,
  zone: z.string(),
  totals: Totals,
  delegations: z.array(Totals.extend({ id: Id.nullable(), name: z.string() })),
  arrivals: z.array(z.object({ at: Instant, count: z.int() })),
})
export type Board = z.infer<typeof Board>
export const Gate = z.object({
  id: Id.nullable(),
  name: z.string(),
  enrolledAt: Instant.nullable(),
  revokedAt: Instant.nullable(),
  seenAt: Instant.nullable(),
  queued: z.int().nullable(),
  /** Seconds by which the device's clock is ahead of the server's. */
  clockAhead: z.int().nullable(),
  people: z.int(),
  scans: z.int(),
})
export type Gate = z.infer<typeof Gate>
export const Attendance = z.object({
  attendeeId: Id,
  name: z.string(),
  delegation: z.string(),
  category: z.string(),
  seat: z.string(),
  state: z.enum(["present", "late", "excused", "absent", "other"]),
  at: Instant.nullable(),
  gate: z.string().nullable(),
})
export type Attendance = z.infer<typeof Attendance>
export const LoggedScan = z.object({
  id: Id,
  kind: z.enum(["entry", "manual", "undo"]),
  verdict: Verdict,
  name: z.string().nullable(),
  code: z.string().nullable(),
  gate: z.string(),
  scannedAt: Instant,
  receivedAt: Instant,
  operator: z.string(),
  reason: z.string(),
  first: Entry.nullable(),
})
export type LoggedScan = z.infer<typeof LoggedScan>
const MyCard = z.object({
  meeting: z.object({ id: Id, name: z.string(), place: z.string(), zone: z.string() }),
  me: z.object({ id: Id, name: z.string(), delegation: z.string(), category: z.string(), post: z.string(), excused: z.boolean() }),
  card: z.object({ number: z.int(), code: z.string() }).nullable(),
  seat: z.object({ label: z.string(), entrance: z.string() }).nullable(),
  sessions: z.array(GateSession.extend({ signIn: z.boolean(), presentAt: Instant.nullable(), excused: z.boolean() })),
})
export type MyCard = z.infer<typeof MyCard>

const InSession = z.object({ meetingId: Id, sessionId: Id })
const Mark = InSession.extend({ attendeeId: Id, reason: text(200) })
export const PresentState = z.enum(["all", "present", "missing", "absent", "excused", "late", "other"])
const ListPresent = InSession.extend({ ...Paging.shape, find: textOrNone(40).optional(), state: PresentState.default("all"), delegationId: Id.optional() })
const ListScans = InSession.extend({ ...Paging.shape, problems: z.boolean().default(false) })
export const exportPresent = job(
  "checkin.exportPresent",
  { "zh-CN": "导出签到表", en: "Export the attendance list" },
  InSession.extend({ delegations: Reached }),
)

/** Liaisons see their delegations' people. Whoever stands at a gate helps anybody who comes there, and has nothing to do with the other gates. */
const kept = { scope: "meeting", within: ["delegation", "gate"] } as const
const atGate = { scope: "meeting", within: ["gate"] } as const

export const checkin = contract(
  "checkin",
  {
    setup: query({ scope: "self", actors: ["device"] }, z.object({ have: z.string().nullable().default(null) }), Setup),
    myCard: query({ scope: "self", actors: ["attendee"], follows: ["agenda", "seating", "cards", "attendees", "meetings"] }, z.object({}), MyCard),
    sessions: query({ ...kept, actors: ["account", "device"], follows: ["agenda"] }, z.object({ meetingId: Id }), z.array(GateSession)),
    board: query({ ...kept, actors: ["account", "device"], follows: ["attendees", "agenda"] }, InSession, Board),
    present: query({ ...kept, follows: ["attendees", "seating"] }, ListPresent, rowsOf(Attendance)),
    scans: query(atGate, ListScans, rowsOf(LoggedScan)),
    gates: query({ ...atGate, follows: ["access"] }, InSession.partial({ sessionId: true }), z.array(Gate)),
    addGate: command({ scope: "meeting", secretAnswer: true }, z.object({ meetingId: Id, name: text(20) }), z.object({ id: Id, token: z.string() })),
    renewGate: command({ ...atGate, secretAnswer: true }, z.object({ meetingId: Id, id: Id }), z.object({ id: Id, token: z.string() })),
    revokeGate: command({ scope: "meeting" }, z.object({ meetingId: Id, id: Id }), z.object({ id: Id })),
    manual: command(kept, Mark, z.object({ verdict: Verdict, first: Entry.nullable() })),
    undo: command(kept, Mark, z.object({ attendeeId: Id })),
    export: command({ scope: "meeting", within: ["delegation"] }, InSession, z.object({ jobId: Id })),
  },
  {
    notADevice: refusal(403, {
      "zh-CN": "只有登记过的签到设备可以上传扫码，请扫描工作台上的登记码",
      en: "Only an enrolled gate may send scans; scan its code on the desk",
    }),
    noSession: refusal(404, {
      "zh-CN": "没有这一场，或这一场不签到；请到日程里打开签到",
      en: "No such session, or it takes no attendance; switch it on in the agenda",
    }),
    notPresent: refusal(409, { "zh-CN": "{name}没有签到，不用撤销", en: "{name} is not signed in; there is nothing to undo" }),
    noSuchPerson: refusal(404, { "zh-CN": "名册里没有这个人", en: "This person is not on the roster" }),
    noSuchGate: refusal(404, { "zh-CN": "没有这个签到门", en: "No such gate" }),
    gateName: refusal(409, { "zh-CN": "已有“{name}”，请换一个名称", en: "There is already a gate “{name}”; choose another name" }),
  },
)
