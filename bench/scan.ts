/**
 * Online scans per second, one a request, eight gates, everybody once, against a bare Fastify that does `begin; insert; insert; commit`, driven in turns by the same
 * load generator over HTTP. Goal: ratio ≥ 0.4.
 */
import { newId } from "#kernel/ids.ts"
import { checkin } from "#modules/checkin/contract.ts"
import { startBare } from "./bare.ts"
import { forget, ownerOf, percentile, post, report, startHuixu, together } from "./running.ts"
import { codesOf, gatesOf, importInto, meetingOf, rosterCsv } from "./seed.ts"

const people = 3000
const width = 32
const running = await startHuixu()
const owner = await ownerOf(running.url)
const meetingId = await meetingOf(owner)
await importInto(owner, meetingId, { name: "roster.csv", bytes: rosterCsv(people) })
const codes = await codesOf(owner, meetingId)
const gates = await gatesOf(owner, meetingId, 8)
const sessions = await owner(checkin.sessions, { meetingId })
const bare = await startBare(running.dataDir)

const rounds = []
for (const session of sessions.slice(0, 4)) {
  const ours = await together(people, width, async (n) => {
    const now = new Date().toISOString()
    const scan = { id: newId(), sessionId: session.id, code: codes[n] ?? "", scannedAt: now }
    const answer = await post(`${running.url}/api/checkin/scan`, gates[n % gates.length]?.headers ?? {}, { sentAt: now, scans: [scan] })
    const verdict = (answer.body as { answers?: { verdict: string }[] }).answers?.[0]?.verdict
    if (verdict !== "admitted") throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`)
  })
  const theirs = await together(people, width, async (n) => void (await post(`${bare.url}/insert`, {}, { name: `${n}` })))
  rounds.push({
    ours: Math.round(people / ours.seconds),
    bare: Math.round(people / theirs.seconds),
    ratio: Math.round((theirs.seconds / ours.seconds) * 100) / 100,
    p95: percentile(ours.each, 0.95),
  })
}
const board = await owner(checkin.board, { meetingId, sessionId: sessions[0]?.id ?? "" })
const sorted = rounds.slice(1).sort((a, b) => a.ratio - b.ratio)
const median = sorted[Math.floor(sorted.length / 2)]
report("scan", { people, gates: 8, present: board.totals.present, ...median, rounds, goal: "ratio ≥ 0.4", reached: (median?.ratio ?? 0) >= 0.4 })
await bare.stop()
await running.stop()
forget(running)
