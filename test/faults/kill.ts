/** Kills without mercy: what kill -9 leaves is what a power cut leaves. */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { setTimeout as pause } from "node:timers/promises"
import { type Running, startHuixu } from "../../bench/running.ts"

export type Victim = "server" | "database" | "both"

const databasePid = (dataDir: string) => Number(readFileSync(join(dataDir, "pg", "postmaster.pid"), "utf8").split("\n")[0])

/** Kills the victim; where the server died, starts a new one on the same data and answers it. A server whose database died revives it by itself. */
export async function killAndRevive(running: Running, victim: Victim): Promise<Running> {
  const pid = databasePid(running.dataDir)
  if (victim !== "database") {
    const gone = new Promise((resume) => running.child.once("exit", resume))
    running.child.kill("SIGKILL")
    await gone
  }
  if (victim !== "server") process.kill(pid, "SIGKILL")
  if (victim === "database") return running
  return startHuixu(running.dataDir)
}

/** Until the house answers /readyz with 200. Throws after 30 s. */
export async function ready(url: string): Promise<void> {
  const until = Date.now() + 30_000
  while (Date.now() < until) {
    const ok = await fetch(`${url}/readyz`).then(
      (response) => response.ok,
      () => false,
    )
    if (ok) return
    await pause(50)
  }
  throw new Error("the house did not become ready within 30 s")
}

/** Again until it is answered; a cut connection, a 5xx and "in flight" are no answers. A refusal is one. */
export async function untilAnswered<T extends { status: number; body: unknown }>(ask: () => Promise<T>): Promise<T> {
  const until = Date.now() + 30_000
  for (;;) {
    const answer = await ask().catch(() => undefined)
    const inFlight = (answer?.body as { code?: string } | null)?.code === "house.inFlight"
    if (answer && answer.status < 500 && !inFlight) return answer
    if (Date.now() > until) throw new Error(`no answer within 30 s (${answer?.status ?? "cut"})`)
    await pause(50)
  }
}

/** Looks again until it is so; throws with what was waited for after `seconds`. */
export async function until(is: () => boolean | Promise<boolean>, what: string, seconds = 30): Promise<void> {
  const end = Date.now() + seconds * 1000
  while (!(await is())) {
    if (Date.now() > end) throw new Error(`${what}: not within ${seconds} s`)
    await pause(25)
  }
}

export function must(is: boolean, sentence: string): void {
  if (!is) throw new Error(sentence)
}
