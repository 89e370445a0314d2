import { beforeAll, describe, expect, test } from "vitest"
import { attendees } from "#modules/attendees/contract.ts"
import { givenMeeting } from "#modules/meetings/given.ts"
import { seating } from "#modules/seating/contract.ts"
import { givenSeats } from "#modules/seating/given.ts"
import { as, type Caller, house, jobDone, refused } from "../../../test/harness.ts"
import { cards } from "./contract.ts"

let given: Awaited<ReturnType<typeof givenSeats>>
let meetingId: string
let secretary: Caller

beforeAll(async () => {
  given = await givenSeats()
  meetingId = given.meetingId
  secretary = await as("cards.*", { meetingId })
})

const ask = async (sql: string, values: unknown[]) => (await (await house()).platform.pool.query(sql, values)).rows
const bytesOf = async (fileId: string | null) => {
  const { platform } = await house()
  return (await platform.files.read(platform.db, fileId!)).bytes
}

describe("making cards", () => {
  test("nothing can be printed before there are cards, and no card is made for an empty roster", async () => {
    expect(await refused(secretary(cards.printBadges, { meetingId }))).toBe("cards.nobody")
    expect(await refused(secretary(cards.badge, { meetingId, attendeeId: given.idOf("王东华") }))).toBe("cards.noCard")
    expect(await refused(secretary(cards.reissue, { meetingId, attendeeId: given.idOf("王东华"), reason: "lost" }))).toBe("cards.noCard")
    const { meetingId: empty } = await givenMeeting()
    const clerk = await as("cards.*", { meetingId: empty })
    expect(await refused(clerk(cards.issue, { meetingId: empty }))).toBe("cards.emptyRoster")
  })

  test("two clerks at once make one card a person, numbered without a gap by delegation and strokes", async () => {
    const answers = await Promise.all([secretary(cards.issue, { meetingId }), secretary(cards.issue, { meetingId })])
    expect(answers.map((answer) => answer.made).sort((a, b) => a - b)).toEqual([0, 21])
    const { rows, total, issued, missing } = await secretary(cards.list, { meetingId })
    expect({ total, issued, missing }).toEqual({ total: 21, issued: 21, missing: 0 })
    expect(rows.map((card) => card.number)).toEqual(Array.from({ length: 21 }, (_, at) => at + 1))
    expect(rows.slice(0, 6).every((card) => card.delegation === "东港区代表团")).toBe(true)
    const codes = await ask("select code from card_v where meeting_id = $1", [meetingId])
    expect(new Set(codes.map((row) => row.code)).size).toBe(21)
    expect(codes.every((row) => /^[0-9A-HJKMNP-TV-Z]{26}$/.test(row.code))).toBe(true)
  })

  test("who comes later gets the next number", async () => {
    await (await as("*"))(attendees.add, { meetingId, name: "周后来", category: "正式代表" })
    expect((await secretary(cards.list, { meetingId, state: "missing" })).rows.map((card) => card.name)).toEqual(["周后来"])
    expect(await secretary(cards.issue, { meetingId })).toEqual({ made: 1, total: 22 })
    expect((await secretary(cards.list, { meetingId, find: "0022" })).rows.map((card) => card.name)).toEqual(["周后来"])
  })

  test("cards are found by name, pinyin and number, by delegation and by state", async () => {
    const found = async (input: object) => (await secretary(cards.list, { meetingId, ...input })).rows.map((card) => card.name)
    expect(await found({ find: "王东" })).toEqual(["王东华"])
    expect(await found({ find: "wdh" })).toEqual(["王东华"])
    expect(await found({ find: "%" })).toEqual([])
    const { delegations } = await secretary(cards.list, { meetingId })
    expect(delegations.map((delegation) => delegation.count)).toEqual([6, 6, 6])
    expect(await found({ delegationId: delegations[1]!.id })).toHaveLength(6)
    expect(await found({ state: "replaced" })).toEqual([])
  })
})

