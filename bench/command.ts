/**
 * One command through the whole door (sign-in, grant, scope, idempotency, audit, announcement) against a bare Fastify route that does `begin; insert; insert; commit`,
 * driven by the same load generator over HTTP in turns. Goal: ratio ≥ 0.4.
 */
import { units } from "#modules/units/contract.ts"
import { startBare } from "./bare.ts"
import { forget, ownerOf, percentile, post, report, startHuixu, together } from "./running.ts"

const count = 3000
const width = 32
const running = await startHuixu()
const owner = await ownerOf(running.url)
const bare = await startBare(running.dataDir)
let name = 0
const ours = () =>
  together(count, width, async (n) => {
    const answer = await post(
      `${running.url}/api/${units.add.name.replace(".", "/")}`,
      { ...owner.headers, "idempotency-key": `k${name}-${n}` },
      { name: `单位${name++}` },
    )
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body))
  })
const theirs = () => together(count, width, async (n) => void (await post(`${bare.url}/insert`, {}, { name: `单位${n}` })))

await ours()
await theirs()
const rounds = []
for (let round = 0; round < 3; round++) {
  const a = await ours()
  const b = await theirs()
  rounds.push({
    ours: Math.round(count / a.seconds),
    bare: Math.round(count / b.seconds),
    ratio: Math.round((b.seconds / a.seconds) * 100) / 100,
    p95: percentile(a.each, 0.95),
  })
}
rounds.sort((a, b) => a.ratio - b.ratio)
report("command", {
  perSecond: rounds[1]?.ours,
  barePerSecond: rounds[1]?.bare,
  ratio: rounds[1]?.ratio,
  p95: rounds[1]?.p95,
  rounds,
  goal: "ratio ≥ 0.4",
  reached: (rounds[1]?.ratio ?? 0) >= 0.4,
})
await bare.stop()
await running.stop()
forget(running)
