/** First start (an empty data directory) and second start (everything there): from spawn to the printed address. Goal: second ≤ 3 s. */
import { forget, report, startHuixu } from "./running.ts"

const first = await startHuixu()
await first.stop()
const second: number[] = []
for (let n = 0; n < 3; n++) {
  const again = await startHuixu(first.dataDir)
  second.push(again.milliseconds)
  await again.stop()
}
second.sort((a, b) => a - b)
report("start", { firstMs: first.milliseconds, secondMs: second[1], goal: "second ≤ 3000 ms", reached: (second[1] ?? Number.POSITIVE_INFINITY) <= 3000 })
forget(first)
