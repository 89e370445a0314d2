import { expect } from "@playwright/test"
import { attendees } from "#modules/attendees/contract.ts"
import { meetingOf } from "../../bench/seed.ts"
import { signedIn, test } from "./venue.ts"

const idNumber = "320706196811120427"

test("an ID number is covered, shown for a purpose, told in the record, kept shorter, and goes when consent is taken back", async ({
  browser,
  venue,
  owner,
}) => {
  const meetingId = await meetingOf(owner)
  await owner(attendees.add, { meetingId, name: "单雄信", category: "正式代表", phone: "13812346021", idNumber })
  const page = await (await signedIn(browser, owner)).newPage()
  const room = `${venue.url}/meetings/${meetingId}`

  await test.step("covered, and shown whole for a purpose", async () => {
    await page.goto(`${room}/roster?find=6021`)
    await page.getByRole("row", { name: /单雄信/ }).click()
    await expect(page.getByText("**************0427")).toBeVisible()
    await page.getByRole("button", { name: "显示", exact: true }).last().click()
    await page.getByRole("button", { name: "住宿登记" }).click()
    await expect(page.getByText(idNumber)).toBeVisible()
  })

  await test.step("who looked stands on record, and the day it goes can come sooner, not later", async () => {
    await page.goto(`${room}/privacy`)
    await expect(page.getByRole("row", { name: /单雄信.*证件号码.*住宿登记/ })).toBeVisible()
    await page.getByRole("button", { name: "改 证件号码" }).click()
    await page.getByRole("spinbutton", { name: "离会后天数" }).fill("3")
    await page.getByRole("button", { name: "保存" }).click()
    await expect(page.getByRole("row", { name: /证件号码.*离会后 3 天/ })).toBeVisible()
  })

  await test.step("consent taken back, the number is gone and counted as such", async () => {
    await page.goto(`${room}/roster?find=6021`)
    await page.getByRole("row", { name: /单雄信/ }).click()
    await page.getByRole("button", { name: "登记同意" }).click()
    for (const [verb, how] of [
      ["登记同意", "书面"],
      ["撤回", "来电"],
    ] as const) {
      const button = page.getByRole("button", { name: verb, exact: true })
      await page.locator(".drawer dl > div", { hasText: "证件号码", has: button }).getByRole("button", { name: verb, exact: true }).click()
      await page.getByRole("textbox", { name: /方式/ }).fill(how)
      await page.getByRole("button", { name: "确定" }).click()
    }
    await expect(page.getByText("**************0427")).toHaveCount(0)
    await page.goto(`${room}/privacy`)
    await expect(page.getByRole("row", { name: /证件号码.*撤回同意，删除 1 人/ })).toBeVisible()
  })
})
