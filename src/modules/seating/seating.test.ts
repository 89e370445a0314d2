import { beforeAll, describe, expect, test } from "vitest"
import { attention, collect } from "#kernel/house.ts"
import { newId } from "#kernel/ids.ts"
import { attendees } from "#modules/attendees/contract.ts"
import { givenRoster } from "#modules/attendees/given.ts"
import { givenMeeting } from "#modules/meetings/given.ts"
import { as, type Caller, house, jobDone, refused } from "../../../test/harness.ts"
import { type Place, type SeatMap, seating } from "./contract.ts"
import { givenSeats, smallHall, smallRostrum } from "./given.ts"

let given: Awaited<ReturnType<typeof givenSeats>>
let meetingId: string
let secretary: Caller

beforeAll(async () => {
  given = await givenSeats()
  meetingId = given.meetingId
  secretary = await as("seating.*", { meetingId })
})

const map = () => secretary(seating.map, { meetingId })
const hallPlace = (row: number, number: number): Place => ({ area: "hall", row, number })
const nameAt = (seen: SeatMap, place: Place) => {
  const seat = seen.seats.find((one) => one.area === place.area && one.row === place.row && one.number === place.number)
  return seen.people.find((person) => person.id === seat?.attendeeId)?.name
}
const seatOf = (seen: SeatMap, name: string) => seen.seats.find((seat) => seat.attendeeId === given.idOf(name))
const ruleOf = (seen: SeatMap, rule: string) => seen.findings.find((finding) => finding.rule === rule)

test("a meeting made from the template has the hall of the template, with seats for 3 000", async () => {
  const { meetingId: fresh } = await givenMeeting()
  const { plan } = await (await as("seating.*", { meetingId: fresh }))(seating.map, { meetingId: fresh })
  expect(plan.hall.rows * plan.hall.sections.reduce((sum, section) => sum + section.seats, 0)).toBeGreaterThanOrEqual(3000)
  expect(plan.edition).toBe(0)
})

describe("seating a whole meeting", () => {
  test("everyone who is due has a seat, the ranked on the rostrum, staff none", async () => {
    expect(await secretary(seating.arrange, { meetingId })).toMatchObject({ seated: 20, lacking: 0, step: { kind: "arrange" } })
    const seen = await map()
    expect(seen.seats.filter((seat) => seat.area === "rostrum").map((seat) => nameAt(seen, seat))).toEqual(["张东华", "王东华", "李东华"])
    expect(seen.people.map((person) => person.name)).not.toContain("孙工作")
    expect(seen.findings.filter((finding) => finding.level !== "ok")).toEqual([])
    expect(seen.groups.map((group) => group.name)).toEqual(["东港区代表团", "西塘区代表团", "南屏区代表团", "列席"])
  })

  test("arranging again changes nothing", async () => {
    expect(await secretary(seating.arrange, { meetingId })).toMatchObject({ seated: 20, step: null })
  })

  test("who goes on leave gives up the seat at the next arrangement, and the rules say so until then", async () => {
    const office = await as("*")
    await office(attendees.grantLeave, { meetingId, id: given.idOf("杨南华"), reason: "病假" })
    expect(ruleOf(await map(), "excused")).toMatchObject({ level: "wrong", count: 1 })
    await secretary(seating.arrange, { meetingId })
    expect(seatOf(await map(), "杨南华")).toBeUndefined()
    await office(attendees.endLeave, { meetingId, id: given.idOf("杨南华") })
    expect(ruleOf(await map(), "everyone")).toMatchObject({ level: "wrong", count: 1 })
    await secretary(seating.arrange, { meetingId })
  })

  test("the list of the rostrum written by the office goes before the ranks of the roster", async () => {
    const attendeeIds = ["刘西华", "陈西华"].map(given.idOf)
    await secretary(seating.chooseRostrum, { meetingId, attendeeIds })
    await secretary(seating.arrange, { meetingId })
    const seen = await map()
    expect([1, 2].map((number) => nameAt(seen, { area: "rostrum", row: 1, number }))).toEqual(["刘西华", "陈西华"])
    await secretary(seating.setHall, { meetingId, hall: smallHall, rostrum: { ...smallRostrum, even: "two-right" } })
    await secretary(seating.arrange, { meetingId })
    expect(nameAt(await map(), { area: "rostrum", row: 1, number: 1 })).toBe("陈西华")
    await secretary(seating.setHall, { meetingId, hall: smallHall, rostrum: smallRostrum })
    await secretary(seating.chooseRostrum, { meetingId, attendeeIds: [] })
    await secretary(seating.arrange, { meetingId })
    expect(await refused(secretary(seating.chooseRostrum, { meetingId, attendeeIds: given.people.slice(0, 6).map((person) => person.id) }))).toBe(
      "seating.tooManyRanked",
    )
    expect(await refused(secretary(seating.chooseRostrum, { meetingId, attendeeIds: [newId()] }))).toBe("seating.noSuchPerson")
  })

  test("names stand by strokes of the surname or of the whole name, delegations from the left or from the centre", async () => {
    const order = { from: "centre", names: "full-name", excused: "keep" } as const
    expect((await secretary(seating.setOrder, { meetingId, order })).order).toEqual(order)
    await secretary(seating.arrange, { meetingId })
    expect((await map()).findings.filter((finding) => finding.level !== "ok")).toEqual([])
    await secretary(seating.setOrder, { meetingId, order: { from: "left", names: "surname-first", excused: "leave-out" } })
    await secretary(seating.arrange, { meetingId })
  })
})

