import { type Browser, expect, type Page } from "@playwright/test"
import { access } from "#modules/access/contract.ts"
import { approvals } from "#modules/approvals/contract.ts"
import { meetings } from "#modules/meetings/contract.ts"
import { type Client, clientOf } from "../../bench/running.ts"
import { phone, signedIn, test } from "./venue.ts"

const firstPassword = "First-Password-1"
const password = "Correct horse 1 battery"

async function signIn(url: string, username: string, secret: string): Promise<Client> {
  const answer = await fetch(`${url}/api/access/signIn`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ username, password: secret }),
  })
  return clientOf(url, {
    cookie: answer.headers
      .getSetCookie()
      .flatMap((line) => line.split(";")[0] ?? [])
      .join("; "),
  })
}

/** Somebody who decides; he needs no right but to be asked. */
async function decider(browser: Browser, owner: Client, { name, username }: { name: string; username: string }) {
  const { id } = await owner(access.addAccount, { name, username, password: firstPassword })
  const role = await owner(access.addRole, { name: `审批${username}`, operations: ["approvals.request"] })
  await owner(access.grant, { accountId: id, roleId: role.id, at: { kind: "system" } })
  await (await signIn(owner.url, username, firstPassword))(access.changePassword, { current: firstPassword, password })
  const client = await signIn(owner.url, username, password)
  return { id, name, client, page: await (await signedIn(browser, client)).newPage() }
}

async function choose(page: Page, label: string, name: string) {
  await page.getByRole("combobox", { name: label }).click()
  await page.keyboard.type(name)
  await page.locator(".ant-select-dropdown:visible").getByText(name, { exact: true }).click()
  await page.keyboard.press("Escape")
}

async function sendBack(page: Page, url: string, opinion: string) {
  await page.goto(`${url}/approvals`)
  await page.getByText("海州市第十次党代会方案").first().click()
  await page.getByRole("button", { name: "退回" }).click()
  await page.getByLabel("意见").getByRole("textbox").fill(opinion)
  await page.getByRole("button", { name: "退回" }).click()
  await expect(page.getByText("没有等您办理的审批。")).toBeVisible()
}

async function changeAndSend(page: Page, { label, text, note }: { label: string; text: string; note: string }) {
  await page.getByLabel(label).fill(text)
  await page.getByRole("button", { name: "保存" }).click()
  await page.getByRole("button", { name: "重新报批" }).click()
  await page.getByLabel(/修改说明/).fill(note)
  await page.getByRole("button", { name: "报批", exact: true }).click()
  await expect(page.getByText("审批中：核稿")).toBeVisible()
}

const dates = { arrivesOn: "2030-12-09", startsOn: "2030-12-10", endsOn: "2030-12-13", departsOn: "2030-12-13", opensAt: "09:00" }

test("a congress from its template: its scheme comes back twice, is approved, and only then does anything go out", async ({ browser, owner }) => {
  const about = { name: "海州市第十次党代会", theme: "团结奋斗", host: "海州市委", place: "市会议中心", hall: "一号厅" }
  const { id: meetingId } = await owner(meetings.create, { ...about, ...dates, template: "party-congress" })
  const checker = await decider(browser, owner, { name: "李建国", username: "lijianguo" })
  const deputy = await decider(browser, owner, { name: "陈静", username: "chenjing" })
  const leader = await decider(browser, owner, { name: "赵志强", username: "zhaozhiqiang" })
  const page = await (await signedIn(browser, owner)).newPage()

  await test.step("the overview says that the scheme is missing; until it is approved the programme is not printed", async () => {
    await page.goto(`${owner.url}/meetings/${meetingId}`)
    await expect(page.getByText("会议方案还没有起草，批准前不能发通知和付印")).toBeVisible()
    await page.goto(`${owner.url}/meetings/${meetingId}/agenda`)
    await page.getByRole("button", { name: "打印日程" }).click()
    await expect(page.getByText(/会议方案还没有批准/)).toBeVisible()
  })

  await test.step("it is drafted from the template, filled in and sent", async () => {
    await page.goto(`${owner.url}/meetings/${meetingId}/scheme`)
    await page.getByRole("button", { name: "起草方案" }).click()
    await expect(page.getByLabel("会议时间")).toHaveValue(/9:00开幕/)
    await page.getByLabel("会议目的").fill("总结五年工作，选举新一届市委。")
    await page.getByLabel("会议经费").fill("列入年度预算。")
    await page.getByRole("button", { name: "保存" }).click()
    await page.getByRole("button", { name: "报批" }).click()
    await choose(page, "核稿由谁办", "李建国")
    await choose(page, "会签由谁办", "陈静")
    await choose(page, "批准由谁办", "赵志强")
    await page.locator(".drawer").getByRole("button", { name: "报批" }).click()
    await expect(page.getByText("审批中：核稿")).toBeVisible()
  })

  await test.step("two rounds of opinions: each comes back, is changed and sent again", async () => {
    await sendBack(checker.page, owner.url, "请写明会议主要任务。")
    await expect(page.getByText("请写明会议主要任务。")).toBeVisible()
    await changeAndSend(page, { label: "会议目的", text: "总结五年工作，部署今后五年任务，选举新一届市委。", note: "已写明任务" })
    await sendBack(checker.page, owner.url, "经费请写来源。")
    await expect(page.getByText("经费请写来源。")).toBeVisible()
    await changeAndSend(page, { label: "会议经费", text: "从市本级会议费中列支。", note: "已写来源" })
    await expect(page.locator("ins", { hasText: "从市本级会议费中列支。" })).toBeVisible()
  })

  await test.step("all three agree; the page says so by itself", async () => {
    const [line] = (await checker.client(approvals.mine, { box: "todo", page: 1, size: 10 })).rows
    const id = line?.id ?? ""
    for (const { client } of [checker, deputy, leader])
      await client(approvals.agree, { id, version: (await client(approvals.get, { id })).version, opinion: "同意。" })
    await expect(page.getByText("已批准")).toBeVisible()
    await expect(page.getByText("第 3 轮")).toBeVisible()
  })

  await test.step("now the countdown runs without the warning, and the programme is printed", async () => {
    await page.goto(`${owner.url}/meetings/${meetingId}`)
    await expect(page.getByRole("heading", { name: /距开幕/ })).toBeVisible()
    await expect(page.getByText("报批会议方案").first()).toBeVisible()
    await expect(page.getByText(/会议方案(还没有|在审批|被退回|批准后又改过)/)).toHaveCount(0)
    await page.goto(`${owner.url}/meetings/${meetingId}/agenda`)
    await page.getByRole("button", { name: "打印日程" }).click()
    await expect(page.getByRole("button", { name: /下载/ })).toBeVisible()
  })

  await test.step("on a phone the scheme reads from top to bottom", async () => {
    const small = await (await signedIn(browser, owner, phone)).newPage()
    await small.goto(`${owner.url}/meetings/${meetingId}/scheme`)
    await expect(small.getByRole("heading", { name: "海州市第十次党代会方案" })).toBeVisible()
    expect(await small.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
  })
})
