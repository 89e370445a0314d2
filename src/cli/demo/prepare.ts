/** Before the meeting: made from the template, roster imported, seats arranged and published, cards and papers printed. */
import { addDays, dayOf } from "#kernel/dates.ts"
import { syntheticPeople } from "#kernel/synthetic.ts"
import { agenda } from "#modules/agenda/contract.ts"
import { attendees } from "#modules/attendees/contract.ts"
import { cards } from "#modules/cards/contract.ts"
import { meetings } from "#modules/meetings/contract.ts"
import { proposedDates } from "#modules/meetings/rules.ts"
import { seating } from "#modules/seating/contract.ts"
import { tasks } from "#modules/tasks/contract.ts"
import { writeSheet } from "#server/sheets.ts"
import { type Client, ended, uploadTo } from "./client.ts"
import { keepResult, mustAgree, type Stage, step } from "./stage.ts"

export type Roster = { name: string; bytes: Uint8Array }

const zone = "Asia/Shanghai"

/** A roster as a secretary would have it: one sheet, one header row, nobody real. */
export async function syntheticRoster(count: number): Promise<Roster> {
  const columns = ["姓名", "性别", "民族", "代表团", "类别", "单位", "职务", "团内职务", "主席台排名"].map((title) => ({ title }))
  const rows = syntheticPeople(count).map((one) => [
    one.name,
    one.sex,
    one.ethnicity,
    one.delegation,
    one.category,
    one.unit,
    one.post,
    one.role,
    one.rank === null ? "" : String(one.rank),
  ])
  return { name: "名册.xlsx", bytes: await writeSheet({ name: "名册", columns, rows }) }
}

/** A congress that closes today, so that its last sitting can be held. */
export async function makeMeeting(owner: Client): Promise<string> {
  const template = (await owner(meetings.templates, {})).find(({ key }) => key === "congress")
  if (!template) throw new Error("There is no template “congress”")
  const { defaults } = template
  const dates = proposedDates(addDays(dayOf(new Date().toISOString(), zone), 1 - defaults.days), defaults)
  const made = await owner(meetings.create, {
    name: "中国共产党海州市第十次代表大会",
    theme: "演示会议，人名均为虚构",
    host: "中共海州市委",
    place: defaults.place,
    hall: defaults.hall,
    ...dates,
  })
  const { unconfirmed } = await owner(meetings.profile, { meetingId: made.id })
  if (unconfirmed.length > 0) await owner(meetings.confirmVariables, { meetingId: made.id, keys: unconfirmed.map(({ key }) => key) })
  return made.id
}

async function countWithoutDelegation({ owner, meetingId }: Stage): Promise<number> {
  let count = 0
  for (let page = 1; ; page++) {
    const { rows, total } = await owner(attendees.list, { meetingId, page, size: 200 })
    count += rows.filter(({ delegation }) => delegation === null).length
    if (page * 200 >= total) return count
  }
}

export async function importRoster(stage: Stage, roster: Roster): Promise<number> {
  const { owner, meetingId } = stage
  let imported = 0
  await step(stage, "attendees.import", "导入名册", async () => {
    const fileId = await uploadTo(owner, roster.name, roster.bytes)
    const preview = await owner(attendees.importPreview, { meetingId, fileId })
    const broken = [...new Set(preview.problems.filter(({ level }) => level === "error").map(({ row }) => row))]
    const { jobId } = await owner(attendees.importRoster, { meetingId, fileId, skip: broken })
    await ended(owner, jobId, stage.progress.tell)
    const { total } = await owner(attendees.list, { meetingId, size: 1 })
    const delegations = await owner(attendees.delegations, { meetingId })
    mustAgree(stage, "rows of the file = people imported + rows left out", total + broken.length, preview.rows)
    const inDelegations = delegations.reduce((sum, { count }) => sum + count, 0)
    mustAgree(stage, "people in delegations + people in none = people imported", inDelegations + (await countWithoutDelegation(stage)), total)
    imported = total
    return {
      rows: preview.rows,
      imported: total,
      leftOut: broken.length,
      warnings: preview.problemTotal - preview.errors,
      delegations: delegations.length,
      sameNames: preview.duplicates.length,
    }
  })
  return imported
}