test("a lost card is replaced: a new code, the same number, and the old code is known as revoked", async () => {
  const attendeeId = given.idOf("王东华")
  const before = await secretary(cards.badge, { meetingId, attendeeId })
  expect(before.content).toMatch(/^HX1:[0-9A-Z]{26}$/)
  expect(await secretary(cards.reissue, { meetingId, attendeeId, reason: "lost" })).toEqual({ number: before.number, issue: 2 })
  const after = await secretary(cards.badge, { meetingId, attendeeId })
  expect(after.number).toBe(before.number)
  expect(after.content).not.toBe(before.content)
  const codes = await ask("select code, revoked from card_code_v where meeting_id = $1 and attendee_id = $2 order by revoked", [meetingId, attendeeId])
  expect(codes).toEqual([
    { code: after.content.slice(4), revoked: false },
    { code: before.content.slice(4), revoked: true },
  ])
  const audited = JSON.stringify(await ask("select before, after from audit_change where table_name in ('card', 'card_revoked')", []))
  expect(audited).not.toContain(before.content.slice(4))
  expect((await secretary(cards.list, { meetingId, state: "replaced" })).rows).toMatchObject([{ name: "王东华", issue: 2, revoked: 1 }])
})

describe("printing", () => {
  test("badges of all, of one delegation, of some: one a page or eight on a sheet", async () => {
    const printed = async (input: object) => {
      const { jobId, count } = await secretary(cards.printBadges, { meetingId, ...input })
      const run = await jobDone(jobId, secretary)
      expect(run).toMatchObject({ state: "done", result: { count } })
      expect((await bytesOf(run.fileId)).subarray(0, 5).toString()).toBe("%PDF-")
      return [count, run.result?.pages]
    }
    const { delegations } = await secretary(cards.list, { meetingId })
    expect(await printed({})).toEqual([22, 22])
    expect(await printed({ layout: "eight" })).toEqual([22, 3])
    expect(await printed({ delegationId: delegations[0]!.id })).toEqual([6, 6])
    expect(await printed({ attendeeIds: ["王东华", "李东华"].map(given.idOf) })).toEqual([2, 2])
  })

  test("table tents are for the rostrum as published, or for people named", async () => {
    expect(await refused(secretary(cards.printTents, { meetingId }))).toBe("cards.emptyRostrum")
    const office = await as("*")
    await office(seating.arrange, { meetingId })
    await office(seating.publish, { meetingId })
    const { jobId, count } = await secretary(cards.printTents, { meetingId })
    expect(count).toBe(3)
    expect(await jobDone(jobId, secretary)).toMatchObject({ state: "done", result: { pages: 3 } })
    expect((await secretary(cards.printTents, { meetingId, attendeeIds: [given.idOf("陈西华")] })).count).toBe(1)
    const away = { meetingId, id: given.idOf("王东华") }
    await office(attendees.grantLeave, { ...away, reason: "因病住院" })
    const fewer = await secretary(cards.printTents, { meetingId })
    expect([fewer.count, (await jobDone(fewer.jobId, secretary)).result]).toMatchObject([2, { pages: 2 }])
    expect((await secretary(cards.list, { meetingId, find: "王东华" })).rows).toMatchObject([{ excused: true }])
    await office(attendees.endLeave, away)
    expect((await jobDone((await secretary(cards.printTents, { meetingId })).jobId, secretary)).result).toMatchObject({ pages: 3 })
    expect((await secretary(cards.badge, { meetingId, attendeeId: given.idOf("王东华") })).seat).toBe("主席台 1 排 2 座")
  })

  test("the whole prints go to the archive, a reprint of a few does not", async () => {
    const kept = await ask("select kind, count from card_print where meeting_id = $1 order by kind", [meetingId])
    expect(kept).toEqual([
      { kind: "badges", count: 22 },
      { kind: "tents", count: 3 },
    ])
  })
})

test("without a grant, or from another meeting, nothing is made and nothing is seen", async () => {
  const reader = await as("cards.list", { meetingId })
  expect(await refused(reader(cards.issue, { meetingId }))).toBe("house.mayNot")
  expect(await refused(reader(cards.badge, { meetingId, attendeeId: given.idOf("王东华") }))).toBe("house.mayNot")
  const { meetingId: other } = await givenMeeting()
  const stranger = await as("cards.*", { meetingId: other })
  expect(await refused(stranger(cards.list, { meetingId }))).toMatch(/^house\.(mayNot|notFound)$/)
  expect(await refused(stranger(cards.badge, { meetingId: other, attendeeId: given.idOf("王东华") }))).toBe("cards.noSuchPerson")
  expect(await refused(stranger(cards.reissue, { meetingId: other, attendeeId: given.idOf("王东华"), reason: "lost" }))).toBe("cards.noSuchPerson")
})
