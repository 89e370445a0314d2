/** A grant may stop at some delegations or some gates. Whatever is called with it, nobody beyond is seen or touched. */
import fc from "fast-check"
import { beforeAll, expect, test } from "vitest"
import type { Operation } from "#kernel/contract.ts"
import { access } from "#modules/access/contract.ts"
import { attendees } from "#modules/attendees/contract.ts"
import { checkin } from "#modules/checkin/contract.ts"
import { givenHall, type Hall, scan, scanOf } from "#modules/checkin/given.ts"
import { meetings } from "#modules/meetings/contract.ts"
import { servedBy } from "../src/compose.ts"
import { as, type Caller, house, jobDone, Refused, refused } from "./harness.ts"
import { sampleOf } from "./sample.ts"

type Person = { id: string; name: string; delegationId: string | null; version: number }
let hall: Hall
let operations: Operation[]
let ours: Person[]
let others: Person[]
let ourDelegation: string
let otherDelegation: string
let liaison: Caller
let attendant: Caller
let gateId: string
let otherGateId: string

beforeAll(async () => {
  hall = await givenHall({ count: 12, observers: 0 })
  const { meetingId } = hall
  const office = await as("*")
  operations = servedBy((await house()).modules).flatMap(({ contract }) => Object.values(contract))
  const people = (await office(attendees.list, { meetingId, size: 200 })).rows
  ourDelegation = people[0]!.delegationId!
  otherDelegation = people.find(({ delegationId }) => delegationId !== ourDelegation)!.delegationId!
  ours = people.filter(({ delegationId }) => delegationId === ourDelegation)
  others = people.filter(({ delegationId }) => delegationId !== ourDelegation)
  // what the desk would find of them must be told apart from ours by name alone
  for (const [index, other] of others.entries()) await rename(office, other, `外团某${"甲乙丙丁戊己庚辛壬癸子丑"[index]}`)
  others = (await office(attendees.list, { meetingId, size: 200, where: { delegationId: otherDelegation } })).rows
  gateId = (await office(checkin.addGate, { meetingId, name: "东门" })).id
  otherGateId = (await office(checkin.addGate, { meetingId, name: "西门" })).id
  liaison = await as("*", { kind: "meeting", id: meetingId, delegations: [ourDelegation] })
  attendant = await as("*", { kind: "meeting", id: meetingId, gates: [gateId] })
  await office(checkin.manual, { meetingId, sessionId: hall.sessionId, attendeeId: others[0]!.id, reason: "当场" })
})

async function rename(office: Caller, { id }: Person, name: string): Promise<void> {
  const { updatedAt: _, updatedBy: __, sameName: ___, phone: ____, ...person } = await office(attendees.get, { meetingId: hall.meetingId, id })
  await office(attendees.update, { ...person, sameNameMark: null, name })
}

test("who may search but read no list finds nothing; with one list what stands in it, and no more", async () => {
  const { meetingId } = hall
  const found = async (...granted: string[]) =>
    (await (await as(["meetings.search", ...granted], { meetingId }))(meetings.search, { meetingId, find: "会" })).map(({ path }) => path.split(/[/?]/)[0])
  const all = new Set(await found("*"))
  expect(all.size).toBeGreaterThan(1)
  expect(await found()).toEqual([])
  expect(new Set(await found("agenda.list"))).toEqual(new Set(["agenda"]))
  expect((await found("tasks.list")).filter((room) => room !== "tasks")).toEqual([])
})

const forAccounts = ({ actors }: Operation) => actors === undefined || actors.includes("account")
const keptIn = (part: "delegation" | "gate") => operations.filter((operation) => forAccounts(operation) && operation.within?.includes(part))

test("behind every door that does not promise to keep to the limit, a limited grant is no grant", async () => {
  for (const [caller, part] of [
    [liaison, "delegation"],
    [attendant, "gate"],
  ] as const) {
    const closed = operations.filter(
      (operation) => forAccounts(operation) && ["meeting", "series", "unit", "system"].includes(operation.scope) && !operation.within?.includes(part),
    )
    expect(closed.length).toBeGreaterThan(50)
    for (const operation of closed)
      expect([operation.name, await refused(caller(operation, { ...sampleOf(operation.input), meetingId: hall.meetingId }))], operation.name).toEqual([
        operation.name,
        expect.stringMatching(/^house\.(mayNot|notFound)$/),
      ])
  }
})

test("a liaison sees his delegation whole: list, counts, export, board", async () => {
  const { meetingId, sessionId } = hall
  const list = await liaison(attendees.list, { meetingId, size: 200 })
  expect([list.total, list.all]).toEqual([ours.length, ours.length])
  expect((await liaison(attendees.delegations, { meetingId })).map(({ id }) => id)).toEqual([ourDelegation])
  expect((await liaison(meetings.counts, { meetingId })).find(({ room }) => room === "roster")?.count).toBe(ours.length)
  const board = await liaison(checkin.board, { meetingId, sessionId })
  expect([board.totals.due, board.totals.present, board.arrivals, board.delegations.length]).toEqual([ours.length, 0, [], 1])
  const { jobId } = await liaison(attendees.exportRoster, { meetingId, purpose: "本团核对" })
  expect((await jobDone(jobId, liaison)).result).toMatchObject({ people: ours.length })
  const sheet = await liaison(checkin.export, { meetingId, sessionId })
  expect((await jobDone(sheet.jobId, liaison)).result).toMatchObject({ people: ours.length })
})

