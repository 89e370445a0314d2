import { Refusal } from "#kernel/contract.ts"
import type { Locale } from "#kernel/words.ts"
import type { Actor, Platform } from "#server/context.ts"
import { triedAgain } from "#server/db.ts"
import { words } from "../words.ts"
import type { ScanAnswer, ScanBatch, ScanReply } from "./contract.ts"
import { clockAheadMs, codeOf, correctedAt } from "./rules.ts"
import { changesSince, type From, gateVersion, keepGateState, onPool, type Run, type Taken, takeScans } from "./store.ts"

const asked = {
  admitted: "admittedNext",
  already: "alreadyNext",
  notOnList: "notOnListNext",
  wrongSession: "wrongSessionNext",
  excused: "excusedNext",
  revokedCard: "revokedCardNext",
} as const

/** What people at the gate read about a verdict. */
export function answerOf(taken: Taken, locale: Locale): ScanAnswer {
  const { id, verdict, attendeeId, name, firstAt, firstGate } = taken
  const first = firstAt && firstGate !== null ? { at: firstAt, gate: firstGate } : null
  return { id, verdict, attendeeId, name, first, word: words[locale][verdict], next: words[locale][asked[verdict]] }
}

/** Takes a batch from a gate: outside the common door, since it is one statement and every row has its own id. */
export async function takeBatch(platform: Platform, actor: Actor, { batch, locale }: { batch: ScanBatch; locale: Locale }): Promise<ScanReply> {
  if (actor.kind !== "device" || actor.device !== "gate" || !actor.meetingId) throw new Refusal("checkin.notADevice")
  const run = onPool(platform.pool)
  const now = new Date().toISOString()
  const aheadMs = clockAheadMs(batch.sentAt, now)
  const from = { meetingId: actor.meetingId, deviceId: actor.id, gate: actor.name, aheadMs }
  const scans = batch.scans.map((scan) => ({ ...scan, code: codeOf(scan.code), scannedAt: correctedAt(scan.scannedAt, aheadMs, now) }))
  const taken = scans.length > 0 ? await triedAgain(() => takeScans(run, from, scans), { times: 3 }) : new Map<string, Taken>()
  if (scans.length > 0) platform.live.wake()
  if (isQuietFor(from, batch)) await keepGateState(run, from, batch.queued)
  const answers = scans.flatMap((scan) => taken.get(scan.id) ?? []).map((row) => answerOf(row, locale))
  return { now, answers, followed: batch.follow ? await follow({ run, from, follow: batch.follow }) : null }
}

const heardAt = new Map<string, { at: number; queued: number }>()
/** A busy gate is heard by its scans; its state is written when its queue changed size or 10 s have passed. */
function isQuietFor(from: From, batch: ScanBatch): boolean {
  const key = `${from.meetingId}/${from.deviceId}`
  const last = heardAt.get(key)
  const at = Date.now()
  if (last && at - last.at < 10_000 && (last.queued === 0) === (batch.queued === 0)) return false
  heardAt.set(key, { at, queued: batch.queued })
  return true
}

type Following = { run: Run; from: From; follow: NonNullable<ScanBatch["follow"]> }
async function follow({ run, from, follow: { sessionId, after } }: Following): Promise<ScanReply["followed"]> {
  const of = { meetingId: from.meetingId, sessionId }
  const changes = await changesSince(run, of, after)
  const version = await fresh(`${of.meetingId}/people`, 10_000, () => gateVersion(run, of.meetingId))
  return { sessionId, ...changes, version }
}

const kept = new Map<string, { at: number; value: Promise<unknown> }>()
/** Twenty gates ask the same every few seconds: one counts for all. */
function fresh<Value>(key: string, ms: number, make: () => Promise<Value>): Promise<Value> {
  const found = kept.get(key)
  if (found && Date.now() - found.at < ms) return found.value as Promise<Value>
  if (kept.size > 500) kept.clear()
  const value = make()
  kept.set(key, { at: Date.now(), value })
  value.catch(() => kept.delete(key))
  return value
}
