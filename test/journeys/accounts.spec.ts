import { createOTP } from "@better-auth/utils/otp"
import { type Browser, expect, type Page } from "@playwright/test"
import { importBook } from "./book.ts"
import { test } from "./venue.ts"

type Person = { name: string; username: string; first: string; own: string }
const person = (name: string, username: string): Person => ({ name, username, first: "First-word-of-3", own: "Own-word-of-44" })
const system = person("王系统", "wang")
const security = person("李安全", "li")
const auditor = person("赵审计", "zhao")
const clerk = person("孙会务", "sun")
const idle = person("周无权", "zhou")

/** Every person sits at a browser of his own. */
async function arrive(browser: Browser, url: string, { username }: Person, password: string): Promise<Page> {
  const page = await (await browser.newContext({ locale: "zh-CN", timezoneId: "Asia/Shanghai", viewport: { width: 1440, height: 900 } })).newPage()
  await page.goto(`${url}/sign-in`)
  await enter(page, username, password)
  return page
}

async function enter(page: Page, username: string, password: string): Promise<void> {
  await page.getByLabel("登录名").fill(username)
  await page.getByRole("textbox", { name: "密码" }).fill(password)
  await page.getByRole("button", { name: "登录", exact: true }).click()
}

/** The first password was somebody else's: until it is changed there is nothing else to do. */
async function choosesOwnPassword(page: Page, { first, own }: Person): Promise<void> {
  await expect(page.getByRole("heading", { name: "请先改密码" })).toBeVisible()
  await page.getByLabel("现在的密码").fill(first)
  await page.getByLabel("新密码", { exact: true }).fill(own)
  await page.getByLabel("再输一遍新密码").fill(own)
  await page.getByRole("button", { name: "保存" }).click()
  await expect(page.getByRole("heading", { name: "请先改密码" })).toHaveCount(0)
}

/** What the authenticator on a phone would show; `ahead`: half a minute later, since a code opens once. */
function codeOf(key: string, ahead = 0): Promise<string> {
  const bits = [...key.replace(/\s/g, "")].map((sign) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(sign).toString(2).padStart(5, "0")).join("")
  const secret = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2))).toString()
  return createOTP(secret).hotp(Math.floor(Date.now() / 30_000) + ahead)
}

async function turnsOnTotp(page: Page, { own }: Person): Promise<{ key: string; recovery: string }> {
  await page.getByRole("button", { name: "开通动态码" }).click()
  await page.getByLabel("请输入密码，确认是您本人").fill(own)
  await page.getByRole("button", { name: "继续" }).click()
  const key = (await page.locator(".enrolment-key").textContent()) ?? ""
  await page.getByLabel("动态码", { exact: true }).fill(await codeOf(key))
  await page.getByRole("button", { name: "确认开通" }).click()
  await expect(page.locator(".recovery-codes li")).toHaveCount(10)
  const recovery = (await page.locator(".recovery-codes li").first().textContent()) ?? ""
  await page.getByRole("button", { name: "已经收好" }).click()
  return { key, recovery }
}

async function addsAccount(page: Page, { name, username, first }: Person): Promise<void> {
  await page.getByRole("button", { name: "添加账号" }).click()
  await page.getByLabel("姓名").fill(name)
  await page.getByLabel("登录名").fill(username)
  await page.getByRole("textbox", { name: "密码" }).fill(first)
  await page.getByRole("button", { name: "保存" }).click()
  await expect(page.getByRole("cell", { name, exact: true })).toBeVisible()
}