describe("changing single seats", () => {
  test("two people change seats, and the step is undone and done again", async () => {
    const [a, b] = ["王西华", "王南华"]
    const before = await map()
    const { step } = await secretary(seating.swap, { meetingId, attendeeId: given.idOf(a), withId: given.idOf(b) })
    const swapped = await map()
    expect(seatOf(swapped, a)).toMatchObject(placeOnly(seatOf(before, b)!))
    expect(ruleOf(swapped, "block")).toMatchObject({ level: "warning" })
    expect(await refused(secretary(seating.undo, { meetingId, position: step!.position - 1 }))).toBe("seating.notTheLastStep")
    await secretary(seating.undo, { meetingId, position: step!.position })
    expect((await map()).seats).toEqual(before.seats)
    await secretary(seating.redo, { meetingId, position: step!.position })
    expect((await map()).seats).toEqual(swapped.seats)
    await secretary(seating.undo, { meetingId, position: step!.position })
  })

  test("one moves to an empty seat, leaves it, and a taken or missing seat is refused by name", async () => {
    const attendeeId = given.idOf("李南华")
    await secretary(seating.move, { meetingId, attendeeId, to: hallPlace(5, 6) })
    expect(nameAt(await map(), hallPlace(5, 6))).toBe("李南华")
    expect(await refused(secretary(seating.move, { meetingId, attendeeId: given.idOf("王南华"), to: hallPlace(5, 6) }))).toBe("seating.taken")
    expect(await refused(secretary(seating.move, { meetingId, attendeeId, to: hallPlace(6, 1) }))).toBe("seating.noSeat")
    expect(await refused(secretary(seating.move, { meetingId, attendeeId: newId(), to: hallPlace(5, 5) }))).toBe("seating.noSuchPerson")
    await secretary(seating.unseat, { meetingId, attendeeId })
    expect(await refused(secretary(seating.unseat, { meetingId, attendeeId }))).toBe("seating.notSeated")
    await secretary(seating.arrange, { meetingId })
  })

  test("a locked seat keeps its person, a locked empty seat stays empty", async () => {
    const seat = placeOnly(seatOf(await map(), "张南华")!)
    expect(await secretary(seating.lock, { meetingId, places: [seat, hallPlace(5, 1)], locked: true })).toEqual({ locked: 2 })
    expect(await refused(secretary(seating.swap, { meetingId, attendeeId: given.idOf("张南华"), withId: given.idOf("王南华") }))).toBe("seating.lockedSeat")
    expect(await refused(secretary(seating.move, { meetingId, attendeeId: given.idOf("王南华"), to: hallPlace(5, 1) }))).toBe("seating.lockedSeat")
    await secretary(seating.clear, { meetingId })
    expect((await map()).seats).toHaveLength(1)
    await secretary(seating.arrange, { meetingId })
    const seen = await map()
    expect(nameAt(seen, seat)).toBe("张南华")
    expect(nameAt(seen, hallPlace(5, 1))).toBeUndefined()
    expect(await refused(secretary(seating.lock, { meetingId, places: [{ area: "rostrum", row: 1, number: 1 }], locked: true }))).toBe("seating.rostrumLock")
    expect(await refused(secretary(seating.lock, { meetingId, places: [hallPlace(9, 9)], locked: true }))).toBe("seating.noSeat")
    expect(await secretary(seating.lock, { meetingId, places: [seat, hallPlace(5, 1)], locked: false })).toEqual({ locked: 0 })
  })

  test("of two clerks who give one seat away at once, one is told that it is taken", async () => {
    const answers = await Promise.allSettled(
      ["王南华", "李南华"].map((name) => secretary(seating.move, { meetingId, attendeeId: given.idOf(name), to: hallPlace(5, 6) })),
    )
    expect(answers.map((answer) => answer.status).sort()).toEqual(["fulfilled", "rejected"])
    await secretary(seating.arrange, { meetingId })
  })
})

