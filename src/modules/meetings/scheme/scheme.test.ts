import { expect, test } from "vitest"
import { approvals } from "#modules/approvals/contract.ts"
import { as, house, refused } from "../../../../test/harness.ts"
import { meetings } from "../contract.ts"
import { givenMeeting } from "../given.ts"
import type { SchemeText, Standing } from "./contract.ts"

const attendingOf = (overview: { attention: { path: string; sentence: string }[] }) => overview.attention.find(({ path }) => path === "scheme")?.sentence

/** A meeting whose scheme must be approved, drafted and filled in, and the three who decide on it. */
async function givenScheme() {
  const { meetingId } = await givenMeeting({ startsOn: "2030-12-10" })
  const office = await as("*")
  const clerk = await as("meetings.*", { meetingId })
  const deciders = await Promise.all([as("x.y"), as("x.y"), as("x.y")])
  await clerk(meetings.requireScheme, { meetingId, isRequired: true })
  const drafted = await clerk(meetings.draftScheme, { meetingId })
  const filled = await clerk(meetings.editScheme, {
    ...seen(drafted),
    text: written(drafted, { purpose: "总结五年工作。", theme: "团结奋斗", budget: "列入年度预算。" }),
    fileIds: [],
  })
  const chosen = deciders.map(({ id }, step) => ({ step, accountIds: [id] }))
  return { meetingId, office, clerk, deciders, drafted, filled, submission: { meetingId, flowId: filled.flowId ?? "", chosen, note: "" } }
}

const seen = ({ scheme }: Standing) => ({ meetingId: scheme?.meetingId ?? "", version: scheme?.version ?? 0 })
function written({ scheme }: Standing, by: Record<string, string>): SchemeText {
  const text = scheme?.text ?? { title: "", sections: [], annexes: [] }
  return { ...text, sections: text.sections.map((section) => ({ ...section, text: by[section.key] ?? section.text })) }
}

async function agreeAll(id: string, deciders: readonly Awaited<ReturnType<typeof as>>[]) {
  for (const decider of deciders) await decider(approvals.agree, { id, version: (await decider(approvals.get, { id })).version, opinion: "同意。" })
}

test("a scheme is drafted from the template and the meeting; what only people can say must be written before it is submitted", async () => {
  const { clerk, meetingId, drafted, submission, filled } = await givenScheme()
  const textOf = (key: string) => drafted.scheme?.text.sections.find((section) => section.key === key)?.text
  expect(drafted.scheme?.text.title).toBe("海州市第十次代表大会方案")
  expect(textOf("time")).toContain("9:00开幕")
  expect(textOf("scale")).toContain("正式代表400人")
  expect(textOf("teams")).toContain("\n　秘书组：")
  expect(textOf("purpose")).toBe("")
  expect(drafted.scheme?.text.annexes.map(({ key }) => key)).toEqual(["programme"])
  expect(drafted.scheme?.text.annexes[0]?.text).toContain("预备会议")
  expect(await refused(clerk(meetings.draftScheme, { meetingId }))).toBe("meetings.schemeDrafted")
  const emptied = await clerk(meetings.editScheme, { ...seen(filled), text: written(filled, { purpose: "" }), fileIds: [] })
  expect(await refused(clerk(meetings.submitScheme, { ...submission, ...seen(emptied) }))).toBe("meetings.schemeLacks")
  expect(await refused(clerk(meetings.editScheme, { ...seen(drafted), text: written(drafted, {}), fileIds: [] }))).toBe("house.stale")
  expect(await refused(clerk(meetings.editScheme, { ...seen(emptied), text: written(emptied, {}), fileIds: [meetingId] }))).toBe("meetings.schemeFileGone")
})

