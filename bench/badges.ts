/** How long 3 000 badges take from names to one PDF, each with a code of its own: one a page, and eight on A4. */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { newSecret } from "#kernel/ids.ts"
import { syntheticPeople } from "#kernel/synthetic.ts"
import { contentOf, drawn } from "#modules/cards/rules.ts"
import { createPrint } from "#server/print.ts"

const count = 3000
const limitMs = 8000
const cacheDir = mkdtempSync(join(tmpdir(), "huixu-bench-badges-"))
const template = new URL("../src/modules/cards/print/badges.typ", import.meta.url)
const print = createPrint({ fontDirs: [], cacheDir })
const people = syntheticPeople(count, 7).map(({ name }) => name)

async function run(layout: "single" | "eight", names: readonly string[]) {
  const start = performance.now()
  const badges = names.map((name, at) =>
    drawn({
      name,
      number: at + 1,
      category: "正式代表",
      delegation: `第${(at % 35) + 1}代表团`,
      unit: "",
      seat: `${(at % 40) + 1} 排 ${(at % 75) + 1} 座`,
      meeting: "第十次代表大会",
      dates: "12月8日 – 12月12日",
      content: contentOf(newSecret()),
    }),
  )
  const { pdf, pages } = await print.pdf(template, { layout, badges, words: { number: "编号", seat: "座位" } })
  return { ms: Math.round(performance.now() - start), pages, bytes: pdf.length }
}

try {
  // the first print gathers the fonts and starts the printer, once in the life of a server
  const first = await run("single", people.slice(0, 1))
  const single = await run("single", people)
  const eight = await run("eight", people)
  const worstMs = Math.max(single.ms, eight.ms)
  console.log(JSON.stringify({ bench: "badges", badges: count, first, single, eight, worstMs, limitMs, ok: worstMs <= limitMs }))
} finally {
  await print.close()
  rmSync(cacheDir, { recursive: true, force: true })
}
