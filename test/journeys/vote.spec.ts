import { expect, type Locator, type Page } from "@playwright/test"
import { newId } from "#kernel/ids.ts"
import { agenda } from "#modules/agenda/contract.ts"
import type { ScanReply } from "#modules/checkin/gate/contract.ts"
import { notices } from "#modules/notices/contract.ts"
import { sittings } from "#modules/sittings/contract.ts"
import { type Client, post } from "../../bench/running.ts"
import { codesOf, gatesOf, importInto, meetingOf, rosterCsv } from "../../bench/seed.ts"
import { phone, signedIn, test } from "./venue.ts"

const members = 12
const present = 10
const motion = "关于工作报告的决议（草案）"

/** A hall of twelve, ten of them in, with a screen and the links of the first two. */
async function hallOf(owner: Client) {
  const meetingId = await meetingOf(owner)
  await importInto(owner, meetingId, { name: "名册.csv", bytes: rosterCsv(members) })
  const codes = await codesOf(owner, meetingId)
  const [gate] = await gatesOf(owner, meetingId, 1)
  const session = (await owner(agenda.list, { meetingId })).find(({ key }) => key === "closing")
  const sessionId = session?.id ?? ""
  const at = new Date().toISOString()
  const scans = codes.slice(0, present).map((code) => ({ id: newId(), sessionId, code, scannedAt: at }))
  const { answers } = (await post(`${owner.url}/api/checkin/scan`, gate?.headers ?? {}, { sentAt: at, scans })).body as ScanReply
  const links = []
  for (const { attendeeId } of answers.slice(0, 2)) links.push(await owner(notices.reissue, { meetingId, attendeeId: attendeeId ?? "" }))
  const { token } = await owner(sittings.addScreen, { meetingId, name: "主屏" })
  return { meetingId, sessionId, screenToken: token, links: links.map((link) => link.token) }
}

async function holdFor(page: Page, button: Locator): Promise<void> {
  await button.hover()
  await page.mouse.down()
  await expect(button).toBeHidden()
  await page.mouse.up()
}

async function choose(page: Page, choice: string): Promise<void> {
  await page.getByRole("button", { name: choice, exact: true }).click()
  await page.getByRole("button", { name: "核对选票" }).click()
  await holdFor(page, page.getByRole("button", { name: "投票", exact: true }))
}

test("one vote: an operator, two phones of which one loses its network, and the hall screen", async ({ browser, owner, venue }) => {
  const { meetingId, sessionId, screenToken, links } = await hallOf(owner)
  const desk = await (await signedIn(browser, owner)).newPage()
  const screen = await (await browser.newContext({ locale: "zh-CN", viewport: { width: 1920, height: 1080 } })).newPage()
  const contexts = [await browser.newContext(phone), await browser.newContext(phone)] as const
  const [first, second] = [await contexts[0].newPage(), await contexts[1].newPage()]

  await test.step("the hall screen is enrolled and shows the title of the meeting", async () => {
    await screen.goto(`${venue.url}/screen/#${screenToken}`)
    await expect(screen.getByRole("heading", { name: "海州市第十次代表大会" })).toBeVisible()
  })

  await test.step("two delegates open their cards by their links", async () => {
    await first.goto(`${venue.url}/m/#${links[0]}`)
    await second.goto(`${venue.url}/m/#${links[1]}`)
    for (const page of [first, second]) await expect(page.getByRole("img", { name: /签到码/ })).toBeVisible()
  })

  await test.step("the operator opens the sitting, for the quorum is there, and puts the motion", async () => {
    await desk.goto(`${venue.url}/meetings/${meetingId}/sittings/${sessionId}`)
    await expect(desk.getByText("应到 12 人，法定最少 8 人，实到 10 人。")).toBeVisible()
    await desk.getByRole("button", { name: "开会", exact: true }).click()
    await desk.getByRole("button", { name: "开始表决" }).click()
    await expect(screen.getByText("表决进行中")).toBeVisible()
    for (const page of [first, second]) await expect(page.getByRole("heading", { name: motion })).toBeVisible()
  })

  await test.step("the first votes; the second presses while his network is cut, and is told that nothing is in the box yet", async () => {
    await choose(first, "赞成")
    await expect(first.getByText(/^已投，/)).toBeVisible()
    await contexts[1].setOffline(true)
    await choose(second, "反对")
    await expect(second.getByText(/断网：.*还没有入箱/)).toBeVisible()
    await expect(desk.getByRole("heading", { name: "已投 1 / 10" })).toBeVisible()
  })

  await test.step("his network comes back, and his ballot reaches the box by itself, once", async () => {
    await contexts[1].setOffline(false)
    await expect(second.getByText(/^已投，/)).toBeVisible()
    await expect(desk.getByRole("heading", { name: "已投 2 / 10" })).toBeVisible()
    await expect(screen.getByRole("paragraph").filter({ hasText: "已投" })).toContainText("2")
  })

  await test.step("nothing of the result is to be seen until the operator releases it", async () => {
    await holdFor(desk, desk.getByRole("button", { name: "结束表决" }))
    await expect(desk.getByRole("button", { name: "放出结果" })).toBeVisible()
    await expect(screen.getByText(/不通过|未通过|没有通过/)).toBeHidden()
    await desk.getByRole("button", { name: "放出结果" }).click()
    // one of twelve is in favour: the base is the members, so the motion falls
    for (const page of [screen, first, second]) await expect(page.getByText(/不通过|未通过|没有通过/).first()).toBeVisible()
  })
})
