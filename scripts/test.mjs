/** `npm test [-- FILTER …]`: Vitest, then the journeys in Chromium; closes with `N passed, N failed`. */
import { spawnSync } from "node:child_process"
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { bin, buildWeb, enter, root, run } from "./enter.mjs"

enter()
const wanted = process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), "huixu-reports-"))
const total = { passed: 0, failed: 0 }

function add({ passed, failed }, code) {
  total.passed += passed
  // a run that ended badly without naming a failed test (a file that did not load, a set-up that broke) has failed all the same
  total.failed += failed === 0 && code !== 0 ? 1 : failed
}

const read = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined)

async function units() {
  const file = join(folder, "vitest.json")
  const code = await run([bin("vitest", "vitest.mjs"), "run", ...wanted], { env: { HUIXU_TEST_REPORT: file } })
  const report = read(file)
  const unloaded = report?.testResults.filter((one) => one.status === "failed" && one.assertionResults.every((test) => test.status !== "failed")).length ?? 0
  add({ passed: report?.numPassedTests ?? 0, failed: (report?.numFailedTests ?? 0) + unloaded }, code)
}

const places = [
  process.env.CHROMIUM,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
]
const chromium = () => places.find((path) => path && existsSync(path))

/** Only a machine that says it is there for this (CI) gets packages; elsewhere that is the person's business. */
function chromiumOrInstalled() {
  if (chromium() || process.env.CI !== "true" || process.getuid?.() !== 0) return chromium()
  for (const args of [
    ["update", "-qq"],
    ["install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-noto-cjk"],
  ])
    spawnSync("apt-get", args, { stdio: ["ignore", 2, 2], env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } })
  return chromium()
}

async function journeys() {
  const path = chromiumOrInstalled()
  if (!path) {
    process.stderr.write("The journeys were left out: there is no Chromium here (install it, or name it with CHROMIUM=/path/to/chromium).\n")
    // where everything must hold, what was not looked at has failed
    return process.env.CI === "true" ? add({ passed: 0, failed: 1 }, 1) : undefined
  }
  const built = await buildWeb()
  if (built !== 0) return add({ passed: 0, failed: 1 }, built)
  const file = join(folder, "playwright.json")
  const code = await run([bin("@playwright/test", "cli.js"), "test"], { env: { CHROMIUM: path, PLAYWRIGHT_JSON_OUTPUT_NAME: file } })
  const stats = read(file)?.stats
  add({ passed: (stats?.expected ?? 0) + (stats?.flaky ?? 0), failed: stats?.unexpected ?? 0 }, code)
}

const only = process.env.HUIXU_TEST_ONLY
if (only !== "journeys") await units()
if (only !== "units" && wanted.length === 0 && existsSync(join(root, "test/journeys"))) await journeys()
rmSync(folder, { recursive: true, force: true })
process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`)
process.exit(total.failed === 0 ? 0 : 1)
