/** `npm run check`: every rule that a machine can hold us to; all errors, no warnings. */
import { bin, enter, run } from "./enter.mjs"

enter()
const tsc = bin("typescript", "bin/tsc")
const checks = {
  "format and lint (Biome)": [bin("@biomejs/biome", "bin/biome"), "ci", "--error-on-warnings", "."],
  "types of the server": [tsc, "-p", "tsconfig.json"],
  "types of the web": [tsc, "-p", "tsconfig.web.json"],
  "types of the tests": [tsc, "-p", "tsconfig.test.json"],
  "unused files, exports and dependencies (knip)": [bin("knip", "bin/knip.js")],
  "boundaries of the house": ["scripts/check-boundaries.ts"],
  "docs/operations.md is fresh": ["scripts/write-operations-doc.ts", "--check"],
}
const broken = []
for (const [name, args] of Object.entries(checks)) {
  const began = Date.now()
  const code = await run(args)
  if (code !== 0) broken.push(name)
  process.stderr.write(`${code === 0 ? "ok  " : "FAIL"} ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)\n`)
}
process.stderr.write(broken.length === 0 ? "All checks passed.\n" : `Failed: ${broken.join("; ")}.\n`)
process.exit(broken.length === 0 ? 0 : 1)
