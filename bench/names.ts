/** How long 10 000 names take to stand in 笔画 order. */
import { sortNames } from "#kernel/names.ts"
import { syntheticPeople } from "#kernel/synthetic.ts"

const names = syntheticPeople(10_000, 7).map(({ name }) => name)
sortNames(names.slice(0, 100), "full-name")
const runs = Array.from({ length: 9 }, () => {
  const start = performance.now()
  sortNames(names, "surname-first")
  return performance.now() - start
}).sort((a, b) => a - b)
console.log(
  JSON.stringify({
    bench: "names",
    names: names.length,
    medianMs: Number(runs[4]!.toFixed(1)),
    worstMs: Number(runs[8]!.toFixed(1)),
    limitMs: 300,
    ok: runs[8]! <= 300,
  }),
)
