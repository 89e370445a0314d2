/** Gates that scan while server, database or both are killed, and one code at ten gates at once: one entry a person, and nothing acknowledged is lost. */
import { setTimeout as pause } from "node:timers/promises"
import { newId } from "#kernel/ids.ts"
import { agenda } from "#modules/agenda/contract.ts"
import { checkin } from "#modules/checkin/contract.ts"
import type { ScanReply } from "#modules/checkin/gate/contract.ts"
import { type Client, clientOf, forget, ownerOf, post, type Running } from "../../bench/running.ts"
import { codesOf, gatesOf, importInto, meetingOf, rosterCsv } from "../../bench/seed.ts"
import { startPrepared } from "../prepared.ts"
import { killAndRevive, must, ready, untilAnswered, type Victim } from "./kill.ts"

const people = 400
const gateCount = 8

type Hall = { running: Running; owner: Client; meetingId: string; sessionId: string; codes: string[]; gates: Client[] }

async function hall(count: number, doors: number): Promise<Hall> {
  const running = await startPrepared()
  const owner = await ownerOf(running.url)
  const meetingId = await meetingOf(owner)
  await importInto(owner, meetingId, { name: "名册.csv", bytes: rosterCsv(count) })
  const session = (await owner(agenda.list, { meetingId })).find((one) => one.key === "opening")
  return { running, owner, meetingId, sessionId: session?.id ?? "", codes: await codesOf(owner, meetingId), gates: await gatesOf(owner, meetingId, doors) }
}

const send = (url: string, gate: Client, scan: { id: string; sessionId: string; code: string }) => {
  const at = new Date().toISOString()
  return post(`${url}/api/checkin/scan`, gate.headers, { sentAt: at, scans: [{ ...scan, scannedAt: at }] })
}
const verdictOf = (body: unknown): string | undefined => (body as ScanReply).answers[0]?.verdict

async function mustStand({ owner, meetingId, sessionId }: Hall, expected: { scans: number; present: number }): Promise<void> {
  const { total } = await owner(checkin.scans, { meetingId, sessionId, size: 1 })
  const { totals } = await owner(checkin.board, { meetingId, sessionId })
  must(total === expected.scans, `${total} scans in the ledger, ${expected.scans} were acknowledged`)
  must(totals.present === expected.present, `${totals.present} present, ${expected.present} came in`)
}

export async function scansSurvive(victim: Victim): Promise<string> {
  const at = await hall(people, gateCount)
  try {
    let url = at.running.url
    let next = 0
    let acknowledged = 0
    const gate = async (client: Client) => {
      for (let n = next++; n < people; n = next++) {
        const scan = { id: newId(), sessionId: at.sessionId, code: at.codes[n] ?? "" }
        // the same scan with the same id again until it is answered, as a gate does
        const { status, body } = await untilAnswered(() => send(url, client, scan))
        must(status === 200 && verdictOf(body) === "admitted", `scan ${n}: ${status} ${JSON.stringify(body)}`)
        acknowledged++
      }
    }
    const doors = at.gates.map(gate)
    await pause(50 + Math.random() * 300)
    at.running = await killAndRevive(at.running, victim)
    url = at.running.url
    await ready(url)
    await Promise.all(doors)
    await mustStand({ ...at, owner: clientOf(url, at.owner.headers) }, { scans: people, present: people })
    return `${acknowledged} scans acknowledged, all in the ledger once, one entry a person`
  } finally {
    await at.running.stop()
    forget(at.running)
  }
}

export async function tenScansAtOnce(): Promise<string> {
  const at = await hall(12, 10)
  try {
    const url = at.running.url
    const same = { id: newId(), sessionId: at.sessionId, code: at.codes[0] ?? "" }
    const first = at.gates[0] as Client
    const retried = await Promise.all(Array.from({ length: 10 }, () => send(url, first, same)))
    must(
      retried.every(({ body }) => verdictOf(body) === "admitted"),
      "a retry of one scan was answered otherwise than the scan itself",
    )
    await mustStand(at, { scans: 1, present: 1 })
    const everywhere = await Promise.all(at.gates.map((gate) => send(url, gate, { id: newId(), sessionId: at.sessionId, code: at.codes[1] ?? "" })))
    const verdicts = everywhere.map(({ body }) => verdictOf(body)).sort()
    must(verdicts.join() === ["admitted", ...Array.from({ length: 9 }, () => "already")].join(), `ten gates answered ${verdicts.join(", ")}`)
    await mustStand(at, { scans: 11, present: 2 })
    return "one admitted, nine told so, one entry"
  } finally {
    await at.running.stop()
    forget(at.running)
  }
}
