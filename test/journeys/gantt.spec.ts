import { expect, type Page } from "@playwright/test"
import { addDays, daysBetween } from "#kernel/dates.ts"
import { meetings } from "#modules/meetings/contract.ts"
import { type Task, tasks } from "#modules/tasks/contract.ts"
import type { Client } from "../../bench/running.ts"
import { phone, signedIn, test } from "./venue.ts"

const rehearsal = "全流程演练，从代表感受、现场效果、新闻画面三方面查找问题"
const mending = "整改演练发现的问题并复演"

async function congressOf(owner: Client): Promise<string> {
  const days = { arrivesOn: "2030-12-09", startsOn: "2030-12-10", endsOn: "2030-12-13", departsOn: "2030-12-14", opensAt: "09:00" }
  const about = { name: "江州省第十五次党代会", theme: "", host: "江州省委", place: "省会议中心", hall: "大会堂", template: "party-congress" }
  return (await owner(meetings.create, { ...about, ...days })).id
}

test("a rehearsal is drawn two days later: what goes along is said before it is let go, holds after a reload, and moves back", async ({
  browser,
  venue,
  owner,
}) => {
  const meetingId = await congressOf(owner)
  const dueOn = async (title: string): Promise<string> => {
    const { rows } = await owner(tasks.list, { meetingId, find: title.slice(0, 20), size: 200 })
    return (rows as Task[]).find((task) => task.title === title)?.dueOn ?? ""
  }
  const before = { rehearsal: await dueOn(rehearsal), mending: await dueOn(mending) }
  const page = await (await signedIn(browser, owner)).newPage()
  const bar = (title: string) => page.getByRole("button", { name: new RegExp(`^${title}，`) })
  await page.goto(`${venue.url}/meetings/${meetingId}/tasks?view=gantt`)
  const toIt = async () => {
    await page.getByRole("button", { name: "回到今天" }).waitFor()
    await seek(page, rehearsal)
  }

  await test.step("by pointer, with everything it moves said beforehand", async () => {
    await toIt()
    const place = await bar(rehearsal).boundingBox()
    if (!place) throw new Error("no bar")
    await page.mouse.move(place.x + 10, place.y + 8)
    await page.mouse.down()
    await page.mouse.move(place.x + 30, place.y + 8)
    await page.mouse.move(place.x + 10 + 2 * 19.2, place.y + 8)
    const card = page.locator(".gantt-card")
    await expect(card).toContainText("后移 2 天")
    await expect(card).toContainText("将带动 1 项")
    await expect(card).toContainText(mending)
    // nothing is written before it is let go
    expect(await dueOn(rehearsal)).toBe(before.rehearsal)
    await page.mouse.up()
    await expect(page.getByText(/期限改到 .*带动 1 项/)).toBeVisible()
    expect([daysBetween(before.rehearsal, await dueOn(rehearsal)), daysBetween(before.mending, await dueOn(mending))]).toEqual([2, 2])
  })

  await test.step("after a reload it stands where it was let go", async () => {
    await page.reload()
    await toIt()
    const name = await bar(rehearsal).getAttribute("aria-label")
    expect(name).toContain(`至 ${Number(addDays(before.rehearsal, 2).slice(5, 7))}月${Number(addDays(before.rehearsal, 2).slice(8))}日`)
  })

  await test.step("by keys: Escape leaves it, Enter puts it back", async () => {
    await bar(rehearsal).focus()
    await page.keyboard.press("ArrowLeft")
    await expect(page.locator(".gantt-card")).toContainText("前移 1 天")
    await page.keyboard.press("Escape")
    await expect(page.locator(".gantt-card")).toHaveCount(0)
    await page.keyboard.press("ArrowLeft")
    await page.keyboard.press("ArrowLeft")
    await page.keyboard.press("Enter")
    await expect(page.getByText(/期限改到/)).toBeVisible()
    expect([await dueOn(rehearsal), await dueOn(mending)]).toEqual([before.rehearsal, before.mending])
  })

  await test.step("a phone shows the list", async () => {
    const small = await (await signedIn(browser, owner, phone)).newPage()
    await small.goto(`${venue.url}/meetings/${meetingId}/tasks?view=gantt`)
    await expect(small.locator(".task-list")).toBeVisible()
    await expect(small.locator(".gantt")).toHaveCount(0)
  })
})

/** Scrolls the rows until the bar is drawn and the weeks until it is in sight. */
async function seek(page: Page, title: string): Promise<void> {
  const bar = page.getByRole("button", { name: new RegExp(`^${title}，`) })
  await bar.evaluate((element) => element.scrollIntoView({ block: "center", inline: "center" }))
  await expect(bar).toBeInViewport()
}