const placeOnly = ({ area, row, number }: Place): Place => ({ area, row, number })

describe("the hall", () => {
  test("a smaller hall unseats those who sat in what is gone, and says how many", async () => {
    const hall = { ...smallHall, rows: 2, aislesAfterRows: [] }
    const { unseated, seats } = await secretary(seating.setHall, { meetingId, hall, rostrum: smallRostrum })
    expect({ unseated: unseated > 0, seats }).toEqual({ unseated: true, seats: 17 })
    expect(await secretary(seating.arrange, { meetingId })).toMatchObject({ seated: 15, lacking: 5 })
    expect(ruleOf(await map(), "everyone")).toMatchObject({ level: "wrong", count: 5 })
    await secretary(seating.setHall, { meetingId, hall: smallHall, rostrum: smallRostrum })
    await secretary(seating.arrange, { meetingId })
  })

  test("an aisle behind the last row is refused", async () => {
    expect(await refused(secretary(seating.setHall, { meetingId, hall: { ...smallHall, aislesAfterRows: [5] }, rostrum: smallRostrum }))).toBe(
      "seating.noSuchAisle",
    )
  })
})

describe("publishing", () => {
  const published = async () =>
    (await (await house()).platform.pool.query("select * from seat_v where meeting_id = $1 order by area, row, number", [meetingId])).rows

  test("only published seats are seen outside, with the words of the door", async () => {
    expect(await published()).toEqual([])
    expect(await secretary(seating.publish, { meetingId })).toMatchObject({ edition: 1, seated: 20 })
    const rows = await published()
    expect(rows).toHaveLength(20)
    expect(rows.find((row) => row.attendee_id === given.idOf("王东华"))).toMatchObject({ area: "rostrum", label: "主席台 1 排 2 座", entrance: null })
    expect(rows.find((row) => row.area === "hall" && row.row === 1 && row.number === 4)).toMatchObject({ label: "1 排 4 座", entrance: "东门" })
    expect(await refused(secretary(seating.publish, { meetingId }))).toBe("seating.unchanged")
  })

  test("what differs from the published edition is told person by person", async () => {
    const office = await as("*")
    await secretary(seating.swap, { meetingId, attendeeId: given.idOf("王西华"), withId: given.idOf("李西华") })
    const lines = await secretary(seating.differences, { meetingId })
    expect(lines.map((line) => [line.name, line.kind]).sort()).toEqual([
      ["李西华", "moved"],
      ["王西华", "moved"],
    ])
    expect((await map()).differences).toBe(2)
    const asked = await house()
    const said = await asked.making.occasions.ask(await contextIn(office), attention, { meetingId })
    expect(JSON.stringify(said)).toContain("2 处改动未发布")
  })

  test("a seat is found by name, by pinyin and by its first letters", async () => {
    for (const find of ["王东华", "wangdong", "wdh"]) {
      const [first] = await secretary(seating.find, { meetingId, find })
      expect(first).toMatchObject({ name: "王东华", label: "主席台 1 排 2 座", groupName: "东港区代表团" })
    }
    expect(await secretary(seating.find, { meetingId, find: "100%_" })).toEqual([])
  })

  test("the map is printed as a PDF; that of the published edition goes to the archive", async () => {
    const { jobId } = await secretary(seating.printMap, { meetingId, published: true })
    const run = await jobDone(jobId, secretary)
    expect(run).toMatchObject({ state: "done", result: { pages: 1, seated: 20 } })
    const { platform, making } = await house()
    const { bytes } = await platform.files.read(platform.db, run.fileId!)
    expect(bytes.subarray(0, 5).toString()).toBe("%PDF-")
    const papers = (await making.occasions.ask(await contextIn(await as("*")), collect, { meetingId })) as { title: string }[][]
    expect(papers.flat().map((paper) => paper.title)).toContain("海州市第十次代表大会座次表（第 1 版）")
  })

  test("nothing can be published or printed before anyone sits", async () => {
    const { meetingId: fresh } = await givenMeeting()
    const clerk = await as("seating.*", { meetingId: fresh })
    expect(await refused(clerk(seating.publish, { meetingId: fresh }))).toBe("seating.nothingSeated")
    expect(await refused(clerk(seating.printMap, { meetingId: fresh }))).toBe("seating.nothingSeated")
  })
})

