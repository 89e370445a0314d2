/** `npm run faults -- --times N [--only WORD]`: kills and cuts for real, and looks at what is left. */
import { enter, run } from "./enter.mjs"

enter()
process.exit(await run(["test/faults/run.ts", ...process.argv.slice(2)]))
