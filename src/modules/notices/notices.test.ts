import { expect, test } from "vitest"
import { newId } from "#kernel/ids.ts"
import { access } from "#modules/access/contract.ts"
import { givenRoster } from "#modules/attendees/given.ts"
import { readSheet } from "#server/sheets.ts"
import { anyone, as, asAttendee, house, jobDone, refused } from "../../../test/harness.ts"
import { notices } from "./contract.ts"
import { linkAt, toReader } from "./rules.ts"

test("the reader's own stands in the text, an unknown place stays as typed", () => {
  const reader = { name: "张三", delegation: "临江县代表团", meeting: "党代会" }
  expect(toReader("{姓名}同志（{代表团}）：{ name }，{会议}，{座位}", reader)).toBe("张三同志（临江县代表团）：张三，党代会，{座位}")
  expect(linkAt("https://huixu.example/", "AB")).toBe("https://huixu.example/m/#AB")
})

const sheetOf = async (fileId: string | null) => {
  const { platform } = await house()
  const { file, bytes } = await platform.files.read(platform.db, fileId ?? "")
  return readSheet(bytes, file.name)
}

test("everyone gets a link in a sheet, once; each link opens one person's phone, and the desk sees who opened it", async () => {
  const { meetingId, attendees: people } = await givenRoster({ count: 4 })
  const office = await as("*")
  const notice = await office(notices.write, { meetingId, title: "报到通知", body: "{姓名}同志，请报到。" })
  const input = { meetingId, whom: "withoutLink", noticeId: notice.id, origin: "https://huixu.example" } as const

  const run = await jobDone((await office(notices.issueLinks, input)).jobId)

  const { rows } = await sheetOf(run.fileId)
  expect(rows).toHaveLength(5)
  const links = rows.slice(1).map((row) => row[2] ?? "")
  expect(new Set(links).size).toBe(4)
  expect(rows[1]?.[3]).toContain(`${rows[1]?.[0]}同志，请报到。`)
  expect(await refused(office(notices.issueLinks, input))).toBe("notices.nobody")
  const opened = await anyone()(access.openLink, { token: links[0]?.split("#")[1] ?? "" })
  expect(opened).toMatchObject({ kind: "attendee", meetingId, name: rows[1]?.[0] })
  expect(await office(notices.linkCounts, { meetingId })).toMatchObject({ people: people.length, issued: 4, opened: 1 })
  expect((await office(notices.links, { meetingId, state: "opened" })).rows.map(({ name }) => name)).toEqual([rows[1]?.[0]])
})

test("a link issued anew ends the old one", async () => {
  const { meetingId, attendees: people } = await givenRoster({ count: 1 })
  const office = await as("*")
  const attendeeId = people[0]?.id ?? ""
  const first = await office(notices.reissue, { meetingId, attendeeId })
  const second = await office(notices.reissue, { meetingId, attendeeId })

  expect(await refused(anyone()(access.openLink, { token: first.token }))).toBe("access.noSuchLink")
  expect((await anyone()(access.openLink, { token: second.token })).name).toBe(people[0]?.name)
  expect(await refused(office(notices.reissue, { meetingId, attendeeId: newId() }))).toBe("notices.noSuchPerson")
})

test("a notice is written, changed, published to the phones in each reader's name, and withdrawn", async () => {
  const { meetingId, attendees: people } = await givenRoster({ count: 2 })
  const office = await as("*")
  const phone = await asAttendee(meetingId, people[1]?.id ?? "", people[1]?.name)
  const draft = await office(notices.write, { meetingId, title: "报到", body: "{姓名}" })
  const changed = await office(notices.change, { meetingId, id: draft.id, version: draft.version, title: "报到通知", body: "{姓名}同志，请报到" })
  expect(await refused(office(notices.change, { meetingId, id: draft.id, version: draft.version, title: "甲", body: "乙" }))).toBe("notices.changed")
  expect(await phone(notices.mine, {})).toEqual([])

  const published = await office(notices.publish, { meetingId, id: draft.id, version: changed.version })

  expect(await phone(notices.mine, {})).toMatchObject([{ title: "报到通知", body: `${people[1]?.name}同志，请报到` }])
  expect(await refused(office(notices.publish, { meetingId, id: draft.id, version: published.version }))).toBe("notices.alreadyOut")
  expect(await refused(office(notices.change, { meetingId, id: draft.id, version: published.version, title: "甲", body: "乙" }))).toBe("notices.isOut")
  const withdrawn = await office(notices.withdraw, { meetingId, id: draft.id, version: published.version })
  expect(await phone(notices.mine, {})).toEqual([])
  expect(await refused(office(notices.withdraw, { meetingId, id: draft.id, version: withdrawn.version }))).toBe("notices.notOut")
  expect(await refused(office(notices.publish, { meetingId, id: newId(), version: 1 }))).toBe("notices.noSuchNotice")
})

test("only who was granted it, and only in his own meeting", async () => {
  const { meetingId, attendees: people } = await givenRoster({ count: 1 })
  const elsewhere = await givenRoster({ count: 1 })
  const id = (await (await as("*"))(notices.write, { meetingId, title: "甲", body: "乙" })).id
  const attempts = (caller: Awaited<ReturnType<typeof as>>) => [
    caller(notices.links, { meetingId }),
    caller(notices.linkCounts, { meetingId }),
    caller(notices.issueLinks, { meetingId, whom: "all", origin: "https://huixu.example" }),
    caller(notices.reissue, { meetingId, attendeeId: people[0]?.id ?? "" }),
    caller(notices.list, { meetingId }),
    caller(notices.write, { meetingId, title: "甲", body: "乙" }),
    caller(notices.change, { meetingId, id, version: 1, title: "甲", body: "乙" }),
    caller(notices.publish, { meetingId, id, version: 1 }),
    caller(notices.withdraw, { meetingId, id, version: 1 }),
  ]
  const answersTo = async (caller: Awaited<ReturnType<typeof as>>) => [...new Set(await Promise.all(attempts(caller).map(refused)))]
  expect(await answersTo(await as("notices.*", { meetingId: elsewhere.meetingId }))).toEqual(["house.notFound"])
  expect(await answersTo(await as("papers.*", { meetingId }))).toEqual(["house.mayNot"])
  const stranger = await as("notices.*", { meetingId: elsewhere.meetingId })
  expect(await refused(stranger(notices.publish, { meetingId: elsewhere.meetingId, id, version: 1 }))).toBe("notices.noSuchNotice")
  expect(await refused(stranger(notices.reissue, { meetingId: elsewhere.meetingId, attendeeId: people[0]?.id ?? "" }))).toBe("notices.noSuchPerson")
})

test("a token that is shown once rests nowhere, whatever key the request carried", async () => {
  const { meetingId, attendees: people } = await givenRoster({ count: 1 })
  const office = await as("*")
  const input = { meetingId, attendeeId: people[0]?.id ?? "" }
  const first = await office(notices.reissue, input, { key: "reissue-1" })
  const second = await office(notices.reissue, input, { key: "reissue-1" })
  expect(second.token).not.toBe(first.token)
  const { platform } = await house()
  const { rows } = await platform.pool.query(
    "select (select count(*) from idempotency where key = 'reissue-1') + (select count(*) from audit_entry where input::text like $1) as kept",
    [`%${second.token}%`],
  )
  expect(Number(rows[0].kept)).toBe(0)
})
