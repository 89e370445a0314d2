/** A journey has a Huixu of its own, as an office has: a process, a database, an address. */
import { type Browser, type BrowserContext, type BrowserContextOptions, test as base } from "@playwright/test"
import { type Client, forget, freshFolder, ownerOf, type Running, startHuixu } from "../../bench/running.ts"
import { forgetPrepared, preparedFolder } from "../prepared.ts"

export type Venue = { url: string; running: Running }
type Options = { /** False: the journey begins where there is no database yet. */ isBegun: boolean }
type OfWorker = { folder: () => Promise<string> }

export const test = base.extend<{ venue: Venue; owner: Client } & Options, OfWorker>({
  isBegun: [true, { option: true }],
  folder: [
    async ({ browserName: _browser }, use) => {
      await use(preparedFolder)
      await forgetPrepared()
    },
    { scope: "worker" },
  ],
  venue: async ({ browser, folder, isBegun }, use) => {
    const running = await startHuixu(isBegun ? await folder() : freshFolder())
    await use({ url: running.url, running })
    // a tab left open would look for its house through all the journeys after this one
    for (const context of browser.contexts()) await context.close()
    await running.stop()
    forget(running)
  },
  /** The house set up and its owner signed in, where a journey is about something later. */
  owner: async ({ venue }, use) => use(await ownerOf(venue.url)),
})

export async function signedIn(browser: Browser, owner: Client, options: BrowserContextOptions = {}): Promise<BrowserContext> {
  const context = await browser.newContext({ locale: "zh-CN", viewport: { width: 1440, height: 900 }, ...options })
  const pairs = (owner.headers.cookie ?? "").split("; ").map((pair) => ({ name: pair.slice(0, pair.indexOf("=")), value: pair.slice(pair.indexOf("=") + 1) }))
  await context.addCookies(pairs.map((pair) => ({ ...pair, url: owner.url })))
  return context
}

export const phone: BrowserContextOptions = { locale: "zh-CN", viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 }
