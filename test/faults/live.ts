/** The live stream cut at random moments under a stream of changes: nothing is missed, nothing comes twice, nothing comes out of order. */
import { setTimeout as pause } from "node:timers/promises"
import pg from "pg"
import { units } from "#modules/units/contract.ts"
import { databaseOf, forget, ownerOf } from "../../bench/running.ts"
import { startPrepared } from "../prepared.ts"
import { must, until } from "./kill.ts"
import { cableTo, changesOf, type Ear, isAscending, listenTo } from "./wire.ts"

/** Writers whose transactions last a random time, so that numbers are committed out of their order; `n` of lane `lane` ride along. */
export async function announceFrom(url: string, { lanes, each, topic }: { lanes: number; each: number; topic: string }): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: lanes })
  const lane = async (lane: number) => {
    for (let n = 0; n < each; n++) {
      const client = await pool.connect()
      await client.query("begin")
      await client.query("insert into outbox (topic, payload) values ($1, $2)", [topic, JSON.stringify({ lane, n })])
      await pause(Math.random() * 12)
      if (n % 7 === 0) await client.query("insert into outbox (topic, payload) values ($1, $2)", [topic, JSON.stringify({ lane, n: n + 0.5 })])
      await client.query("commit")
      client.release()
    }
  }
  await Promise.all(Array.from({ length: lanes }, (_, n) => lane(n)))
  await pool.end()
}

export const expectedFrom = ({ lanes, each }: { lanes: number; each: number }): number => lanes * (each + Math.ceil(each / 7))

/** Every payload once, each lane's in the order in which that lane committed them, and the ids growing. */
export function mustBeWhole(ear: Ear, topic: string, { lanes, each }: { lanes: number; each: number }): void {
  const heard = changesOf(ear).filter((event) => event.topic === `-/${topic}`)
  const told = heard.map(({ payload }) => payload as { lane: number; n: number })
  const different = new Set(told.map(({ lane, n }) => `${lane}/${n}`))
  must(different.size === told.length, `${told.length - different.size} events came twice`)
  must(told.length === expectedFrom({ lanes, each }), `${told.length} of ${expectedFrom({ lanes, each })} events came`)
  must(isAscending(heard.map(({ id }) => id)), "events came out of the order of their ids")
  for (let lane = 0; lane < lanes; lane++) {
    const own = told.filter((one) => one.lane === lane).map(({ n }) => n)
    must(
      own.every((n, at) => at === 0 || n > (own[at - 1] ?? 0)),
      `events of lane ${lane} came out of order`,
    )
  }
}

const size = { lanes: 4, each: 140 }

export async function streamIsResumed(): Promise<string> {
  const running = await startPrepared()
  const cable = await cableTo(running.url)
  const ears: Ear[] = []
  try {
    const owner = await ownerOf(running.url)
    for (let n = 0; n < 3; n++) ears.push(await listenTo({ url: () => cable.url, headers: owner.headers, topics: "-/numbers,-/units" }))
    let writing = true
    const cutting = (async () => {
      while (writing) {
        await pause(20 + Math.random() * 180)
        cable.cut()
      }
    })()
    const commands = (async () => {
      for (let n = 0; writing; n++) await owner(units.add, { name: `单位${n}` })
    })()
    await announceFrom(databaseOf(running.dataDir), { ...size, topic: "numbers" })
    writing = false
    await Promise.all([cutting, commands])
    const last = await owner(units.add, { name: "最后一个单位" })
    for (const ear of ears) {
      await until(() => changesOf(ear).filter(({ topic }) => topic === "-/numbers").length >= expectedFrom(size), "the events after the last cut")
      mustBeWhole(ear, "numbers", size)
      must(isAscending(changesOf(ear).map(({ id }) => id)), "events of several topics came out of order")
    }
    must(last.name === "最后一个单位" && ears.every((ear) => ear.resumes() > 3), "the stream was hardly cut")
    return `${expectedFrom(size)} events at each of ${ears.length} ears once and in order, ${ears.map((ear) => ear.resumes()).join(", ")} cuts`
  } finally {
    for (const ear of ears) ear.close()
    await cable.close()
    await running.stop()
    forget(running)
  }
}
