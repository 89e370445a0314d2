import fc from "fast-check"
import { expect, test } from "vitest"
import { newId } from "#kernel/ids.ts"
import { as, asAttendee, asDevice, jobDone, refused } from "../../../test/harness.ts"
import { statements } from "../../../test/statements.ts"
import { checkin } from "./contract.ts"
import { givenHall, type Hall, scan, scanOf, send } from "./given.ts"

const secretaryOf = ({ meetingId }: Hall) => as("checkin.*", { meetingId })
const boardOf = async (hall: Hall) => (await secretaryOf(hall))(checkin.board, { meetingId: hall.meetingId, sessionId: hall.sessionId })

test("whatever the gates send, in whatever order: gates add up to the people present, and due is present, on leave and absent", async () => {
  const hall = await givenHall({ count: 20, observers: 4 })
  const gates = await Promise.all(["一号门", "二号门", "三号门"].map((name) => asDevice(hall.meetingId, "gate", name)))
  const secretary = await secretaryOf(hall)
  const where = { meetingId: hall.meetingId, sessionId: hall.sessionId }
  const step = fc.record({ gate: fc.nat(2), people: fc.array(fc.nat(23), { minLength: 1, maxLength: 8 }), undo: fc.boolean() })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 5 }), async (steps) => {
      await Promise.all(
        steps.map(async ({ gate, people, undo }) => {
          const caller = gates[gate]
          if (caller)
            await send(
              caller,
              people.map((index) => scanOf(hall, hall.people[index])),
            )
          if (undo) await refused(secretary(checkin.undo, { ...where, attendeeId: hall.people[people[0] ?? 0]?.id ?? "", reason: "试" })).catch(() => "done")
        }),
      )
      const board = await secretary(checkin.board, where)
      const shown = await secretary(checkin.gates, where)
      const inHall = board.totals.present + board.totals.others
      expect(shown.reduce((all, gate) => all + gate.people, 0)).toBe(inHall)
      expect(board.totals.present + board.totals.excused + board.totals.absent).toBe(board.totals.due)
      expect(board.delegations.reduce((all, row) => all + row.present, 0)).toBe(board.totals.present)
      expect(board.arrivals.reduce((all, bar) => all + bar.count, 0)).toBe(inHall)
    }),
    { numRuns: 15 },
  )
})

test("by hand at the desk, with a reason; taken out again, with a reason; both stand in the ledger", async () => {
  const hall = await givenHall()
  const secretary = await secretaryOf(hall)
  const where = { meetingId: hall.meetingId, sessionId: hall.sessionId, attendeeId: hall.people[0]?.id ?? "" }

  expect(await secretary(checkin.manual, { ...where, reason: "忘带证件" })).toEqual({ verdict: "admitted", first: null })
  expect(await secretary(checkin.manual, { ...where, reason: "忘带证件" })).toMatchObject({ verdict: "already", first: { gate: "工作台" } })
  await secretary(checkin.undo, { ...where, reason: "点错人" })
  expect(await refused(secretary(checkin.undo, { ...where, reason: "点错人" }))).toBe("checkin.notPresent")

  const { rows } = await secretary(checkin.scans, { meetingId: hall.meetingId, sessionId: hall.sessionId })
  expect(rows.map(({ kind, reason }) => [kind, reason])).toEqual([
    ["undo", "点错人"],
    ["manual", "忘带证件"],
    ["manual", "忘带证件"],
  ])
})

test("what cannot be: a person not on the roster, a session without attendance", async () => {
  const hall = await givenHall()
  const secretary = await secretaryOf(hall)
  const where = { meetingId: hall.meetingId, sessionId: hall.sessionId, reason: "忘带证件" }
  expect(await refused(secretary(checkin.manual, { ...where, attendeeId: newId() }))).toBe("checkin.noSuchPerson")
  expect(await refused(secretary(checkin.undo, { ...where, attendeeId: newId() }))).toBe("checkin.noSuchPerson")
  expect(await refused(secretary(checkin.manual, { ...where, sessionId: hall.quietSessionId, attendeeId: hall.people[0]?.id ?? "" }))).toBe("checkin.noSession")
  expect(await refused(secretary(checkin.board, { meetingId: hall.meetingId, sessionId: hall.quietSessionId }))).toBe("checkin.noSession")
  expect(await refused(secretary(checkin.export, { meetingId: hall.meetingId, sessionId: newId() }))).toBe("checkin.noSession")
})

test("gates are added, given a new code, and revoked; a revoked gate sends nothing any more", async () => {
  const hall = await givenHall()
  const { meetingId } = hall
  const secretary = await secretaryOf(hall)
  const { id, token } = await secretary(checkin.addGate, { meetingId, name: "一号门" })
  expect(token).toHaveLength(26)
  expect(await refused(secretary(checkin.addGate, { meetingId, name: "一号门" }))).toBe("checkin.gateName")
  expect((await secretary(checkin.renewGate, { meetingId, id })).token).not.toBe(token)

  const gate = await asDevice(meetingId, "gate", "二号门")
  await secretary(checkin.revokeGate, { meetingId, id: gate.id })
  expect(await refused(send(gate, [scanOf(hall, hall.people[0])]))).toBe("checkin.notADevice")
  expect(await refused(secretary(checkin.revokeGate, { meetingId, id: gate.id }))).toBe("checkin.noSuchGate")
  expect(await refused(secretary(checkin.renewGate, { meetingId, id: newId() }))).toBe("checkin.noSuchGate")
})

