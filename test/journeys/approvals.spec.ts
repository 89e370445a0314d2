import { type Browser, expect, type Page } from "@playwright/test"
import { access } from "#modules/access/contract.ts"
import { approvals } from "#modules/approvals/contract.ts"
import { type Client, clientOf } from "../../bench/running.ts"
import { phone, signedIn, test } from "./venue.ts"

const firstPassword = "First-Password-1"
const password = "Correct horse 1 battery"
type Colleague = { id: string; client: Client; page: Page }

async function signIn(url: string, username: string, secret: string): Promise<Client> {
  const answer = await fetch(`${url}/api/access/signIn`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ username, password: secret }),
  })
  const cookie = answer.headers.getSetCookie().map((line) => line.split(";")[0])
  return clientOf(url, { cookie: cookie.join("; ") })
}

/** A colleague with an account and a password of his own, signed in at his browser. */
async function colleague(
  browser: Browser,
  owner: Client,
  { name, username, onPhone = false }: { name: string; username: string; onPhone?: boolean },
): Promise<Colleague> {
  const { id } = await owner(access.addAccount, { name, username, password: firstPassword })
  const role = await owner(access.addRole, { name: `办文${username}`, operations: ["approvals.request"] })
  await owner(access.grant, { accountId: id, roleId: role.id, at: { kind: "system" } })
  await (await signIn(owner.url, username, firstPassword))(access.changePassword, { current: firstPassword, password })
  const client = await signIn(owner.url, username, password)
  const page = await (await signedIn(browser, client, onPhone ? phone : {})).newPage()
  return { id, client, page }
}

async function choose(page: Page, label: string, name: string) {
  await page.getByRole("combobox", { name: label }).click()
  await page.keyboard.type(name)
  await page.locator(".ant-select-dropdown:visible").getByText(name, { exact: true }).click()
  await page.keyboard.press("Escape")
}

const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
const title = "关于购置签到设备的请示"

test("a request comes back with an opinion, is changed, and is approved by the delegate on his phone; who sent it cannot decide it", async ({
  browser,
  owner,
}) => {
  const clerk = await colleague(browser, owner, { name: "王敏", username: "wangmin" })
  const checker = await colleague(browser, owner, { name: "李建国", username: "lijianguo" })
  const leader = await colleague(browser, owner, { name: "陈静", username: "chenjing" })
  const deputy = await colleague(browser, owner, { name: "赵志强", username: "zhaozhiqiang", onPhone: true })

  await test.step("the clerk writes it and chooses who decides", async () => {
    const { page } = clerk
    await page.goto(`${owner.url}/approvals/new`)
    await page.getByLabel("标题").fill(title)
    await page.getByLabel("送审内容").fill("拟购置签到闸机四台。妥否，请批示。")
    await choose(page, "拟办由谁办", "李建国")
    await choose(page, "批示由谁办", "陈静")
    await page.getByRole("button", { name: "送审" }).click()
    await expect(page.getByRole("heading", { name: title })).toBeVisible()
  })

  await test.step("the checker's corner tells of it; he sends it back with his opinion", async () => {
    const { page } = checker
    await page.goto(`${owner.url}/meetings`)
    await page.getByRole("link", { name: /待我审批 1/ }).click()
    await page.getByText(title).first().click()
    await page.getByRole("button", { name: "退回" }).click()
    await page.getByLabel("意见").getByRole("textbox").fill("数量请按三个门核实。")
    await page.getByRole("button", { name: "退回" }).click()
    await expect(page.getByText("没有等您办理的审批。")).toBeVisible()
  })

  await test.step("the clerk's page changes by itself; he changes it and sends it again", async () => {
    const { page } = clerk
    await expect(page.getByText("数量请按三个门核实。")).toBeVisible()
    await page.getByRole("button", { name: "修改后重报" }).click()
    await page.getByLabel("送审内容").fill("拟购置签到闸机三台。妥否，请批示。")
    await page.getByLabel("修改说明").fill("四台改为三台")
    await page.getByRole("button", { name: "送审" }).click()
    await expect(page.getByText("第 2 轮").first()).toBeVisible()
  })

  await test.step("the checker agrees with a common phrase", async () => {
    const { page } = checker
    await page.getByText(title).first().click()
    await page.getByRole("button", { name: "拟同意，请领导审定。" }).click()
    await page.getByRole("button", { name: "同意", exact: true }).click()
    await expect(page.getByText("没有等您办理的审批。")).toBeVisible()
  })

  await test.step("the leader is away; his deputy approves in his place, on the phone", async () => {
    const { page } = leader
    await page.goto(`${owner.url}/approvals/absence`)
    await choose(page, "选择人员", "赵志强")
    await page.getByRole("button", { name: "委托" }).click()
    await expect(page.getByText("陈静 委托 赵志强")).toBeVisible()
    await deputy.page.goto(`${owner.url}/approvals`)
    await deputy.page.getByText(title).first().click()
    await deputy.page.getByRole("button", { name: "同意（代陈静）" }).click()
    await expect(deputy.page.getByText("没有等您办理的审批。")).toBeVisible()
    await expect(clerk.page.getByText("赵志强（代陈静）")).toBeVisible()
    await expect(clerk.page.locator(".approval").getByText("已批准")).toBeVisible()
  })

  await test.step("two persons: the leader's new deputy is the one who sends, and he cannot decide his own", async () => {
    const [held] = await leader.client(approvals.delegations, {})
    await leader.client(approvals.endDelegation, { id: held?.id ?? "" })
    await leader.client(approvals.delegate, { toId: clerk.id, kinds: [], startsOn: today(), endsOn: today() })
    const flow = (await clerk.client(approvals.choices, {})).flows.find(({ kind }) => kind === "request")
    const chosen = [checker, leader].map(({ id }, step) => ({ step, accountIds: [id] }))
    const made = await clerk.client(approvals.request, { meetingId: null, flowId: flow?.id ?? "", title: "自办自批", body: "", fileIds: [], chosen })
    const moved = await checker.client(approvals.agree, { id: made.id, version: made.version, opinion: "" })
    await expect(clerk.client(approvals.agree, { id: made.id, version: moved.version, opinion: "" })).rejects.toThrow(/ownSubmission/)
    await clerk.page.goto(`${owner.url}/approvals`)
    await expect(clerk.page.getByText("没有等您办理的审批。")).toBeVisible()
  })

  await test.step("the approval sheet comes as a PDF", async () => {
    const { page } = clerk
    await page.goto(`${owner.url}/approvals?box=mine`)
    await page.getByText(title).first().click()
    await page.getByRole("button", { name: "打印审批单" }).click()
    const coming = page.waitForEvent("download")
    await page.getByRole("button", { name: /下载/ }).click()
    expect((await coming).suggestedFilename()).toMatch(/审批单.*\.pdf$/)
  })
})
