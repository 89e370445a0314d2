/**
 * The desk's first load. Goal: at most 450 kB of script (gzip) before a page's own part. Counted in the built output;
 * and, to see what it comes to, in Chromium on a first visit: bytes over the wire, and the time until the page can be worked.
 */
import { existsSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { chromium } from "@playwright/test"
import { firstLoadOf, mostFirstLoad } from "../scripts/first-load.ts"
import { forget, ownerOf, report, startHuixu } from "./running.ts"
import { meetingOf } from "./seed.ts"

const built = fileURLToPath(new URL("../dist/web/desk/", import.meta.url))
const kilobytes = (bytes: number) => Math.round(bytes / 100) / 10

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
const script = firstLoadOf(built)
const chromiumFigures = await inChromium()
report("desk", { scriptKB: kilobytes(script), ...chromiumFigures, goal: `script ≤ ${mostFirstLoad / 1000} kB gzip`, reached: script <= mostFirstLoad })
