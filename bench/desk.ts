/**
 * The desk's first load. Goal: at most 450 kB of script (gzip) before a page's own part. Counted in the built output, from the entry along its static imports;
 * and, to see what it comes to, in Chromium on a first visit: bytes over the wire, and the time until the page can be worked.
 */
import { existsSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { gzipSync } from "node:zlib"
import { chromium } from "@playwright/test"
import { forget, ownerOf, report, startHuixu } from "./running.ts"
import { meetingOf } from "./seed.ts"

const goal = 450
const built = fileURLToPath(new URL("../dist/web/desk/", import.meta.url))
const kilobytes = (bytes: number) => Math.round(bytes / 102.4) / 10

/** A file with all that it imports before it runs; what a page loads for itself is imported by a call and does not count. */
function withImports(path: string, seen: Set<string>): Set<string> {
  if (seen.has(path)) return seen
  seen.add(path)
  const script = readFileSync(path, "utf8")
  for (const [, name = ""] of script.matchAll(/(?:^|[;}\n])\s*(?:import|export)\s*(?:[\w$\s{},*]*?from)?\s*["']([^"']+\.js)["']/g))
    withImports(join(dirname(path), name), seen)
  return seen
}

const weightOf = (paths: Iterable<string>) => {
  let bytes = 0
  for (const path of paths) bytes += gzipSync(readFileSync(path), { level: 9 }).length
  return kilobytes(bytes)
}

/** What index.html names and all that this imports. */
function firstLoad(): { scripts: string[]; styles: string[] } {
  const page = readFileSync(join(built, "index.html"), "utf8")
  const named = [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)].map(([, path = ""]) => join(built, path))
  const scripts = new Set<string>()
  for (const path of named.filter((one) => one.endsWith(".js"))) withImports(path, scripts)
  return { scripts: [...scripts], styles: named.filter((one) => one.endsWith(".css")) }
}

/** Bytes over the wire and milliseconds until the first heading stands and nothing is busy any more: once from nothing, once again from the browser's cache. */
async function inChromium(): Promise<object> {
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium"
  if (!existsSync(executablePath)) return { chromium: "left out: there is no Chromium here (name one with CHROMIUM)" }
  const running = await startHuixu()
  const owner = await ownerOf(running.url)
  const address = `${running.url}/meetings/${await meetingOf(owner)}/tasks`
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] })
  const context = await browser.newContext({ locale: "zh-CN", viewport: { width: 1440, height: 900 } })
  const pairs = (owner.headers.cookie ?? "").split("; ").map((pair) => ({ name: pair.slice(0, pair.indexOf("=")), value: pair.slice(pair.indexOf("=") + 1) }))
  await context.addCookies(pairs.map((pair) => ({ ...pair, url: owner.url })))
  const visit = async () => {
    const page = await context.newPage()
    const wire = await context.newCDPSession(page)
    let bytes = 0
    await wire.send("Network.enable")
    wire.on("Network.loadingFinished", ({ encodedDataLength }) => {
      bytes += encodedDataLength
    })
    const began = performance.now()
    await page.goto(address)
    await page.locator("h1").first().waitFor()
    await page.locator("main [role=checkbox], main input[type=checkbox]").first().waitFor()
    const milliseconds = Math.round(performance.now() - began)
    await page.close()
    return { kB: kilobytes(bytes), milliseconds }
  }
  const first = await visit()
  const again = await visit()
  await browser.close()
  await running.stop()
  forget(running)
  return { firstVisit: first, secondVisit: again }
}

if (!existsSync(join(built, "index.html"))) throw new Error("The pages are not built: node scripts/build-web.ts")
const { scripts, styles } = firstLoad()
const script = weightOf(scripts)
const chromiumFigures = await inChromium()
report("desk", {
  scriptKB: script,
  files: scripts.length,
  styleKB: weightOf(styles),
  ...chromiumFigures,
  goal: `script ≤ ${goal} kB gzip`,
  reached: script <= goal,
})
