/** `npm run faults -- --times N [--at-once N] [--only WORD]`: every fault done for real, N times; ends with the line `N passed, N failed`. */
import { tmpdir } from "node:os"
import { parseArgs } from "node:util"
import { forgetPrepared } from "../prepared.ts"
import { commandsSurvive, secondStartIsRefused, stopUnderLoad } from "./commands.ts"
import { importSurvives } from "./import.ts"
import type { Victim } from "./kill.ts"
import { streamIsResumed } from "./live.ts"
import { malformedIsRefused } from "./malformed.ts"
import { remindersSurvive } from "./reminding.ts"
import { rostersAreRefused } from "./rosters.ts"
import { scansSurvive, tenScansAtOnce } from "./scans.ts"
import { databaseWithoutSpace, uploadWithoutSpace } from "./space.ts"
import { twoServers } from "./two-servers.ts"

const help = `npm run faults -- [--times N] [--at-once N] [--only WORD] [--list]

Every fault is done for real, on processes and data of its own below ${tmpdir()}; nothing of yours is touched.
  --times N    each of them N times (1); moments are random, so that more times find more
  --at-once N  so many beside each other (1), each on a Huixu of its own
  --only WORD  those whose name has WORD in it
  --list       their names, and nothing is done
Ends with the line "N passed, N failed"; what cannot be done on this machine says why and counts as passed.
`
const { values } = parseArgs({
  options: {
    times: { type: "string", default: "1" },
    "at-once": { type: "string", default: "1" },
    only: { type: "string", default: "" },
    list: { type: "boolean" },
    help: { type: "boolean", short: "h" },
  },
})
const victims: Victim[] = ["server", "database", "both"]

/** Those that take longest first: where several are done beside each other, none is left over alone. */
const faults: Record<string, () => Promise<string>> = {
  "two hundred broken rosters": rostersAreRefused,
  "malformed requests and files": malformedIsRefused,
  ...Object.fromEntries(victims.map((victim) => [`kill -9 of ${victim} during commands`, () => commandsSurvive(victim)])),
  ...Object.fromEntries(victims.map((victim) => [`kill -9 of ${victim} during an import`, () => importSurvives(victim)])),
  ...Object.fromEntries(victims.map((victim) => [`kill -9 of ${victim} during scanning`, () => scansSurvive(victim)])),
  ...Object.fromEntries(victims.map((victim) => [`kill -9 of ${victim} around a tick`, () => remindersSurvive(victim)])),
  "one code scanned ten times at once": tenScansAtOnce,
  "two starts on one data directory": secondStartIsRefused,
  "SIGTERM under load": stopUnderLoad,
  "two servers on one database": twoServers,
  "disk full on upload": uploadWithoutSpace,
  "disk full for the database": databaseWithoutSpace,
  "the live stream cut at random moments": streamIsResumed,
}

if (values.help || values.list) {
  process.stdout.write(values.help ? help : `${Object.keys(faults).join("\n")}\n`)
  process.exit(0)
}
let passed = 0
let failed = 0
const chosen = Object.entries(faults).filter(([name]) => name.includes(values.only))
const waiting = Array.from({ length: Number(values.times) }, () => chosen).flat()

async function workOff(): Promise<void> {
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const [name, fault] = next
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
await Promise.all(Array.from({ length: Number(values["at-once"]) }, workOff))
await forgetPrepared()
process.stdout.write(`${passed} passed, ${failed} failed\n`)
process.exit(failed === 0 ? 0 : 1)