test("three administrators set up a house; one opens accounts, another gives rights, and each sees his own part only", async ({ page, browser, venue }) => {
  await test.step("the set-up asks for three people, and refuses one person twice", async () => {
    await page.goto(venue.url)
    await page.getByLabel("单位名称").fill("海州市委办公室")
    await page.getByRole("button", { name: "下一步" }).click()
    await page.getByRole("radio", { name: /三员分立/ }).check()
    await page.getByRole("button", { name: "下一步" }).click()
    const fill = async ({ name, username, first }: Person) => {
      await page.getByLabel("姓名").fill(name)
      await page.getByLabel("登录名").fill(username)
      await page.getByRole("textbox", { name: "密码" }).fill(first)
      await page.getByRole("button", { name: /下一步|完成设置/ }).click()
    }
    await fill(system)
    await expect(page.getByRole("heading", { name: "安全保密管理员" })).toBeVisible()
    await fill(security)
    await expect(page.getByRole("heading", { name: "安全审计员" })).toBeVisible()
    await fill({ ...auditor, name: system.name })
    await expect(page.getByText("三个管理员必须是三个人")).toBeVisible()
    await fill(auditor)
    await expect(page.getByRole("heading", { name: "设置好了" })).toBeVisible()
    await expect(page.getByText("李安全（安全保密管理员）登录")).toBeVisible()
    await page.getByRole("button", { name: "去登录" }).click()
    await expect(page).toHaveURL(`${venue.url}/sign-in`)
  })

  await test.step("the system administrator changes the password, turns on the second step and comes in with it", async () => {
    await enter(page, system.username, system.first)
    await choosesOwnPassword(page, system)
    await page.goto(`${venue.url}/`)
    await expect(page.getByRole("heading", { name: "系统管理员" })).toBeVisible()
    await expect(page.getByText("请先开通动态码")).toBeVisible()
    await page.goto(`${venue.url}/account`)
    const { key, recovery } = await turnsOnTotp(page, system)
    await page.getByRole("button", { name: /王系统/ }).click()
    await page.getByText("退出登录").click()
    await enter(page, system.username, system.own)
    await page.getByLabel("动态码").fill("000000")
    await page.getByRole("button", { name: "登录", exact: true }).click()
    await expect(page.getByText("动态码不对，或已经用过")).toBeVisible()
    await page.getByLabel("动态码").fill(await codeOf(key, 1))
    await page.getByRole("button", { name: "登录", exact: true }).click()
    await expect(page.getByRole("heading", { name: "系统管理员" })).toBeVisible()
    const lost = await arrive(browser, venue.url, system, system.own)
    await lost.getByLabel("动态码").fill(recovery)
    await lost.getByRole("button", { name: "登录", exact: true }).click()
    await expect(lost.getByRole("heading", { name: "系统管理员" })).toBeVisible()
    await lost.context().close()
  })

  await test.step("he opens accounts and can give no rights", async () => {
    await page.goto(`${venue.url}/accounts`)
    await addsAccount(page, clerk)
    await addsAccount(page, idle)
    await expect(page.getByText("授权")).toHaveCount(0)
    await page.goto(`${venue.url}/roles`)
    await expect(page.getByText("没有")).toBeVisible()
  })

  await test.step("the security administrator gives one of them a role", async () => {
    const desk = await arrive(browser, venue.url, security, security.first)
    await choosesOwnPassword(desk, security)
    await desk.goto(`${venue.url}/accounts`)
    await expect(desk.getByRole("button", { name: "添加账号" })).toHaveCount(0)
    await givesRole(desk, clerk, "会务负责人")
    await desk.context().close()
  })

  await test.step("at his second sign-in without the second step an administrator may do nothing else", async () => {
    const desk = await arrive(browser, venue.url, security, security.own)
    await expect(desk.getByRole("heading", { name: "请先开通动态码" })).toBeVisible()
    await desk.goto(`${venue.url}/accounts`)
    await expect(desk.getByRole("heading", { name: "请先开通动态码" })).toBeVisible()
    await turnsOnTotp(desk, security)
    await desk.goto(`${venue.url}/policy`)
    await expect(desk.getByText("GB/T 22239—2019")).toBeVisible()
    await desk.context().close()
  })

  await test.step("the new person makes a meeting and takes in the contact book; the one without rights sees none", async () => {
    const desk = await arrive(browser, venue.url, clerk, clerk.first)
    await choosesOwnPassword(desk, clerk)
    await desk.goto(`${venue.url}/meetings/new`)
    await desk.getByLabel("会议名称").fill("海州市第十次代表大会")
    await desk.getByRole("button", { name: "建立会议" }).click()
    await expect(desk.getByRole("heading", { name: /距开幕/ })).toBeVisible()
    const address = desk.url()
    await importBook(desk, venue.url)
    await expect(desk.getByText("王晓明").first()).toBeVisible()
    await desk.context().close()
    const other = await arrive(browser, venue.url, idle, idle.first)
    await choosesOwnPassword(other, idle)
    for (const path of ["/meetings", new URL(address).pathname]) {
      await other.goto(venue.url + path)
      await expect(other.locator("h1").first()).toBeVisible()
      await expect(other.getByText("第十次代表大会")).toHaveCount(0)
    }
    await other.context().close()
    await page.goto(address)
    await expect(page.locator("h1").first()).toBeVisible()
    await expect(page.getByText("第十次代表大会")).toHaveCount(0)
  })

  await test.step("the auditor reads who did what, and takes it away", async () => {
    const desk = await arrive(browser, venue.url, auditor, auditor.first)
    await choosesOwnPassword(desk, auditor)
    await desk.goto(`${venue.url}/`)
    await expect(desk.getByRole("heading", { name: "安全审计员" })).toBeVisible()
    await desk.goto(`${venue.url}/audit`)
    await expect(desk.getByText("李安全").first()).toBeVisible()
    await desk.getByRole("button", { name: "导出", exact: true }).click()
    await desk.getByText("导出表格（xlsx）").click()
    const coming = desk.waitForEvent("download")
    await desk.getByRole("button", { name: /下载/ }).click()
    expect((await coming).suggestedFilename()).toMatch(/^审计记录.*\.xlsx$/)
    await desk.goto(`${venue.url}/accounts`)
    await expect(desk.getByText("孙会务")).toHaveCount(0)
    await desk.context().close()
  })
})

async function givesRole(page: Page, { name }: Person, role: string): Promise<void> {
  await page.getByRole("cell", { name, exact: true }).click()
  await page.getByLabel("角色").click()
  await page.getByTitle(role, { exact: true }).click()
  await page.getByText("全系统", { exact: true }).click()
  await page.getByRole("button", { name: "授权" }).click()
  await expect(page.getByRole("complementary").getByRole("listitem").filter({ hasText: role })).toHaveCount(1)
}
