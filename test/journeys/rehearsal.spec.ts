import { type Browser, expect, type Page } from "@playwright/test"
import { agenda } from "#modules/agenda/contract.ts"
import { meetings } from "#modules/meetings/contract.ts"
import { phone, signedIn, test } from "./venue.ts"

const png = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64")
const daysAhead = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
const dates = { arrivesOn: daysAhead(4), startsOn: daysAhead(5), endsOn: daysAhead(6), departsOn: daysAhead(6), opensAt: "09:00" }
const about = { name: "海州市经济工作动员会", theme: "", host: "海州市", place: "市会议中心", hall: "一号厅" }
type Owner = Parameters<typeof signedIn>[1]

const openedAt = async (browser: Browser, owner: Owner, { path, onPhone }: { path: string; onPhone: boolean }): Promise<Page> => {
  const page = await (await signedIn(browser, owner, onPhone ? phone : {})).newPage()
  await page.goto(`${owner.url}${path}`)
  return page
}

test("a session gets its script, two walk it with their phones, what is found is mended before the session", async ({ browser, owner }) => {
  const { id: meetingId } = await owner(meetings.create, { ...about, ...dates, template: "mobilisation" })
  const [first] = (await owner(agenda.list, { meetingId })).filter(({ kind }) => kind === "plenary")
  const title = first?.title ?? ""
  const desk = await openedAt(browser, owner, { path: `/meetings/${meetingId}/rehearsals`, onPhone: false })

  await test.step("the script is drafted from the session and changed in place", async () => {
    await desk.getByRole("button", { name: `起草脚本：${title}` }).click()
    await expect(desk.getByRole("heading", { level: 1, name: title })).toBeVisible()
    const cue = desk.getByLabel("第 1 行口令")
    await expect(cue).toHaveValue("各岗位就位")
    await cue.fill("全体就位")
    await desk.getByLabel("第 2 行时间").fill("-75")
    await desk.getByLabel("第 2 行时间").press("Enter")
    await desk.getByRole("button", { name: "保存", exact: true }).click()
    await expect(desk.getByRole("button", { name: "开始走场" })).toBeVisible()
    await desk.reload()
    await expect(desk.getByLabel("第 1 行口令")).toHaveValue("全体就位")
  })

  let walk = ""
  await test.step("it is printed for whoever stands in the dark", async () => {
    await desk.getByRole("button", { name: "打印脚本" }).click()
    await expect(desk.getByRole("button", { name: "下载" })).toBeVisible()
    await desk.getByRole("button", { name: "开始走场" }).click()
    await desk.waitForURL(/\/walks\//)
    walk = new URL(desk.url()).pathname
  })

  const one = await openedAt(browser, owner, { path: walk, onPhone: true })
  const other = await openedAt(browser, owner, { path: walk, onPhone: true })
  await test.step("two phones walk it: what one ticks the other sees", async () => {
    await one.getByText("新闻画面").click()
    await other.getByText("新闻画面").click()
    await expect(other.getByText(/^0 \//)).toBeVisible()
    await one.getByRole("button", { name: "正常" }).click()
    await expect(other.getByText(/^1 \//)).toBeVisible()
    expect(await one.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
  })

  await test.step("something is wrong: a sentence, how bad, a photo", async () => {
    await one.getByRole("button", { name: "有问题" }).click()
    await one.getByRole("textbox", { name: "问题" }).fill("主席台背光，画面里看不清脸")
    await one.getByText("必须整改").click()
    await one.locator("input[type=file]").setInputFiles({ name: "背光.png", mimeType: "image/png", buffer: png })
    await expect(one.getByText("背光.png")).toBeVisible()
    await one.getByRole("button", { name: "记下" }).click()
    await expect(other.getByText("1 个问题")).toBeVisible()
    await one.getByRole("button", { name: "结束走场" }).click()
    await expect(other.getByText(/已结束/)).toBeVisible()
  })

  await test.step("the overview says so, and leads to where it becomes a task", async () => {
    await desk.goto(`${owner.url}/meetings/${meetingId}`)
    await expect(desk.getByText(`“${title}”彩排还有 1 个问题没有解决`)).toBeVisible()
    await desk.goto(`${owner.url}/meetings/${meetingId}/rehearsals`)
    await desk.getByText("主席台背光，画面里看不清脸").click()
    await desk.getByLabel("负责人").fill("李静")
    await desk.locator(".drawer").getByRole("button", { name: "转为任务" }).click()
    await expect(desk.locator(".findings").getByText(/李静，/)).toBeVisible()
  })

  await test.step("the task done, the finding is mended", async () => {
    await desk.locator(".drawer").getByRole("link", { name: "主席台背光，画面里看不清脸" }).click()
    // the page that is left has a row of that name too
    await expect(desk.getByRole("heading", { level: 1, name: "倒排任务" })).toBeVisible()
    await desk.getByRole("row", { name: /主席台背光/ }).click()
    await desk.locator(".drawer").getByRole("button", { name: "标为完成" }).click()
    await desk.goto(`${owner.url}/meetings/${meetingId}/rehearsals`)
    await expect(desk.getByText("李静已改好")).toBeVisible()
    await desk.goto(`${owner.url}/meetings/${meetingId}`)
    await expect(desk.getByRole("heading", { name: /距开幕/ })).toBeVisible()
    await expect(desk.getByText(/彩排还有/)).toHaveCount(0)
  })
})
