/** `npm run check`: every rule that a machine can hold us to; all errors, no warnings. */
import { bin, enter, run } from "./enter.mjs"

enter()
const tsc = bin("typescript", "bin/tsc")
// the longest first, so that none is left over alone
const checks = {
  "types of the tests": [tsc, "-p", "tsconfig.test.json"],
  "types of the server": [tsc, "-p", "tsconfig.json"],
  "types of the web": [tsc, "-p", "tsconfig.web.json"],
  "format and lint (Biome)": [bin("@biomejs/biome", "bin/biome"), "ci", "--error-on-warnings", "."],
  "docs/operations.md is fresh": ["scripts/write-operations-doc.ts", "--check"],
  "unused files, exports and dependencies (knip)": [bin("knip", "bin/knip.js")],
  "boundaries of the house": ["scripts/check-boundaries.ts"],
}
const broken = []
const waiting = Object.entries(checks)
/** Two beside each other: each of them has stretches that only one core can do. */
async function workOff() {
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const [name, args] = next
    const began = Date.now()
    const code = await run(args)
    if (code !== 0) broken.push(name)
    process.stderr.write(`${code === 0 ? "ok  " : "FAIL"} ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)\n`)
  }
}
await Promise.all([workOff(), workOff()])
process.stderr.write(broken.length === 0 ? "All checks passed.\n" : `Failed: ${broken.join("; ")}.\n`)
process.exit(broken.length === 0 ? 0 : 1)
