/** 签到门: what a gate and the server say to each other — scans up, answers and the roster down. */
import { z } from "zod"
import { Day, Id, Instant, textOrNone } from "#kernel/types.ts"

export const Verdict = z.enum(["admitted", "already", "notOnList", "wrongSession", "excused", "revokedCard"])
export type Verdict = z.infer<typeof Verdict>

/** One reading at a gate. `id` is the device's own: the same scan sent twice stays one. A code, or for 补签 a person and a reason. */
export const Scan = z.object({
  id: Id,
  sessionId: Id,
  kind: z.enum(["entry", "manual"]).default("entry"),
  code: z.string().max(400).default(""),
  attendeeId: Id.nullable().default(null),
  /** By the device's clock; the server corrects it by the difference of `sentAt` to its own. */
  scannedAt: Instant,
  operator: textOrNone(40).default(""),
  reason: textOrNone(200).default(""),
})
export type Scan = z.infer<typeof Scan>

/** `follow`: also answer what other gates admitted to this session since `after`. An empty batch is how a quiet gate says that it lives. */
export const ScanBatch = z.object({
  sentAt: Instant,
  queued: z.int().nonnegative().default(0),
  scans: z.array(Scan).max(200),
  follow: z.object({ sessionId: Id, after: Instant.nullable() }).optional(),
})
export type ScanBatch = z.infer<typeof ScanBatch>

export const Entry = z.object({ at: Instant, gate: z.string() })
export const ScanAnswer = z.object({
  id: Id,
  verdict: Verdict,
  attendeeId: Id.nullable(),
  name: z.string().nullable(),
  /** When and where this person first came in, if it was not by this scan. */
  first: Entry.nullable(),
  word: z.string(),
  next: z.string(),
})
export type ScanAnswer = z.infer<typeof ScanAnswer>
export const Totals = z.object({ due: z.int(), present: z.int(), excused: z.int(), absent: z.int(), others: z.int(), late: z.int() })
export type Totals = z.infer<typeof Totals>
export const ScanReply = z.object({
  now: Instant,
  answers: z.array(ScanAnswer),
  followed: z.object({ sessionId: Id, arrived: z.array(Entry.extend({ attendeeId: Id })), left: z.array(Id), next: Instant, version: z.string() }).nullable(),
})
export type ScanReply = z.infer<typeof ScanReply>

export const GateSession = z.object({
  id: Id,
  title: z.string(),
  day: Day,
  startsAt: Instant,
  endsAt: Instant,
  place: z.string(),
  bodyId: Id.nullable(),
})
export type GateSession = z.infer<typeof GateSession>
/** One person as a gate must know them; codes travel and rest only as SHA-256. */
export const GatePerson = z.object({
  id: Id,
  name: z.string(),
  delegation: z.string(),
  category: z.string(),
  seat: z.string(),
  entrance: z.string(),
  pinyin: z.string(),
  initials: z.string(),
  excused: z.boolean(),
  /** Sessions for which this person has leave; a roster kept by an older gate has none. */
  leave: z.array(Id).optional(),
  /** So that a gate without network still counts who is due and who came. */
  bodies: z.array(Id),
  codes: z.array(z.object({ hash: z.string(), revoked: z.boolean() })),
})
export type GatePerson = z.infer<typeof GatePerson>
export const Setup = z.object({
  deviceId: Id,
  meeting: z.object({ id: Id, name: z.string(), zone: z.string() }),
  gate: z.string(),
  sessions: z.array(GateSession),
  version: z.string(),
  /** null: the version the device has is still the right one. */
  people: z.array(GatePerson).nullable(),
})
export type Setup = z.infer<typeof Setup>
