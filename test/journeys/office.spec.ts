import { expect } from "@playwright/test"
import { agenda } from "#modules/agenda/contract.ts"
import { meetings } from "#modules/meetings/contract.ts"
import { tasks } from "#modules/tasks/contract.ts"
import { signedIn, test } from "./venue.ts"

const surnames = [..."王李张刘陈杨赵黄周吴徐孙胡朱高"]
const pasted = [
  "姓名\t单位\t职务\t类别",
  "林知远\t市政府\t市长\t组成人员",
  ...surnames.slice(1).map((surname) => `${surname}立新\t市政府\t副市长\t组成人员`),
  ...surnames.map((surname) => `${surname}建国\t市${surname}局\t局长\t列席`),
].join("\n")

test("an office meeting of thirty from its series in five screens, with nothing typed; then a past meeting copied to another day", async ({
  browser,
  owner,
  venue,
}) => {
  const page = await (await signedIn(browser, owner)).newPage()

  await test.step("once: the series is set up, its members pasted from a sheet", async () => {
    await page.goto(`${venue.url}/series`)
    await page.getByRole("button", { name: "新建系列" }).click()
    await page.getByLabel("系列名称").fill("市政府常务会议")
    await page.getByRole("button", { name: "建立系列" }).click()
    await page.getByRole("button", { name: "粘贴成员" }).click()
    await page.getByLabel("粘贴在这里").fill(pasted)
    await expect(page.getByText("认出 30 人")).toBeVisible()
    await page.getByRole("button", { name: /^加\s?入$/ }).click()
    await expect(page.getByText("15 人有表决权")).toBeVisible()
    await page.getByRole("button", { name: "林知远", exact: true }).click()
    await page.getByRole("checkbox", { name: "主持会议" }).check()
    await page.getByRole("button", { name: "保存成员" }).click()
    await expect(page.getByText("组成人员 · 主持")).toBeVisible()
    await page.getByLabel("会议名称").fill("市政府第{届}届第{次}次常务会议")
    await page.getByLabel("现在是第几届").fill("十六")
    await page.getByRole("button", { name: "保存惯例" }).click()
    await page.getByRole("spinbutton", { name: "已编到第几次" }).fill("23")
    await page.getByRole("button", { name: "接续编号" }).click()
    await expect(page.getByRole("button", { name: "新建第 24 次" })).toBeVisible()
  })

  await test.step("every week: from the series, one click, and it stands with its countdown", async () => {
    await page.goto(`${venue.url}/series`)
    await page.getByRole("button", { name: "新建第 24 次" }).click()
    await expect(page.getByText(/已建好“市政府第十六届第24次常务会议”.*成员 30 人.*主持人林知远.*都还可以改/)).toBeVisible()
    await expect(page.getByRole("heading", { name: /距开幕/ })).toBeVisible()
  })

  await test.step("the thirty are on the roster, in their categories", async () => {
    await page.getByRole("link", { name: /^名册/ }).first().click()
    await expect(page.getByRole("heading", { name: /名册\s*30/ })).toBeVisible()
    await expect(page.getByRole("cell", { name: "李立新" })).toBeVisible()
  })

  await test.step("the programme has the session with its hours and its chair", async () => {
    await page.getByRole("link", { name: /^日程/ }).first().click()
    await expect(page.getByText("市政府第十六届第24次常务会议").last()).toBeVisible()
    await expect(page.getByText(/林知远/).first()).toBeVisible()
  })

  await test.step("the notice can be written", async () => {
    await page.getByRole("link", { name: /^通知/ }).first().click()
    await expect(page.getByRole("heading", { name: /通知/ }).first()).toBeVisible()
  })

  const [made] = await owner(meetings.list, {})
  if (!made) throw new Error("no meeting was made")

  await test.step("a past meeting is copied to another day; its dates move along, its tasks are open", async () => {
    await page.goto(`${venue.url}/meetings/${made.id}/about`)
    await page.getByRole("button", { name: "复制这次会议" }).click()
    await page.getByText("带人员", { exact: true }).click()
    await page.getByLabel("新会议名称").fill("市政府第十六届第99次常务会议")
    await page.locator("aside.drawer input[type=date]").fill("2027-10-12")
    await expect(page.getByText("2027年10月12日（星期二），会期一天")).toBeVisible()
    await expect(page.getByText("30 人", { exact: true })).toBeVisible()
    await page.getByRole("button", { name: "复制成新会议" }).click()
    await expect(page.getByText("已复制成“市政府第十六届第99次常务会议”")).toBeVisible()
  })

  const copied = (await owner(meetings.list, {})).find(({ name }) => name.includes("第99次"))
  if (!copied) throw new Error("nothing was copied")
  const meetingId = copied.id
  expect((await owner(agenda.list, { meetingId })).map(({ title, day }) => [title, day])).toEqual([["市政府第十六届第99次常务会议", "2027-10-12"]])
  const { rows } = await owner(tasks.list, { meetingId, size: 200 })
  const due = new Map(rows.map(({ title, dueOn }) => [title, dueOn]))
  expect(due.get("重大议题提前十天通知与会人员")).toBe("2027-10-02")
  // three working days before a Tuesday: over the weekend
  expect(due.get("收齐议题材料并校核")).toBe("2027-10-07")
  expect(rows.every(({ doneAt }) => doneAt === null)).toBe(true)
})