/** Questions are asked by earlier modules inside a call; the test asks them the same way. */
async function contextIn(caller: Caller) {
  const { making, platform } = await house()
  const { createContext } = await import("#server/context-of.ts")
  const actor = { kind: "account" as const, id: caller.id, name: "王敏", grants: [{ operations: ["*"], at: { kind: "system" as const } }], meetingId: null }
  return createContext(making, { db: platform.db, actor, locale: "zh-CN", meetingId }).context
}

describe("who may", () => {
  test("without a grant, or from another meeting, nothing is done and nothing is seen", async () => {
    const reader = await as("seating.map", { meetingId })
    expect(await refused(reader(seating.arrange, { meetingId }))).toBe("house.mayNot")
    const other = await givenSeats()
    const stranger = await as("seating.*", { meetingId: other.meetingId })
    expect(await refused(stranger(seating.map, { meetingId }))).toMatch(/^house\.(mayNot|notFound)$/)
    const attempt = stranger(seating.swap, { meetingId: other.meetingId, attendeeId: given.idOf("王西华"), withId: given.idOf("李西华") })
    expect(await refused(attempt)).toBe("seating.noSuchPerson")
  })

  test("who leaves the roster leaves the draft, and no step back seats him again", async () => {
    const other = await givenSeats()
    const office = await as("*")
    await office(seating.arrange, { meetingId: other.meetingId })
    await office(attendees.remove, { meetingId: other.meetingId, ids: [other.idOf("王南华")] })
    const seen = await office(seating.map, { meetingId: other.meetingId })
    expect(seen.seats).toHaveLength(19)
    expect(seen.undo).toBeNull()
  })
})

test("a roster of 600 is seated in one command, in one piece a delegation", async () => {
  const { meetingId: large } = await givenRoster({ count: 600, delegations: 12 })
  const office = await as("*")
  const { seated, lacking } = await office(seating.arrange, { meetingId: large })
  const seen = await office(seating.map, { meetingId: large })
  expect({ seated, lacking }).toEqual({ seated: seen.people.filter((person) => !person.excused).length, lacking: 0 })
  for (const rule of ["everyone", "block", "leaders", "strokes", "behind", "front", "rostrum"]) expect(ruleOf(seen, rule)).toMatchObject({ rule, level: "ok" })
})
