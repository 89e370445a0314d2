/** Server-Sent Events to 1 000 clients: from the answer of the command to the event at the last client. Goal: p99 ≤ 500 ms. */
import { get } from "node:http"
import { units } from "#modules/units/contract.ts"
import { forget, ownerOf, percentile, report, startHuixu } from "./running.ts"

const clients = Number(process.argv[2] ?? 1000)
const rounds = 10

const running = await startHuixu()
const owner = await ownerOf(running.url)
let arrivals: number[] = []
let allHere: (() => void) | undefined

function open(): Promise<() => void> {
  return new Promise((ready, failed) => {
    const request = get(`${running.url}/live?as=desk&topics=-/units`, { headers: owner.headers, agent: false }, (response) => {
      response.setEncoding("utf8")
      response.on("error", () => undefined)
      response.on("data", (chunk: string) => {
        if (chunk.includes("event: ready")) ready(() => request.destroy())
        if (!chunk.includes("event: change")) return
        arrivals.push(performance.now())
        if (arrivals.length === clients) allHere?.()
      })
    })
    request.on("error", failed)
  })
}

const closers: (() => void)[] = []
for (let n = 0; n < clients; n += 50) closers.push(...(await Promise.all(Array.from({ length: Math.min(50, clients - n) }, open))))

const delays: number[] = []
for (let round = 0; round < rounds; round++) {
  arrivals = []
  const everybody = new Promise<void>((resume) => {
    allHere = resume
  })
  const sent = performance.now()
  await owner(units.add, { name: `单位${round}` })
  await everybody
  delays.push(...arrivals.map((at) => at - sent))
}
for (const close of closers) close()
delays.sort((a, b) => a - b)
report("sse", {
  clients,
  rounds,
  p50: percentile(delays, 0.5),
  p99: percentile(delays, 0.99),
  max: percentile(delays, 1),
  goal: "p99 ≤ 500 ms",
  reached: percentile(delays, 0.99) <= 500,
})
await running.stop()
forget(running)