test("another meeting's gate finds none of our people, and neither a screen nor a secretary nor a delegate may scan", async () => {
  const hall = await givenHall()
  const elsewhere = await givenHall()
  const foreign = await asDevice(elsewhere.meetingId, "gate")
  expect((await scan(foreign, scanOf(hall, hall.people[0]))).verdict).toBe("notOnList")
  expect((await boardOf(hall)).totals.present).toBe(0)
  const others = [await asDevice(hall.meetingId, "screen"), await secretaryOf(hall), await asAttendee(hall.meetingId, hall.people[0]?.id ?? "")]
  for (const caller of others) expect(await refused(send(caller, [scanOf(hall, hall.people[0])]))).toBe("checkin.notADevice")
})

test("only who was granted it, and only in his own meeting", async () => {
  const hall = await givenHall()
  const { meetingId, sessionId } = hall
  const elsewhere = await givenHall()
  const stranger = await as("checkin.*", { meetingId: elsewhere.meetingId })
  const clerk = await as("papers.*", { meetingId })
  const person = hall.people[0]?.id ?? ""
  const attempts = (caller: typeof clerk) => [
    caller(checkin.board, { meetingId, sessionId }),
    caller(checkin.present, { meetingId, sessionId }),
    caller(checkin.scans, { meetingId, sessionId }),
    caller(checkin.sessions, { meetingId }),
    caller(checkin.gates, { meetingId }),
    caller(checkin.addGate, { meetingId, name: "三号门" }),
    caller(checkin.renewGate, { meetingId, id: newId() }),
    caller(checkin.revokeGate, { meetingId, id: newId() }),
    caller(checkin.manual, { meetingId, sessionId, attendeeId: person, reason: "试" }),
    caller(checkin.undo, { meetingId, sessionId, attendeeId: person, reason: "试" }),
    caller(checkin.export, { meetingId, sessionId }),
  ]
  const answersTo = async (caller: typeof clerk) => [...new Set(await Promise.all(attempts(caller).map(refused)))]
  expect(await answersTo(stranger)).toEqual(["house.notFound"])
  expect(await answersTo(clerk)).toEqual(["house.mayNot"])
  // with his own meeting's id he still does not reach our session
  expect(await refused(stranger(checkin.board, { meetingId: elsewhere.meetingId, sessionId }))).toBe("checkin.noSession")
  expect(await refused(stranger(checkin.manual, { meetingId: elsewhere.meetingId, sessionId: elsewhere.sessionId, attendeeId: person, reason: "试" }))).toBe(
    "checkin.noSuchPerson",
  )
})

test("a delegate sees his own card with the time he came in, and nobody else's", async () => {
  const hall = await givenHall()
  const person = hall.people[0]
  const phone = await asAttendee(hall.meetingId, person?.id ?? "", person?.name)
  await scan(await asDevice(hall.meetingId, "gate"), scanOf(hall, person))

  const card = await phone(checkin.myCard, {})

  expect(card).toMatchObject({ me: { name: person?.name }, card: { code: person?.code } })
  expect(card.sessions.filter((session) => session.presentAt)).toMatchObject([{ id: hall.sessionId }])
})

test("the attendance list is exported whole, and comes to the archive", async () => {
  const hall = await givenHall({ count: 230, observers: 0 })
  const secretary = await as("*")
  await send(
    await asDevice(hall.meetingId, "gate"),
    hall.people.slice(0, 200).map((person) => scanOf(hall, person)),
  )

  const run = await jobDone((await secretary(checkin.export, { meetingId: hall.meetingId, sessionId: hall.sessionId })).jobId)

  expect(run).toMatchObject({ state: "done", result: { people: 230 } })
  expect(run.fileId).not.toBeNull()
})

test("a page of 1 and a page of 200 cost the same number of statements", async () => {
  const hall = await givenHall({ count: 200, observers: 0 })
  const office = await as("*")
  const where = { meetingId: hall.meetingId, sessionId: hall.sessionId }
  await send(
    await asDevice(hall.meetingId, "gate"),
    hall.people.map((person) => scanOf(hall, person)),
  )
  const counted = (list: (size: number) => Promise<{ rows: unknown[] }>, size: number) =>
    statements(/attendee_v/, async () => expect((await list(size)).rows).toHaveLength(size))
  for (const list of [(size: number) => office(checkin.present, { ...where, size }), (size: number) => office(checkin.scans, { ...where, size })]) {
    const one = await counted(list, 1)
    expect(one).toBe(1)
    expect(await counted(list, 200)).toBe(one)
  }
})
