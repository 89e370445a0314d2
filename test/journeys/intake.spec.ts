import { readFile } from "node:fs/promises"
import { expect, type Page } from "@playwright/test"
import { attendees } from "#modules/attendees/contract.ts"
import { readSheet } from "#server/sheets.ts"
import { meetingOf } from "../../bench/seed.ts"
import { signedIn, test } from "./venue.ts"

const roster = [
  "姓 名,性别,民族,出生年月,代表团,单位,职务,身份证号,备注",
  "田　富,男,汉,1968.5,云山县,云山县委,书记,,",
  "田大利,男,汉,72年3月,云山县,云山县政府,县长,,",
  "李叶红,,,,安渡市,安渡市委,书记,,（女，回族）",
  "李强,女,汉,1990.1,安渡市,安渡市政府,市长,110101199001011237,",
  ",男,汉,,安渡市,安渡市人大,主任,,",
].join("\n")

async function begin(page: Page, url: string, name: string): Promise<void> {
  await page.goto(url)
  await page.locator("input[type=file]").setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(roster) })
  await page.getByRole("button", { name: "下一步" }).click()
}
const names = async (page: Page) => (await page.locator("tbody .rows-name").allInnerTexts()).map((name) => name.trim())

test("a roster with broken rows is mended, ordered, pinned and exported; the same file changes nothing, and the import is taken back", async ({
  browser,
  venue,
  owner,
}) => {
  const meetingId = await meetingOf(owner)
  const context = await signedIn(browser, owner)
  const page = await context.newPage()
  const room = `${venue.url}/meetings/${meetingId}/roster`

  await test.step("what is wrong stands by row and column and is mended in its cell", async () => {
    await begin(page, `${room}/import`, "名册.csv")
    await expect(page.getByText("2 行有错，不改就不导入")).toBeVisible()
    await expect(page.getByText("性别是“女”，身份证号却是“男”")).toBeVisible()
    await page.getByRole("textbox", { name: "性别" }).fill("男")
    await page.keyboard.press("Tab")
    await expect(page.getByText("1 行有错，不改就不导入")).toBeVisible()
    await page.getByRole("textbox", { name: "姓名" }).fill("王一")
    await page.keyboard.press("Tab")
    await expect(page.getByText("将导入 5 人，2 个代表团：新增 5，更新 0，不变 0")).toBeVisible()
    await page.getByRole("button", { name: "导入 5 人" }).click()
    await expect(page.getByText("导入完成：新增 5 人，更新 0 人，不变 0 人")).toBeVisible()
    await page.getByRole("button", { name: "看名册" }).click()
    await expect(page.getByRole("row")).toHaveCount(6)
    expect(await names(page)).toEqual(["王一", "田大利", "田富", "李叶红", "李强"])
  })

  await test.step("the order is chosen, and one is pinned by hand", async () => {
    await page.getByRole("button", { name: "排序", exact: true }).click()
    await expect(page.getByRole("heading", { name: /名单排序/ })).toBeVisible()
    await page.getByRole("combobox", { name: "排法" }).click()
    await page.getByTitle("姓氏笔画").click()
    await expect(page.getByText("姓氏笔画 · 固定 0 人")).toBeVisible()
    await expect.poll(() => names(page)).toEqual(["王一", "田富", "田大利", "李强", "李叶红"])
    await page.getByRole("row", { name: /李叶红/ }).click()
    await page.getByRole("button", { name: "排到最前" }).click()
    await expect.poll(() => names(page)).toEqual(["李叶红", "王一", "田富", "田大利", "李强"])
    await expect(page.getByText("姓氏笔画 · 固定 1 人")).toBeVisible()
  })

  await test.step("the sheet stands in that order, with the columns that were chosen", async () => {
    await page.goto(room)
    await expect.poll(() => names(page)).toEqual(["李叶红", "王一", "田富", "田大利", "李强"])
    await page.getByRole("button", { name: "导出", exact: true }).click()
    await page.getByRole("checkbox", { name: "出生年月" }).check()
    await page.getByLabel("用途").fill("会前核对")
    await page.getByRole("button", { name: "导出", exact: true }).last().click()
    const waiting = page.waitForEvent("download")
    await page.getByRole("button", { name: "下载" }).click()
    const { rows } = await readSheet(await readFile(await (await waiting).path()), "名册.xlsx")
    expect(rows.map((row) => row[2])).toEqual(["姓名", "李叶红", "王一", "田富", "田大利", "李强"])
    expect(rows[0]).toContain("出生年月")
    expect(rows[1]).toContain("回族")
  })

  await test.step("the same file doubles nobody", async () => {
    await begin(page, `${room}/import`, "名册.csv")
    await expect(page.getByText("栏目按上次的对法")).toBeHidden()
    await page.getByRole("textbox", { name: "性别" }).fill("男")
    await page.keyboard.press("Tab")
    await page.getByRole("textbox", { name: "姓名" }).fill("王一")
    await page.keyboard.press("Tab")
    await expect(page.getByText("将导入 5 人，2 个代表团：新增 0，更新 0，不变 5")).toBeVisible()
    await page.getByRole("button", { name: "导入 5 人" }).click()
    await expect(page.getByText("导入完成：新增 0 人，更新 0 人，不变 5 人")).toBeVisible()
  })

  await test.step("the first import is taken back whole", async () => {
    await page.goto(`${room}/import`)
    await page.locator(".line").filter({ hasText: "新增 5 人" }).getByRole("button", { name: "撤销" }).click()
    await expect(page.getByText("已撤销导入，5 条恢复原样")).toBeVisible()
    expect((await owner(attendees.list, { meetingId })).total).toBe(0)
    expect(await owner(attendees.delegations, { meetingId })).toEqual([])
  })
})