/** Who sits on the rostrum: those with a rank, else one of every delegation as the list has them. */
async function leadersOf({ owner, meetingId }: Stage): Promise<string[]> {
  const { rows } = await owner(attendees.list, { meetingId, sort: { by: "rank", dir: "asc" }, size: 200 })
  const ranked = rows.filter(({ rank }) => rank !== null).map(({ id }) => id)
  return ranked.length > 4 ? ranked : rows.slice(0, 31).map(({ id }) => id)
}

/** The template's hall, with rows added where more people come than it has chairs. */
async function fitHall({ owner, meetingId }: Stage, people: number): Promise<void> {
  const { plan } = await owner(seating.map, { meetingId })
  const inRow = plan.hall.sections.reduce((sum, { seats }) => sum + seats, 0)
  // delegations sit in blocks, which leave some chairs at their edges empty
  const rows = Math.ceil((people * 1.05) / inRow)
  if (rows <= plan.hall.rows) return
  await owner(seating.setHall, { meetingId, hall: { ...plan.hall, rows: Math.min(200, rows) }, rostrum: plan.rostrum })
}

export async function seatEveryone(stage: Stage, people: number): Promise<void> {
  const { owner, meetingId } = stage
  await step(stage, "seating.arrange", "排座并发布", async () => {
    await fitHall(stage, people)
    const rostrum = await owner(seating.chooseRostrum, { meetingId, attendeeIds: await leadersOf(stage) })
    await owner(seating.arrange, { meetingId })
    const { seats } = await owner(seating.map, { meetingId })
    const published = await owner(seating.publish, { meetingId })
    const onRostrum = seats.filter(({ area }) => area === "rostrum").length
    const places = new Set(seats.map(({ area, row, number }) => `${area}/${row}/${number}`)).size
    mustAgree(stage, "people chosen for the rostrum = chairs taken there", onRostrum, rostrum.count)
    mustAgree(stage, "people seated = people imported", seats.length, people)
    mustAgree(stage, "different chairs = people seated", places, seats.length)
    mustAgree(stage, "seats published = people seated", published.seated, seats.length)
    return { seated: seats.length, rostrum: onRostrum, hall: seats.length - onRostrum, edition: published.edition }
  })
}

export async function makeCards(stage: Stage, people: number): Promise<void> {
  const { owner, meetingId } = stage
  await step(stage, "cards.issue", "制证", async () => {
    const { made, total } = await owner(cards.issue, { meetingId })
    mustAgree(stage, "cards = people imported", total, people)
    return { made }
  })
  await step(stage, "cards.printBadges", "打印证件", async () => {
    const { jobId, count } = await owner(cards.printBadges, { meetingId, layout: "eight" })
    const { result, bytes } = await keepResult(stage, jobId)
    mustAgree(stage, "badges printed = cards", count, people)
    return { badges: count, pages: Number(result.pages ?? 0), bytes: bytes.byteLength }
  })
  await step(stage, "cards.printTents", "打印座签", async () => {
    const { jobId, count } = await owner(cards.printTents, { meetingId })
    const { bytes } = await keepResult(stage, jobId)
    return { tents: count, bytes: bytes.byteLength }
  })
}

export async function printPapers(stage: Stage): Promise<void> {
  const { owner, meetingId } = stage
  await step(stage, "seating.printMap", "打印座次图", async () => {
    const { bytes } = await keepResult(stage, (await owner(seating.printMap, { meetingId, published: true })).jobId)
    return { bytes: bytes.byteLength }
  })
  await step(stage, "agenda.print", "打印日程", async () => {
    const sessions = await owner(agenda.list, { meetingId })
    const { bytes } = await keepResult(stage, (await owner(agenda.print, { meetingId })).jobId)
    return { sessions: sessions.length, bytes: bytes.byteLength }
  })
  await step(stage, "tasks.list", "核对倒排任务", async () => {
    const { total } = await owner(tasks.list, { meetingId, size: 1 })
    return { tasks: total }
  })
}
