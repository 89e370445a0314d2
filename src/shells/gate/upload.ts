/** Brings the queue to the server: in batches, again and again, until each scan has its answer. */
import type { ScanAnswer, ScanReply } from "#modules/checkin/gate/contract.ts"
import { clockAheadMs } from "#modules/checkin/gate/rules.ts"
import { applyChanges, countQueue, gate, refreshSetup, refusedOr, sayOnline, setClock } from "./gate.ts"
import { type KeptScan, keep } from "./keep.ts"
import { NoAnswer, post, Refusal } from "./wire.ts"

const batch = 200
const beat = 5000
const patientAtMost = 15_000

let after: { sessionId: string; at: string } | undefined
let failures = 0
let timer: ReturnType<typeof setTimeout> | undefined
let isBusy = false

/** Runs for as long as the page lives: at once when something waits, else every few seconds to hear of the other gates. */
export function keepUploading(): () => void {
  const stop = gate.follow(() => {
    if (gate.get().queued > 0 && failures === 0 && !isBusy) soon(0)
  })
  const online = () => soon(0)
  globalThis.addEventListener("online", online)
  soon(0)
  return () => {
    stop()
    globalThis.removeEventListener("online", online)
    clearTimeout(timer)
  }
}

function soon(ms: number): void {
  clearTimeout(timer)
  timer = setTimeout(() => void round(), ms)
}

async function round(): Promise<void> {
  if (isBusy) return
  isBusy = true
  let isMore = false
  try {
    isMore = await upload()
    failures = 0
  } catch (error) {
    failures++
    refusedOr(error)
  } finally {
    isBusy = false
  }
  soon(isMore ? 0 : failures > 0 ? Math.min(patientAtMost, 1000 * 2 ** failures) * (0.75 + Math.random() / 2) : beat)
}

async function upload(): Promise<boolean> {
  const { setup, session } = gate.get()
  if (!setup) {
    await refreshSetup()
    return false
  }
  const waiting = (await keep.scans.where("state").equals("queued").sortBy("scannedAt")).filter((scan) => scan.meetingId === setup.meeting.id)
  const some = waiting.slice(0, batch)
  const follow = session ? { sessionId: session.id, after: after?.sessionId === session.id ? after.at : null } : undefined
  const reply = await sendSome(some, { queued: waiting.length - some.length, follow })
  sayOnline(true)
  if (reply?.followed) {
    await applyChanges(reply.followed.sessionId, reply.followed)
    after = { sessionId: reply.followed.sessionId, at: reply.followed.next }
    if (reply.followed.version !== setup.version) await refreshSetup()
  }
  if (some.length > 0) await countQueue()
  return waiting.length > some.length
}

type About = { queued: number; follow: { sessionId: string; after: string | null } | undefined }

/** A batch the server cannot read is halved until the one bad scan is found: it stays on the device, visible, and does not hold up the others. */
async function sendSome(some: KeptScan[], about: About): Promise<ScanReply | undefined> {
  const sentAt = new Date().toISOString()
  try {
    const scans = some.map(({ id, sessionId, kind, code, attendeeId, scannedAt, operator, reason }) => ({
      id,
      sessionId,
      kind,
      code,
      attendeeId: kind === "manual" ? attendeeId : null,
      scannedAt,
      operator,
      reason,
    }))
    const reply = await post<ScanReply>("/api/checkin/scan", { sentAt, scans, ...about })
    setClock(clockAheadMs(sentAt, reply.now))
    await settle(some, reply.answers)
    return reply
  } catch (error) {
    if (!(error instanceof Refusal) || error.status !== 400 || some.length === 0) throw error
    if (some.length === 1) {
      await keep.scans.update(some[0]?.id ?? "", { state: "problem" })
      return undefined
    }
    const half = Math.ceil(some.length / 2)
    await sendSome(some.slice(0, half), about)
    return sendSome(some.slice(half), about)
  }
}

async function settle(some: KeptScan[], answers: ScanAnswer[]): Promise<void> {
  const answered = new Map(answers.map((answer) => [answer.id, answer]))
  if (some.some((scan) => !answered.has(scan.id))) throw new NoAnswer()
  await keep.transaction("rw", keep.scans, async () => {
    for (const scan of some) {
      const answer = answered.get(scan.id)
      if (!answer) continue
      const corrected = answer.verdict === scan.verdict ? null : answer.verdict
      // the code has done its work: nothing usable rests on the device
      await keep.scans.update(scan.id, { state: "sent", code: "", corrected, name: answer.name ?? scan.name, first: answer.first ?? scan.first })
    }
  })
}
