/** What the acts of the demonstration share: the meeting, the steps taken, the documents kept, the sums that must agree. */
import { createHash } from "node:crypto"
import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { type Client, ended, resultOf } from "./client.ts"
import type { Progress } from "./progress.ts"

type Counts = Record<string, number | string>
export type Step = { step: string; milliseconds: number } & Counts
export type Sum = { sum: string; found: number; expected: number; agrees: boolean }
type Paper = { name: string; bytes: number; sha256: string }

export type Stage = {
  owner: Client
  meetingId: string
  out: string
  progress: Progress
  steps: Step[]
  sums: Sum[]
  documents: Paper[]
}

export async function step(stage: Stage, name: string, title: string, work: () => Promise<Counts>): Promise<void> {
  const began = performance.now()
  stage.progress.begin(title)
  const counts = await work()
  stage.steps.push({ step: name, milliseconds: Math.round(performance.now() - began), ...counts } as Step)
  stage.progress.end()
}

export function mustAgree(stage: Stage, sum: string, found: number, expected: number): void {
  stage.sums.push({ sum, found, expected, agrees: found === expected })
}

/** Only the owner of the account reads them: among them are the delegates' links. */
export function keep(stage: Stage, name: string, bytes: Uint8Array): void {
  mkdirSync(stage.out, { recursive: true })
  const safe = name.replaceAll(/[/\\:*?"<>|\n]/g, " ")
  writeFileSync(join(stage.out, safe), bytes, { mode: 0o600 })
  stage.documents.push({ name: safe, bytes: bytes.byteLength, sha256: createHash("sha256").update(bytes).digest("hex") })
}

/** Waits for the job and keeps the paper it made. */
export async function keepResult(stage: Stage, jobId: string): Promise<{ result: Record<string, unknown>; bytes: Buffer }> {
  const result = await ended(stage.owner, jobId, stage.progress.tell)
  const { name, bytes } = await resultOf(stage.owner, jobId)
  keep(stage, name, bytes)
  return { result, bytes }
}
