/**
 * One command that writes one row (a notice in a meeting) through the whole door (sign-in, grant, scope, idempotency, audit, announcement) against a bare Fastify route that does `begin; insert; insert; commit`,
 * driven by the same load generator over HTTP in turns. Goal: ratio ≥ 0.4.
 */
import { notices } from "#modules/notices/contract.ts"
import { startBare } from "./bare.ts"
import { forget, freshFolder, ownerOf, percentile, post, report, startHuixu, together } from "./running.ts"
import { meetingOf } from "./seed.ts"

const count = 3000
const width = 32
// one person may not ask this often: the limit per person is measured elsewhere
const running = await startHuixu(freshFolder(), { HUIXU_RATE: "0" })
const owner = await ownerOf(running.url)
const meetingId = await meetingOf(owner)
const bare = await startBare(running.dataDir)
let name = 0
const ours = () =>
  together(count, width, async (n) => {
    const answer = await post(
      `${running.url}/api/${notices.write.name.replace(".", "/")}`,
      { ...owner.headers, "idempotency-key": `k${name}-${n}` },
      { meetingId, title: `通知${name++}`, body: "请各代表团于今日18时前报送名单。" },
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
