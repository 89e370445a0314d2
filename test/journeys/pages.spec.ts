import { AxeBuilder } from "@axe-core/playwright"
import { type BrowserContext, expect, type Page } from "@playwright/test"
import { meetings } from "#modules/meetings/contract.ts"
import { seating } from "#modules/seating/contract.ts"
import { importInto, meetingOf, rosterCsv } from "../../bench/seed.ts"
import { signedIn, test } from "./venue.ts"

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

/** What a person with other eyes and hands would stumble over: rule, where, how often. */
async function problemsOn(page: Page, leftOut: string[] = []): Promise<string[]> {
  // nothing here has frames, and what is in order nobody reads: in the page itself, and only what is wrong, is half the work
  const looking = new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ["violations"] })
    .withTags(rules)
    .disableRules(leftOut)
  const { violations } = await looking.analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.length} × ${nodes[0]?.target.join(" ")}`)
}

/** Every room at the rail, opened phase by phase. */
async function roomsOf(page: Page): Promise<string[]> {
  const closed = page.locator(".rail-phase[aria-expanded=false]")
  while ((await closed.count()) > 0) await closed.first().click()
  return page.locator(".rail a").evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""))
}

async function settled(page: Page): Promise<void> {
  await expect(page.locator("h1").first()).toBeVisible()
  await expect(page.locator(".busy")).toHaveCount(0)
}

const sizes = [
  { name: "a desk", viewport: { width: 1440, height: 900 }, leftOut: [] },
  // the colours are those of the desk, and reading them takes longer than all the rest
  { name: "a phone", viewport: { width: 390, height: 844 }, leftOut: ["color-contrast"] },
]

const halves = [
  { whose: "of a meeting", least: 20, isIn: (room: string, meeting: string) => room.startsWith(meeting) },
  { whose: "of the house", least: 12, isIn: (room: string, meeting: string) => !room.startsWith(meeting) },
]
for (const { whose, least, isIn } of halves)
  test(`every room ${whose} can be read and worked by everyone, at a desk and on a phone`, async ({ browser, venue, owner }) => {
    // some twenty rooms, each opened and read twice
    test.setTimeout(480_000)
    const meetingId = await meetingOf(owner)
    await importInto(owner, meetingId, { name: "名册.csv", bytes: rosterCsv(60) })
    await owner(seating.arrange, { meetingId })
    const page = await (await signedIn(browser, owner)).newPage()
    await page.goto(`${venue.url}/meetings/${meetingId}`)
    await settled(page)
    const rooms = (await roomsOf(page)).filter((room) => isIn(room, `/meetings/${meetingId}`))
    expect(rooms.length).toBeGreaterThanOrEqual(least)
    const found: string[] = []
    for (const room of rooms) {
      await page.goto(venue.url + room)
      for (const { name, viewport, leftOut } of sizes) {
        await page.setViewportSize(viewport)
        await settled(page)
        found.push(...(await problemsOn(page, leftOut)).map((problem) => `${room} on ${name}: ${problem}`))
      }
    }
    expect(found).toEqual([])
  })

test("an address mistyped by hand is a page that is not there", async ({ browser, venue, owner }) => {
  const page = await (await signedIn(browser, owner)).newPage()
  await page.goto(`${venue.url}/meetings/bogus/roster`)
  await expect(page.getByRole("heading", { name: "没有这一页" })).toBeVisible()
})

test("the tabs of one browser share one live stream, and all of them hear", async ({ browser, venue, owner }) => {
  const meetingId = await meetingOf(owner)
  const context = await signedIn(browser, owner)
  const streams = countStreams(context)
  const tabs: Page[] = []
  for (let tab = 0; tab < 8; tab++) {
    const page = await context.newPage()
    await page.goto(`${venue.url}/meetings/${meetingId}/agenda`)
    await settled(page)
    tabs.push(page)
  }
  await rename(owner, meetingId, "海州市第十一次代表大会")
  for (const tab of tabs) await expect(tab.locator(".header-meeting")).toContainText("第十一次")
  expect(streams()).toBe(1)

  await test.step("the tab that held the stream is closed, and another takes over", async () => {
    await tabs.shift()?.close()
    await expect.poll(streams).toBe(2)
    await rename(owner, meetingId, "海州市第十二次代表大会")
    for (const tab of tabs) await expect(tab.locator(".header-meeting")).toContainText("第十二次")
  })
})

function countStreams(context: BrowserContext): () => number {
  let streams = 0
  context.on("request", (request) => {
    if (new URL(request.url()).pathname === "/live") streams++
  })
  return () => streams
}

async function rename(owner: Parameters<typeof meetingOf>[0], meetingId: string, name: string): Promise<void> {
  const { theme, host, secrecy, version } = await owner(meetings.get, { meetingId })
  await owner(meetings.update, { meetingId, version, name, theme, host, secrecy })
}