test("it comes back with an opinion, is changed and approved in the second round; both rounds and what was said are kept", async () => {
  const { office, clerk, meetingId, filled, submission, deciders } = await givenScheme()
  expect(attendingOf(await office(meetings.overview, { meetingId }))).toContain("还没有报批")
  const sent = await clerk(meetings.submitScheme, { ...submission, ...seen(filled) })
  expect(sent.scheme?.approval).toMatchObject({ state: "running", stepName: "核稿", isOfThisText: true })
  expect(await refused(clerk(meetings.editScheme, { ...seen(sent), text: written(sent, {}), fileIds: [] }))).toBe("meetings.schemeUnderApproval")
  const id = sent.scheme?.approval?.id ?? ""
  const [checker] = deciders
  await checker?.(approvals.sendBack, { id, version: (await checker(approvals.get, { id })).version, opinion: "经费请写明来源。", toStep: null })
  expect(attendingOf(await office(meetings.overview, { meetingId }))).toBe("会议方案被退回：经费请写明来源。")

  const changed = await clerk(meetings.editScheme, { ...seen(sent), text: written(sent, { budget: "从会议费中列支。" }), fileIds: [] })
  await clerk(meetings.submitScheme, { ...submission, ...seen(changed), chosen: [], note: "已写明来源" })
  await agreeAll(id, deciders)
  const { scheme } = await clerk(meetings.scheme, { meetingId })
  expect(scheme?.approval).toMatchObject({ state: "approved", isOfThisText: true })
  expect(scheme?.rounds.map(({ round, note }) => [round, note])).toEqual([
    [1, ""],
    [2, "已写明来源"],
  ])
  expect(scheme?.opinions.map(({ round, kind }) => [round, kind])).toEqual([
    [1, "returned"],
    [2, "agreed"],
    [2, "agreed"],
    [2, "agreed"],
  ])
  expect(attendingOf(await office(meetings.overview, { meetingId }))).toBeUndefined()
  expect(await refused(clerk(meetings.submitScheme, { ...submission, ...seen(changed) }))).toBe("meetings.schemeUnchanged")

  const anew = await clerk(meetings.editScheme, {
    ...seen(await clerk(meetings.scheme, { meetingId })),
    text: written(sent, { budget: "由市财政专项列支。" }),
    fileIds: [],
  })
  const again = await clerk(meetings.submitScheme, { ...submission, ...seen(anew), note: "经费来源有变" })
  expect(again.scheme?.approval).toMatchObject({ state: "running", isOfThisText: true })
  expect(again.scheme?.rounds.map(({ round, note }) => [round, note])).toEqual([
    [1, ""],
    [2, "已写明来源"],
    [3, "经费来源有变"],
  ])
  expect(again.scheme?.opinions.map(({ round, opinion }) => [round, opinion])[0]).toEqual([1, "经费请写明来源。"])
  await agreeAll(again.scheme?.approval?.id ?? "", deciders)
  expect((await clerk(meetings.scheme, { meetingId })).scheme?.opinions.map(({ round }) => round)).toEqual([1, 2, 2, 2, 3, 3, 3])
})

type Office = Awaited<ReturnType<typeof as>>
async function knock(office: Office, path: string, input: object): Promise<string> {
  const { app } = await house()
  const answer = await app.inject({ method: "POST", url: `/api/${path}`, headers: office.headers, payload: input })
  return answer.statusCode === 200 ? "done" : (answer.json() as { code: string }).code
}

test("before it is approved, and after it was changed since, nothing goes out; then it does", async () => {
  const { office, clerk, meetingId, filled, submission, deciders } = await givenScheme()
  const { app } = await house()
  const at = (path: string, input: object) => knock(office, path, { meetingId, ...input })
  const notice = (
    await app.inject({ method: "POST", url: "/api/notices/write", headers: office.headers, payload: { meetingId, title: "会议通知", body: "请出席。" } })
  ).json() as {
    id: string
  }
  const outward = [
    ["notices/publish", { id: notice.id, version: 1 }],
    ["notices/issueLinks", { whom: "all", origin: "https://meeting.example" }],
    ["notices/reissue", { attendeeId: meetingId }],
    ["cards/printBadges", {}],
    ["cards/printTents", {}],
    ["seating/printMap", {}],
    ["agenda/print", {}],
  ] as const
  for (const [path, input] of outward) expect([path, await at(path, input)]).toEqual([path, "meetings.schemeNotApproved"])

  const sent = await clerk(meetings.submitScheme, { ...submission, ...seen(filled) })
  await agreeAll(sent.scheme?.approval?.id ?? "", deciders)
  expect(await at("agenda/print", {})).toBe("done")
  for (const [path, input] of outward) expect(await at(path, input)).not.toMatch(/meetings\.scheme/)

  const changed = await clerk(meetings.gatherAnnexes, seen(sent))
  expect(changed.scheme?.text.annexes.map(({ key }) => key)).toEqual(["notice", "programme"])
  expect(await at("agenda/print", {})).toBe("meetings.schemeChangedSince")
  expect(attendingOf(await office(meetings.overview, { meetingId }))).toContain("批准后又改过")
  expect(await refused(clerk(meetings.requireScheme, { meetingId, isRequired: false }))).toBe("meetings.schemeWhyNot")
  expect((await clerk(meetings.requireScheme, { meetingId, isRequired: false, reason: "市委主要领导已口头同意" })).waived?.reason).toBe(
    "市委主要领导已口头同意",
  )
  expect(await at("agenda/print", {})).toBe("done")
  const { rows } = await office(meetings.doings, { meetingId, size: 5 })
  await office(meetings.undo, { meetingId, entryId: rows.find(({ operation }) => operation === "meetings.requireScheme")?.id ?? "" })
  expect(await at("agenda/print", {})).toBe("meetings.schemeChangedSince")
})