test("a liaison grants leave to his own people and adds people to his own delegation only", async () => {
  const { meetingId } = hall
  expect(await liaison(attendees.grantLeave, { meetingId, id: ours[1]!.id, reason: "病假" })).toMatchObject({ excusedReason: "病假" })
  expect(await refused(liaison(attendees.grantLeave, { meetingId, id: others[1]!.id, reason: "病假" }))).toBe("house.notFound")
  const fresh = { meetingId, name: "新来的", category: "正式代表" }
  expect(await refused(liaison(attendees.add, fresh))).toBe("attendees.noSuchDelegation")
  expect(await refused(liaison(attendees.add, { ...fresh, delegationId: otherDelegation }))).toBe("attendees.noSuchDelegation")
  const added = await liaison(attendees.add, { ...fresh, delegationId: ourDelegation })
  await liaison(attendees.remove, { meetingId, ids: [added.id] })
})

test("whoever stands at a gate sees and takes back what happened there, and nothing of the other gates", async () => {
  const { meetingId, sessionId } = hall
  const office = await as("*")
  const { token } = await office(checkin.renewGate, { meetingId, id: otherGateId })
  const west = await enrolled(token)
  await scan(
    west,
    scanOf(
      hall,
      hall.people.find(({ id }) => id === ours[2]!.id),
    ),
  )
  expect((await attendant(checkin.gates, { meetingId, sessionId })).map(({ name }) => name)).toEqual(["东门"])
  expect((await attendant(checkin.scans, { meetingId, sessionId })).rows).toEqual([])
  expect(await refused(attendant(checkin.renewGate, { meetingId, id: otherGateId }))).toBe("checkin.noSuchGate")
  expect(await refused(attendant(checkin.undo, { meetingId, sessionId, attendeeId: ours[2]!.id, reason: "误扫" }))).toBe("checkin.notPresent")
  await attendant(checkin.manual, { meetingId, sessionId, attendeeId: ours[3]!.id, reason: "忘带证" })
  expect((await attendant(checkin.scans, { meetingId, sessionId })).rows).toMatchObject([{ kind: "manual", gate: "东门" }])
  expect(await attendant(checkin.undo, { meetingId, sessionId, attendeeId: ours[3]!.id, reason: "误签" })).toEqual({ attendeeId: ours[3]!.id })
})

async function enrolled(token: string): Promise<Caller> {
  const { app } = await house()
  const response = await app.inject({ method: "POST", url: "/api/access/enrol", payload: { token } })
  const { key } = response.json() as { key: string }
  const headers = { authorization: `Bearer ${key}`, "x-huixu-shell": "gate" }
  return Object.assign(async () => undefined, { id: "", headers }) as unknown as Caller
}

test("two limits of different kinds are not added up to everything", async () => {
  const { meetingId, sessionId } = hall
  const office = await as("*")
  const role = await office(access.addRole, { name: "两边都管", operations: ["checkin.*"] })
  await office(access.grant, { accountId: liaison.id, roleId: role.id, at: { kind: "meeting", id: meetingId, gates: [gateId] } })
  const { rows } = await liaison(checkin.present, { meetingId, sessionId, size: 200 })
  expect(rows.every(({ name }) => !name.startsWith("外团"))).toBe(true)
})

/** Any operation a liaison may call, with whatever ids an attacker would put in. */
const attempt = () =>
  fc.record({
    operation: fc.constantFrom(...keptIn("delegation")),
    person: fc.constantFrom(...others),
    alsoOurs: fc.boolean(),
    delegationId: fc.constantFrom(otherDelegation, ourDelegation),
    find: fc.constantFrom("", "外团", "外团某甲", "w"),
  })

function inputOf(operation: Operation, { person, alsoOurs, delegationId, find }: { person: Person; alsoOurs: boolean; delegationId: string; find: string }) {
  const ids = alsoOurs ? [ours[0]!.id, person.id] : [person.id]
  const sample: Record<string, unknown> = {
    ...sampleOf(operation.input),
    meetingId: hall.meetingId,
    sessionId: hall.sessionId,
    id: person.id,
    attendeeId: person.id,
    ids,
  }
  Object.assign(sample, { version: person.version, category: "正式代表", reason: "病假", name: "本团新人", delegationId })
  const tried = {
    ...sample,
    size: 50,
    find,
    where: operation.name === "attendees.list" || operation.name === "attendees.exportRoster" ? { delegationId } : undefined,
  }
  return { ...tried, ...(find === "" && operation.name === "meetings.search" ? { find: "外" } : {}) }
}

async function stateOfOthers(): Promise<string> {
  const { platform } = await house()
  const ids = others.map(({ id }) => id)
  const people = await platform.pool.query("select * from attendee where meeting_id = $1 and id = any($2) order by id", [hall.meetingId, ids])
  const present = await platform.pool.query("select attendee_id, first_at from presence where meeting_id = $1 and attendee_id = any($2) order by 1", [
    hall.meetingId,
    ids,
  ])
  return JSON.stringify([people.rows, present.rows])
}

test("whatever a liaison calls, nobody of another delegation is seen or touched", async () => {
  const before = await stateOfOthers()
  const names = others.map(({ name }) => name)
  await fc.assert(
    fc.asyncProperty(attempt(), async ({ operation, ...wild }) => {
      const answer = await liaison(operation, inputOf(operation, wild) as never).catch((error) => {
        if (error instanceof Refused && error.status < 500) return { refused: error.code, said: error.message, data: error.data }
        throw error
      })
      const said = JSON.stringify(answer)
      for (const name of names) if (operation.kind === "query" || !("refused" in (answer as object))) expect(said, operation.name).not.toContain(name)
      expect(await stateOfOthers(), operation.name).toBe(before)
    }),
    { numRuns: 150 },
  )
}, 120_000)
