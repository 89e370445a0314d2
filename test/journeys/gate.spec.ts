import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { chromium, expect } from "@playwright/test"
import { attendees } from "#modules/attendees/contract.ts"
import { checkin } from "#modules/checkin/contract.ts"
import { codesOf, importInto, meetingOf, rosterCsv } from "../../bench/seed.ts"
import { cameraFlags, writeFilm } from "./fake-camera.ts"
import { test } from "./venue.ts"

let folder = ""
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "huixu-film-"))
})
test.afterAll(() => rmSync(folder, { recursive: true, force: true }))

test("a gate admits the badge it sees, goes on without network by a scanner's keys, and hands in what it kept", async ({ owner, venue, launchOptions }) => {
  const meetingId = await meetingOf(owner)
  await importInto(owner, meetingId, { name: "名册.csv", bytes: rosterCsv(12) })
  const [seen = "", keyed = ""] = await codesOf(owner, meetingId)
  const { token } = await owner(checkin.addGate, { meetingId, name: "一号门" })
  const film = join(folder, "door.y4m")
  // seen long enough for a slow machine to find it; away for longer than the rest of the journey, for a badge seen anew is another scan
  writeFilm(film, [
    { text: null, seconds: 1 },
    { text: seen, seconds: 8 },
    { text: null, seconds: 80 },
  ])
  const browser = await chromium.launch({ ...launchOptions, args: ["--no-sandbox", ...cameraFlags(film)] })
  const context = await browser.newContext({ locale: "zh-CN", viewport: { width: 1280, height: 800 }, permissions: ["camera"] })
  const gate = await context.newPage()
  const recent = gate.getByRole("complementary").getByRole("listitem")

  await test.step("the device is enrolled by its code and sees a badge", async () => {
    await gate.goto(`${venue.url}/gate/#${token}`)
    await expect(gate.getByText("一号门", { exact: true }).first()).toBeVisible()
    await expect(recent.filter({ hasText: "放行" })).toHaveCount(1)
    await expect(gate.getByRole("banner")).toContainText("已到 1 / 12")
  })

  await test.step("without network the next one is admitted all the same, and the gate says what it still holds", async () => {
    await context.setOffline(true)
    await gate.keyboard.type(keyed, { delay: 5 })
    await gate.keyboard.press("Enter")
    await expect(recent.filter({ hasText: "放行" })).toHaveCount(2)
    await expect(gate.getByRole("banner")).toContainText("未上传 1")
  })

  await test.step("back on the network it hands in what it kept; the board knows both", async () => {
    await context.setOffline(false)
    await expect(gate.getByRole("banner")).toContainText("未上传 0")
    // which session the gate is at depends on the hour of the day
    const shown = await gate.getByRole("button", { name: /^场次/ }).getAttribute("aria-label")
    const session = (await owner(checkin.sessions, { meetingId })).find(({ title }) => shown?.includes(title))
    const { totals } = await owner(checkin.board, { meetingId, sessionId: session?.id ?? "" })
    expect(totals).toMatchObject({ due: (await owner(attendees.list, { meetingId, size: 1 })).total, present: 2 })
  })

  await browser.close()
})