test("another day or place than the deciders approved closes the gate until the scheme was approved again; this is said before the meeting is moved", async () => {
  const { office, clerk, meetingId, filled, submission, deciders } = await givenScheme()
  const { arrivesOn, startsOn, endsOn, departsOn, opensAt, version } = await office(meetings.get, { meetingId })
  const dates = { arrivesOn, startsOn, endsOn, departsOn, opensAt }
  const printing = () => knock(office, "agenda/print", { meetingId })
  const said = async () => JSON.stringify(await office(meetings.movePreview, { meetingId, ...dates, hall: "第二会议厅" }))
  expect(await said()).toContain("会议方案写着原来的日期、地点")
  const sent = await clerk(meetings.submitScheme, { ...submission, ...seen(filled) })
  await agreeAll(sent.scheme?.approval?.id ?? "", deciders)
  expect(await printing()).toBe("done")
  expect(await said()).toContain("改后须重新报批")
  const { meeting } = await office(meetings.move, { meetingId, version, ...dates, hall: "第二会议厅" })
  expect(await printing()).toBe("meetings.schemeMovedSince")
  expect(attendingOf(await office(meetings.overview, { meetingId }))).toContain("改了日期或地点")

  const again = await clerk(meetings.submitScheme, { ...submission, ...seen(sent), note: "会场改在第二会议厅" })
  expect(again.scheme?.approval).toMatchObject({ state: "running", isOfTheseDates: true })
  await agreeAll(again.scheme?.approval?.id ?? "", deciders)
  expect(await printing()).toBe("done")
  // and back: what was approved last does not hold for it
  await office(meetings.move, { meetingId, version: meeting.version, ...dates, hall: "第一会议厅" })
  expect(await printing()).toBe("meetings.schemeMovedSince")
})

test("a template says whether the scheme must be approved; who has no right to it gets nowhere", async () => {
  const { meetingId, meeting } = await givenMeeting({ startsOn: "2030-12-10" })
  const office = await as("*")
  const { name, theme, host, place, hall, arrivesOn, startsOn, endsOn, departsOn, opensAt } = meeting
  const about = { name, theme, host, place, hall, arrivesOn, startsOn, endsOn, departsOn, opensAt, template: "mobilisation" }
  const congress = await office(meetings.create, about)
  expect(await office(meetings.scheme, { meetingId: congress.id })).toMatchObject({ isRequired: true, due: { on: "2030-11-20", isLate: false } })
  expect((await office(meetings.scheme, { meetingId })).isRequired).toBe(false)
  const [clerk, stranger] = [await as("tasks.list", { meetingId }), await as("*", { meetingId: congress.id })]
  expect(await refused(clerk(meetings.scheme, { meetingId }))).toBe("house.mayNot")
  expect(await refused(clerk(meetings.draftScheme, { meetingId }))).toBe("house.mayNot")
  expect(await refused(stranger(meetings.requireScheme, { meetingId, isRequired: true }))).toBe("house.notFound")
  expect(await refused(office(meetings.gatherAnnexes, { meetingId, version: 1 }))).toBe("meetings.noScheme")
  expect(await refused(office(meetings.schemeFileTicket, { meetingId, fileId: meetingId }))).toBe("house.notFound")
})
