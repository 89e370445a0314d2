import { readFile } from "node:fs/promises"
import { expect } from "@playwright/test"
import { readSheet } from "#server/sheets.ts"
import { importBook } from "./book.ts"
import { signedIn, test } from "./venue.ts"

test("a contact book with a broken row is mended, taken in, searched by initials and taken out again", async ({ browser, venue, owner }) => {
  const context = await signedIn(browser, owner)
  const page = await context.newPage()
  await importBook(page, venue.url)
  const tree = page.getByRole("tree")
  await expect(tree.getByRole("treeitem", { name: /组织部/ })).toBeVisible()
  await tree.getByRole("treeitem", { name: /^办公室/ }).click()
  await expect(page.getByRole("row", { name: /欧阳娜/ })).toBeVisible()
  await expect(page.getByRole("row", { name: /赵云/ })).toHaveCount(0)
  await page.getByRole("button", { name: "全部人员" }).click()
  await page.getByRole("searchbox", { name: "搜索" }).fill("oyn")
  await expect(page.getByRole("row")).toHaveCount(2)
  await page.getByRole("row", { name: /欧阳娜/ }).click()
  await expect(page.getByRole("link", { name: "13800001112" })).toHaveAttribute("href", "tel:13800001112")
  await page.keyboard.press("Escape")
  await page.getByRole("searchbox", { name: "搜索" }).fill("")
  await page.getByRole("button", { name: "导出", exact: true }).click()
  const waiting = page.waitForEvent("download")
  await page.getByRole("button", { name: "下载" }).click()
  const file = await (await waiting).path()
  const { rows } = await readSheet(await readFile(file), "通讯录.xlsx")
  expect(rows.map((row) => row.slice(0, 4))).toContainEqual(["市委/组织部", "赵云", "部长", "13800001113"])
})

test("a unit typed with the keyboard is saved by Enter, and the tree is walked with the arrows", async ({ browser, venue, owner }) => {
  const context = await signedIn(browser, owner)
  const page = await context.newPage()
  await page.goto(`${venue.url}/units`)
  await page.getByRole("button", { name: "添加单位" }).click()
  for (const name of ["政协", "工商联"]) {
    await page.getByLabel("单位名称").last().fill(name)
    await page.keyboard.press("Enter")
    await expect(page.getByRole("treeitem", { name })).toBeVisible()
  }
  await page.getByRole("tree").focus()
  await page.keyboard.press("End")
  await expect(page.getByRole("treeitem", { name: "工商联" })).toHaveAttribute("aria-selected", "true")
  await page.keyboard.press("ArrowUp")
  await expect(page.getByRole("treeitem", { name: "政协" })).toHaveAttribute("aria-selected", "true")
})
