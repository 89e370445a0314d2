import { readFileSync } from "node:fs"
import { expect } from "@playwright/test"
import { test } from "./venue.ts"

const roster = [
  "姓名,性别,民族,代表团,类别,单位,职务",
  "张伟,男,汉族,东湖区代表团,正式代表,东湖区委,书记",
  "李秀英,女,汉族,东湖区代表团,正式代表,东湖区政府,区长",
  ",男,汉族,西山县代表团,正式代表,西山县委,书记",
  "王芳,女,满族,西山县代表团,正式代表,西山县政府,县长",
].join("\n")

test.use({ isBegun: false })

test("a new house is set up, makes a meeting, mends a broken row of its roster, seats everyone and opens their badges", async ({ page, venue }) => {
  await test.step("the first visitor names the organisation and becomes its owner", async () => {
    await page.goto(venue.url)
    await page.getByLabel("单位名称").fill("海州市委办公室")
    await page.getByRole("button", { name: "下一步" }).click()
    await page.getByRole("radio", { name: /小型单位单人负责/ }).check()
    await page.getByRole("button", { name: "下一步" }).click()
    await page.getByLabel("姓名").fill("林知远")
    await page.getByLabel("登录名").fill("林知远")
    await page.getByRole("textbox", { name: "密码" }).fill("Correct horse 10")
    const shown: string[] = []
    page.on("framenavigated", (frame) => shown.push(new URL(frame.url()).pathname))
    await page.getByRole("button", { name: "完成设置" }).click()
    await expect(page.getByRole("button", { name: /林知远/ })).toBeVisible()
    // straight to the desk, not by way of the sign-in page
    expect(shown).not.toContain("/sign-in")
  })

  await test.step("a meeting from the template", async () => {
    await page.goto(`${venue.url}/meetings/new`)
    await page.getByLabel("会议名称").fill("海州市第十次代表大会")
    await page.getByRole("button", { name: "建立会议" }).click()
    await expect(page.getByRole("heading", { name: /距开幕/ })).toBeVisible()
  })

  await test.step("the roster is imported; the row without a name is mended", async () => {
    await page.getByRole("link", { name: /名册/ }).first().click()
    await page.getByRole("button", { name: "导入名册" }).click()
    await page.locator("input[type=file]").setInputFiles({ name: "名册.csv", mimeType: "text/csv", buffer: Buffer.from(roster) })
    await page.getByRole("button", { name: "下一步" }).click()
    await expect(page.getByText("1 行有错，不改就不导入")).toBeVisible()
    await page.getByRole("textbox", { name: "姓名" }).fill("陈静")
    // straight from the cell to the button: the click is not lost, and the mended row comes along
    await page.getByRole("button", { name: /^导入 \d 人$/ }).click()
    await expect(page.getByText("导入完成：新增 4 人，更新 0 人")).toBeVisible()
    await page.getByRole("button", { name: "看名册" }).click()
    await expect(page.getByRole("cell", { name: /陈静/ })).toBeVisible()
  })

  await test.step("seats are filled and published", async () => {
    await page.getByRole("link", { name: /座次/ }).first().click()
    await page.getByRole("button", { name: "填排" }).click()
    await expect(page.getByText(/已排 4，空座/)).toBeVisible()
    await page.getByRole("button", { name: "发布第 1 版" }).click()
    await expect(page.getByRole("button", { name: "第 1 版 · 已发布" })).toBeVisible()
  })

  await test.step("cards are made; the badges open as a PDF of four pages", async () => {
    await page.goto(page.url().replace(/seats.*$/, "cards"))
    await page.getByRole("button", { name: "为 4 人制证" }).click()
    await page.getByRole("button", { name: "打印证件" }).click()
    const coming = page.waitForEvent("download")
    await page.getByRole("button", { name: /下载/ }).click()
    const bytes = readFileSync(await (await coming).path())
    expect(bytes.subarray(0, 5).toString()).toBe("%PDF-")
    expect(bytes.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length).toBe(4)
  })
})
