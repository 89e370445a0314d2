/** The contact book of a small house, taken in by mouse: a broken phone is told, mended in its cell, and the sheet comes in. */
import { expect, type Page } from "@playwright/test"

const sheet = [
  ["单位", "姓名", "职务", "手机", "办公电话"],
  ["市委/办公室", "王晓明", "主任", "13800001111", "0898-65332211"],
  ["市委/办公室", "欧阳娜", "副主任", "13800001112", ""],
  ["市委/组织部", "赵云", "部长", "138-见名片", ""],
  ["市委/组织部/干部处", "王晓明", "兼任处长", "13800001111", ""],
]

export async function importBook(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/units/import`)
  const buffer = Buffer.from(sheet.map((row) => row.join(",")).join("\r\n"))
  await page.locator("input[type=file]").setInputFiles({ name: "通讯录.csv", mimeType: "text/csv", buffer })
  await page.getByRole("button", { name: "下一步" }).click()
  await expect(page.getByText("1 行有错，不改就不导入")).toBeVisible()
  await page.getByRole("textbox", { name: "手机" }).fill("13800001113")
  await page.keyboard.press("Tab")
  await expect(page.getByText("没有问题")).toBeVisible()
  await page.getByRole("button", { name: "开始导入" }).click()
  await expect(page.getByText("导入完成：新增 3，更新 0")).toBeVisible()
  await page.getByRole("button", { name: "看通讯录" }).click()
}
