import { expect, type Page } from "@playwright/test"
import { agenda } from "#modules/agenda/contract.ts"
import { attendees } from "#modules/attendees/contract.ts"
import { checkin } from "#modules/checkin/contract.ts"
import { meetingOf } from "../../bench/seed.ts"
import { signedIn, test } from "./venue.ts"

const names = ["单雄信", "王伯当", "罗士信", "秦叔宝", "程知节", "徐懋功"]

async function choosePeople(page: Page, label: string, people: readonly string[]): Promise<void> {
  const box = page.getByRole("combobox", { name: label })
  for (const name of people) {
    await box.fill(name)
    await page.locator(".ant-select-item-option", { hasText: name }).click()
    await box.fill("")
  }
  await page.keyboard.press("Escape")
}

test("a presidium formed from the roster, a delegate on leave, credentials reviewed and reported, and only then the congress opens", async ({
  browser,
  owner,
  venue,
}) => {
  const meetingId = await meetingOf(owner)
  const { id: delegationId } = await owner(attendees.addDelegation, { meetingId, name: "云山县代表团" })
  const people: { id: string }[] = []
  for (const [at, name] of names.entries())
    people.push(await owner(attendees.add, { meetingId, name, category: "正式代表", delegationId, sex: at < 2 ? "female" : "male", ethnicity: "汉族" }))
  const session = (await owner(agenda.list, { meetingId })).find(({ key }) => key === "opening")
  const page = await (await signedIn(browser, owner)).newPage()
  const room = `${venue.url}/meetings/${meetingId}`

  await test.step("the presidium is made with the mouse, and three delegates are chosen into it", async () => {
    await page.goto(`${room}/bodies`)
    await page.getByRole("button", { name: "建立机构" }).click()
    await page.getByLabel("名称").fill("大会主席团")
    await page.getByRole("button", { name: "保存" }).click()
    await page.getByRole("button", { name: "看成员" }).click()
    await page.getByRole("button", { name: "加人" }).first().click()
    await choosePeople(page, "选人", names.slice(0, 3))
    await page.getByRole("button", { name: "加入 3 人" }).click()
    await expect(page.getByRole("heading", { name: /大会主席团成员\s*3/ })).toBeVisible()
    await page.getByRole("cell", { name: "单雄信" }).click()
    await page.getByRole("button", { name: "改" }).click()
    await page.getByRole("combobox", { name: "职务" }).click()
    await page.locator(".ant-select-item-option", { hasText: "主持人" }).click()
    await page.getByRole("button", { name: "保存" }).click()
    await expect(page.getByRole("row", { name: /单雄信.*主持人/ })).toBeVisible()
  })

  await test.step("a delegate asks for leave, and it is granted", async () => {
    await page.goto(`${room}/leaves`)
    await page.getByRole("button", { name: "登记请假" }).first().click()
    await choosePeople(page, "请假人", names.slice(5))
    await page.getByLabel("事由").fill("因病住院")
    await page.getByRole("button", { name: "保存" }).click()
    await page.getByRole("button", { name: "准假", exact: true }).click()
    await expect(page.getByRole("row", { name: /徐懋功.*已准/ })).toBeVisible()
    await expect(page.getByText("可以请假，不能派人代替")).toBeVisible()
  })

  await test.step("before the review nobody is due and the opening is refused, with the way to the report", async () => {
    await page.goto(`${room}/sittings/${session?.id}`)
    await expect(page.getByText("代表资格审查报告尚未通过，不能开会。")).toBeVisible()
    await page.getByRole("button", { name: "开会", exact: true }).click()
    await expect(page.getByText("“开幕大会”还不能开会：代表资格审查报告尚未通过")).toBeVisible()
  })

  await test.step("the credentials are reviewed and the report is printed with its table", async () => {
    await page.goto(`${room}/qualification`)
    await page.getByRole("button", { name: "其余待核的全部有效" }).click()
    await page.getByRole("button", { name: "全部有效", exact: true }).click()
    await expect(page.getByRole("row", { name: /单雄信.*有效/ })).toBeVisible()
    await page.getByRole("button", { name: "审查报告" }).click()
    await expect(page.getByRole("row", { name: /女 2 33.3%/ })).toBeVisible()
    await page.getByRole("button", { name: "打印报告" }).click()
    const download = page.waitForEvent("download")
    await page.getByRole("button", { name: "下载" }).click()
    expect((await download).suggestedFilename()).toMatch(/审查报告\.pdf$/)
  })

  await test.step("adopted by the presidium, it lets the congress open", async () => {
    await page.getByRole("button", { name: "通过报告" }).click()
    await page.getByLabel("会次").fill("主席团第一次会议")
    await page.getByRole("button", { name: "通过报告" }).last().click()
    await expect(page.getByText(/大会主席团主席团第一次会议通过/)).toBeVisible()
    for (const { id } of people.slice(0, 5)) await owner(checkin.manual, { meetingId, sessionId: session?.id ?? "", attendeeId: id, reason: "到会" })
    await page.goto(`${room}/sittings/${session?.id}`)
    await page.getByRole("button", { name: "开会", exact: true }).click()
    await expect(page.getByRole("button", { name: "散会" })).toBeVisible()
  })
})
