/** A stream of commands while server, database or both are killed: what was acknowledged is there once and whole, what was not is there once after the retry. */
import { setTimeout as pause } from "node:timers/promises"
import { clientOf, databaseOf, forget, ownerOf, startHuixu } from "../../bench/running.ts"
import { startPrepared } from "../prepared.ts"
import { agreementOf, mustBeSealed } from "./agreement.ts"
import { killAndRevive, must, ready, type Victim } from "./kill.ts"
import { mustBeRemembered, mustBeThere, streamOf } from "./stream.ts"

export async function commandsSurvive(victim: Victim): Promise<string> {
  let running = await startPrepared()
  try {
    const before = await ownerOf(running.url)
    const stream = streamOf(before, () => running.url)
    await pause(100 + Math.random() * 1500)
    running = await killAndRevive(running, victim)
    await ready(running.url)
    await pause(300)
    stream.stop()
    await stream.ended
    const owner = clientOf(running.url, before.headers)
    await mustBeThere(owner, stream)
    await mustBeRemembered(owner, stream)
    const whole = await agreementOf(databaseOf(running.dataDir))
    await mustBeSealed(owner, databaseOf(running.dataDir))
    return `${stream.sent.length} commands of 6 kinds acknowledged, all there once; ${whole} whole in row, audit, announcement and answer, the audit intact`
  } finally {
    await running.stop()
    forget(running)
  }
}

export async function secondStartIsRefused(): Promise<string> {
  const running = await startHuixu()
  try {
    const second = await startHuixu(running.dataDir).then(
      async (other) => {
        await other.stop()
        return undefined
      },
      (error: Error) => error.message,
    )
    must(second !== undefined, "a second Huixu started on the same data")
    must((await fetch(`${running.url}/readyz`)).ok, "the first Huixu suffered from the second start")
    return "refused, and the first goes on"
  } finally {
    await running.stop()
    forget(running)
  }
}

const longestStop = 25_000

export async function stopUnderLoad(): Promise<string> {
  const first = await startPrepared()
  const owner = await ownerOf(first.url)
  // the lanes end when the door closes: a refused connection is the end of a lane here
  const stream = streamOf(owner, () => first.url)
  const ended = stream.ended.catch(() => undefined)
  await pause(400)
  const began = performance.now()
  const exit = new Promise<number | null>((resume) => first.child.once("exit", resume))
  first.child.kill("SIGTERM")
  const code = await exit
  const took = Math.round(performance.now() - began)
  stream.stop()
  const again = await startHuixu(first.dataDir)
  try {
    must(code === 0, `SIGTERM ended with ${code}`)
    must(took <= longestStop, `SIGTERM took ${took} ms`)
    first.url = again.url
    await ended
    const back = clientOf(again.url, owner.headers)
    await mustBeThere(back, stream)
    await mustBeRemembered(back, stream)
    await agreementOf(databaseOf(again.dataDir))
    return `${stream.sent.length} commands acknowledged, all there; ended in order after ${took} ms`
  } finally {
    await again.stop()
    forget(again)
  }
}
