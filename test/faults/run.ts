/** `npm run faults -- --times N [--only WORD]`: every fault done for real, N times; ends with the line `N passed, N failed`. */
import { parseArgs } from "node:util"
import { commandsSurvive, secondStartIsRefused, stopUnderLoad } from "./commands.ts"
import { importSurvives } from "./import.ts"
import type { Victim } from "./kill.ts"
import { streamIsResumed } from "./live.ts"
import { malformedIsRefused } from "./malformed.ts"
import { scansSurvive, tenScansAtOnce } from "./scans.ts"
import { databaseWithoutSpace, uploadWithoutSpace } from "./space.ts"
import { twoServers } from "./two-servers.ts"

const { values } = parseArgs({ options: { times: { type: "string", default: "1" }, only: { type: "string", default: "" } } })
const victims: Victim[] = ["server", "database", "both"]

const faults: Record<string, () => Promise<string>> = {
  ...Object.fromEntries(victims.map((victim) => [`kill -9 of ${victim} during commands`, () => commandsSurvive(victim)])),
  ...Object.fromEntries(victims.map((victim) => [`kill -9 of ${victim} during an import`, () => importSurvives(victim)])),
  ...Object.fromEntries(victims.map((victim) => [`kill -9 of ${victim} during scanning`, () => scansSurvive(victim)])),
  "one code scanned ten times at once": tenScansAtOnce,
  "two starts on one data directory": secondStartIsRefused,
  "SIGTERM under load": stopUnderLoad,
  "two servers on one database": twoServers,
  "disk full on upload": uploadWithoutSpace,
  "disk full for the database": databaseWithoutSpace,
  "malformed requests and files": malformedIsRefused,
  "the live stream cut at random moments": streamIsResumed,
}

let passed = 0
let failed = 0
for (let time = 1; time <= Number(values.times); time++) {
  for (const [name, fault] of Object.entries(faults).filter(([name]) => name.includes(values.only))) {
    const began = performance.now()
    try {
      const said = await fault()
      passed++
      process.stdout.write(`ok   ${name}: ${said} (${Math.round(performance.now() - began)} ms)\n`)
    } catch (error) {
      failed++
      process.stdout.write(`FAIL ${name}: ${(error as Error).message}\n`)
    }
  }
}
process.stdout.write(`${passed} passed, ${failed} failed\n`)
process.exit(failed === 0 ? 0 : 1)
