/** A stream of commands while server, database or both are killed: what was acknowledged is there once, what was not is there once after the retry. */
import { setTimeout as pause } from "node:timers/promises"
import { units } from "#modules/units/contract.ts"
import { type Client, forget, ownerOf, post, startHuixu } from "../../bench/running.ts"
import { killAndRevive, must, ready, untilAnswered, type Victim } from "./kill.ts"

const lanes = 8

/** Lane by lane, because one answer holds at most a thousand. */
async function unitsOf(owner: Client): Promise<string[]> {
  const found = await Promise.all(Array.from({ length: lanes }, (_, lane) => owner(units.list, { find: `单位${lane}-` })))
  return found.flat().map(({ name }) => name)
}

export async function commandsSurvive(victim: Victim): Promise<string> {
  let running = await startHuixu()
  try {
    const owner = await ownerOf(running.url)
    let stopped = false
    let url = running.url
    const acknowledged = new Set<string>()
    const tried = new Set<string>()
    const writer = async (lane: number) => {
      for (let n = 0; !stopped; n++) {
        const name = `单位${lane}-${n}`
        tried.add(name)
        const answer = await untilAnswered(() => post(`${url}/api/units/add`, { ...owner.headers, "idempotency-key": `unit-${lane}-${n}` }, { name }))
        must(answer.status === 200, `“${name}” was refused: ${JSON.stringify(answer.body)}`)
        acknowledged.add(name)
      }
    }
    const writers = Array.from({ length: lanes }, (_, lane) => writer(lane))
    await pause(100 + Math.random() * 400)
    running = await killAndRevive(running, victim)
    url = running.url
    await ready(url)
    await pause(300)
    stopped = true
    await Promise.all(writers)
    const there = await unitsOf(await ownerOf(url))
    must(new Set(there).size === there.length, "a unit was made twice")
    must(
      [...acknowledged].every((name) => there.includes(name)),
      "an acknowledged unit is gone",
    )
    must(
      there.every((name) => tried.has(name)),
      "a unit is there that nobody made",
    )
    return `${acknowledged.size} commands acknowledged, all there once`
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

export async function stopUnderLoad(): Promise<string> {
  const first = await startHuixu()
  const owner = await ownerOf(first.url)
  const acknowledged: string[] = []
  const writer = async (lane: number) => {
    for (let n = 0; ; n++) {
      const name = `单位${lane}-${n}`
      const answer = await post(`${first.url}/api/units/add`, owner.headers, { name }).catch(() => undefined)
      if (answer?.status !== 200) return
      acknowledged.push(name)
    }
  }
  const writers = Array.from({ length: lanes }, (_, lane) => writer(lane))
  await pause(300)
  const exit = new Promise<number | null>((resume) => first.child.once("exit", resume))
  first.child.kill("SIGTERM")
  await Promise.all(writers)
  must((await exit) === 0, "SIGTERM did not end in order")
  const again = await startHuixu(first.dataDir)
  try {
    const there = new Set(await unitsOf(await ownerOf(again.url)))
    must(
      acknowledged.every((name) => there.has(name)),
      "an acknowledged unit is gone after SIGTERM",
    )
    return `${acknowledged.length} commands acknowledged before the end, all there`
  } finally {
    await again.stop()
    forget(again)
  }
}
