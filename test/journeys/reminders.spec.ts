import { type Browser, expect, type Page } from "@playwright/test"
import { addDays, clockOf, dayOf, officeZone } from "#kernel/dates.ts"
import { access } from "#modules/access/contract.ts"
import { meetings } from "#modules/meetings/contract.ts"
import { tasks } from "#modules/tasks/contract.ts"
import { type Client, clientOf, post } from "../../bench/running.ts"
import { strike } from "./clock.ts"
import { phone, signedIn, test } from "./venue.ts"

const today = dayOf(new Date().toISOString(), officeZone)
const [firstPassword, password] = ["First-Password-1", "Correct horse 1 battery"]

async function signIn(url: string, secret: string): Promise<Client> {
  const { cookies } = await post(`${url}/api/access/signIn`, {}, { username: "chenjie", password: secret })
  return clientOf(url, { cookie: cookies.map((line) => line.split(";")[0]).join("; ") })
}

/** A meeting, and a colleague who may do nothing in it but write its record. */
async function given(owner: Client): Promise<{ meetingId: string; accountId: string; client: Client }> {
  const opening = addDays(today, 30)
  const dates = { arrivesOn: addDays(opening, -1), startsOn: opening, endsOn: addDays(opening, 1), departsOn: addDays(opening, 1), opensAt: "09:00" }
  const { id: meetingId } = await owner(meetings.create, {
    name: "海州市科技创新大会",
    theme: "",
    host: "海州市",
    place: "市会议中心",
    hall: "一号厅",
    ...dates,
  })
  const { id: accountId } = await owner(access.addAccount, { name: "陈洁", username: "chenjie", password: firstPassword })
  const role = (await owner(access.roles, {})).find(({ name }) => name === "记录员")
  await owner(access.grant, { accountId, roleId: role?.id ?? "", at: { kind: "meeting", id: meetingId } })
  await (await signIn(owner.url, firstPassword))(access.changePassword, { current: firstPassword, password })
  return { meetingId, accountId, client: await signIn(owner.url, password) }
}

type Task = { title: string; dueOn: string; clock?: string; alarmMinutes?: number }
const add = (owner: Client, { meetingId, accountId }: { meetingId: string; accountId: string }, task: Task) =>
  owner(tasks.add, { meetingId, stage: "会场与座次", team: "秘书组", owner: "", ownerAccount: accountId, startsOn: task.dueOn, fixed: true, ...task })

const bell = (page: Page) => page.locator("header").getByRole("button", { name: /提醒|报警/ })
const pageOf = async (browser: Browser, client: Client, options = {}) => (await signedIn(browser, client, options)).newPage()

test("what is late rings in the morning, is done where the bell leads, and rings no more", async ({ browser, owner, venue }) => {
  const chen = await given(owner)
  await add(owner, chen, { title: "整理录音设备清单", dueOn: addDays(today, -2) })
  const page = await pageOf(browser, chen.client)
  await page.goto(owner.url)
  await expect(bell(page)).toHaveText("提醒")

  await test.step("the bell rings without anybody reloading", async () => {
    await strike(venue.running.dataDir, "tasks.remind")
    await expect(bell(page)).toHaveText("提醒1")
    await bell(page).click()
    await expect(page.getByText("逾期 2 天")).toBeVisible()
    await strike(venue.running.dataDir, "tasks.remind")
    await expect(page.locator(".reminder")).toHaveCount(1)
  })

  await test.step("it leads to one's own tasks, where it is done, taken back and done", async () => {
    await page.getByRole("link", { name: /整理录音设备清单/ }).click()
    await expect(page.getByRole("heading", { name: "我的任务" })).toBeVisible()
    await page.getByRole("checkbox", { name: "完成：整理录音设备清单" }).click()
    await expect(page.getByText("都办完了")).toBeVisible()
    await page.getByRole("button", { name: "撤销" }).click()
    await page.getByRole("checkbox", { name: "完成：整理录音设备清单" }).click()
    await expect(page.getByText("都办完了")).toBeVisible()
    await page.goto(`${owner.url}/reminders`)
    await expect(page.getByText("没有提醒")).toBeVisible()
    await expect(bell(page)).toHaveText("提醒")
  })
})

test("a recorder who is not confirmed minutes before raises the alarm at her phone and on the overview, until she confirms by thumb", async ({
  browser,
  owner,
  venue,
}) => {
  const chen = await given(owner)
  const soon = new Date(Date.now() + 9 * 60_000).toISOString()
  const title = "记录员和录音设备到位确认"
  const thumb = await pageOf(browser, chen.client, phone)
  const desk = await pageOf(browser, owner)
  await thumb.goto(owner.url)
  await desk.goto(`${owner.url}/meetings/${chen.meetingId}`)
  await expect(desk.getByRole("heading", { name: "有问题" })).toBeVisible()
  await add(owner, chen, { title, dueOn: dayOf(soon, officeZone), clock: clockOf(soon, officeZone), alarmMinutes: 15 })
  await strike(venue.running.dataDir, "tasks.alarm")
  await expect(bell(thumb)).toHaveAccessibleName(/1 项报警/)
  await expect(bell(desk)).toHaveAccessibleName(/1 项报警/)
  await expect(desk.getByText(new RegExp(`${title}：.*还没有确认`))).toBeVisible()

  await bell(thumb).tap()
  await thumb.getByRole("link", { name: new RegExp(title) }).tap()
  await expect(thumb.getByText("待确认")).toBeVisible()
  await thumb.getByRole("checkbox", { name: `完成：${title}` }).tap()
  await expect(thumb.getByText("都办完了")).toBeVisible()
  await expect(bell(desk)).not.toHaveAccessibleName(/报警/)
  await expect(desk.getByText(new RegExp(`${title}：.*还没有确认`))).toBeHidden()
})
