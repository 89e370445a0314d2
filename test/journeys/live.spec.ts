import { expect, type Page } from "@playwright/test"
import { meetings } from "#modules/meetings/contract.ts"
import { type Client, clientOf } from "../../bench/running.ts"
import { meetingOf } from "../../bench/seed.ts"
import { clerkOf } from "../faults/clerk.ts"
import { cableTo, changesOf, listenTo } from "../faults/wire.ts"
import { signedIn, test } from "./venue.ts"

const done = (page: Page, count: number) => expect(page.getByText(`完成 ${count}`, { exact: true })).toBeVisible()
const complete = (page: Page) => page.locator("main table").getByRole("checkbox", { checked: false }).first().click()

async function rename(owner: Client, meetingId: string, name: string): Promise<void> {
  const { theme, host, secrecy, version } = await owner(meetings.get, { meetingId })
  await owner(meetings.update, { meetingId, version, name, theme, host, secrecy })
}

test("what one desk changes another sees by itself, also after its cable was pulled", async ({ browser, venue, owner }) => {
  const meetingId = await meetingOf(owner)
  const cable = await cableTo(venue.url)
  // each a browser of its own: the second hangs on the cable
  const first = await (await signedIn(browser, owner)).newPage()
  const second = await (await signedIn(browser, clientOf(cable.url, owner.headers))).newPage()
  await first.goto(`${venue.url}/meetings/${meetingId}/tasks`)
  await second.goto(`${cable.url}/meetings/${meetingId}/tasks`)
  await done(first, 0)
  await done(second, 0)

  await test.step("one completes a task, the other's count moves without a touch", async () => {
    await complete(first)
    await done(first, 1)
    await done(second, 1)
  })

  await test.step("the cable is pulled: the bar says so, and what was read stays", async () => {
    cable.unplug()
    await expect(second.locator(".offline")).toBeVisible()
    await complete(first)
    await done(first, 2)
    await done(second, 1)
  })

  await test.step("the cable is back: the bar goes, and what was missed is there", async () => {
    cable.plug()
    await expect(second.locator(".offline")).toHaveCount(0)
    await done(second, 2)
    await complete(first)
    await done(second, 3)
  })

  await test.step("the browser itself loses its network and finds it again", async () => {
    await second.context().setOffline(true)
    await expect(second.locator(".offline")).toBeVisible()
    await rename(owner, meetingId, "海州市第十一次代表大会")
    await second.context().setOffline(false)
    await expect(second.locator(".offline")).toHaveCount(0)
    await expect(second.locator(".header-meeting")).toContainText("第十一次")
  })
  await cable.close()
})

test("who holds no grant in a meeting sees nothing of it and hears nothing of it", async ({ browser, venue, owner }) => {
  const meetingId = await meetingOf(owner)
  const elsewhere = await meetingOf(owner)
  const clerk = await clerkOf(owner, ["meetings.*", "tasks.*"], { kind: "meeting", id: elsewhere })
  const page = await (await signedIn(browser, clerk)).newPage()
  const deaf = await listenTo({ url: () => venue.url, headers: clerk.headers, topics: `${meetingId}/*` })
  const hears = await listenTo({ url: () => venue.url, headers: owner.headers, topics: `${meetingId}/*` })
  await page.goto(`${venue.url}/meetings/${meetingId}/tasks`)
  await expect(page.locator("main")).toBeVisible()
  await rename(owner, meetingId, "海州市第十二次代表大会")
  await expect.poll(() => changesOf(hears).length).toBeGreaterThan(0)
  expect(changesOf(deaf)).toEqual([])
  await expect(page.getByText("第十二次")).toHaveCount(0)
  await expect(page.locator("main").getByRole("checkbox")).toHaveCount(0)
  deaf.close()
  hears.close()
})
