/** `npm run bench [-- NAME …]`: each file of bench/ that measures something, one after the other; JSON lines on standard output. */
import { readdirSync } from "node:fs"
import { join } from "node:path"
import { enter, root, run } from "./enter.mjs"

/** Files of bench/ that others stand on: nothing to run. */
const foundations = new Set(["running", "seed", "bare"])

enter()
const wanted = process.argv.slice(2)
const names = readdirSync(join(root, "bench"))
  .filter((file) => file.endsWith(".ts"))
  .map((file) => file.slice(0, -3))
  .filter((name) => !foundations.has(name) && (wanted.length === 0 || wanted.includes(name)))
let code = 0
for (const name of names) code = (await run([`bench/${name}.ts`])) || code
process.exit(code)
