/** `npm start`: installs and builds what is missing, then serves. */
import { buildWeb, enter, run } from "./enter.mjs"

enter()
const built = await buildWeb()
process.exit(built === 0 ? await run(["src/main.ts"]) : built)
