import fc from "fast-check"
import pg from "pg"
import { expect, test, vi } from "vitest"
import { newId } from "#kernel/ids.ts"
import { attendees } from "#modules/attendees/contract.ts"
import { cards } from "#modules/cards/contract.ts"
import { as, asAttendee, asDevice, jobDone, refused } from "../../../test/harness.ts"
import { checkin } from "./contract.ts"
import { givenHall, type Hall, scan, scanOf, send } from "./given.ts"

const secretaryOf = ({ meetingId }: Hall) => as("checkin.*", { meetingId })
const boardOf = async (hall: Hall) => (await secretaryOf(hall))(checkin.board, { meetingId: hall.meetingId, sessionId: hall.sessionId })

test("a delegate is admitted once; the second time the gate says when and where he came in", async () => {
  const hall = await givenHall()
  const [first, second] = [await asDevice(hall.meetingId, "gate", "一号门"), await asDevice(hall.meetingId, "gate", "二号门")]
  const person = hall.people[0]

  const admitted = await scan(first, scanOf(hall, person))
  const again = await scan(second, scanOf(hall, person))

  expect(admitted).toMatchObject({ verdict: "admitted", attendeeId: person?.id, name: person?.name, first: null, word: "放行" })
  expect(again).toMatchObject({ verdict: "already", first: { gate: "一号门" }, word: "已签到" })
  expect((await boardOf(hall)).totals).toMatchObject({ due: 12, present: 1, absent: 11, others: 0 })
})

test("the same scan sent ten times at once is one scan, with one answer", async () => {
  const hall = await givenHall()
  const gate = await asDevice(hall.meetingId, "gate")
  const one = scanOf(hall, hall.people[1])

  const answers = await Promise.all(Array.from({ length: 10 }, () => scan(gate, one)))

  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  expect(answers[0]?.verdict).toBe("admitted")
  const secretary = await secretaryOf(hall)
  expect((await secretary(checkin.scans, { meetingId: hall.meetingId, sessionId: hall.sessionId })).total).toBe(1)
  expect((await boardOf(hall)).totals.present).toBe(1)
})

test("ten scans of one person at ten gates at once let him in once", async () => {
  const hall = await givenHall()
  const gates = await Promise.all(Array.from({ length: 10 }, (_, i) => asDevice(hall.meetingId, "gate", `${i + 1}号门`)))

  const answers = await Promise.all(gates.map((gate) => scan(gate, scanOf(hall, hall.people[0]))))

  expect(answers.map(({ verdict }) => verdict).sort()).toEqual(["admitted", ...Array.from({ length: 9 }, () => "already")])
  expect((await boardOf(hall)).totals.present).toBe(1)
})

test("a retry after a lost answer is answered the same, even when the person was taken out in between", async () => {
  const hall = await givenHall()
  const gate = await asDevice(hall.meetingId, "gate")
  const secretary = await secretaryOf(hall)
  const [entry, twice] = [scanOf(hall, hall.people[0]), scanOf(hall, hall.people[0])]
  const before = [await scan(gate, entry), await scan(gate, twice)]
  await secretary(checkin.undo, { meetingId: hall.meetingId, sessionId: hall.sessionId, attendeeId: hall.people[0]?.id ?? "", reason: "扫错人" })

  expect([await scan(gate, entry), await scan(gate, twice)]).toEqual(before)
  expect((await boardOf(hall)).totals.present).toBe(0)
})

test("each kind of stranger is told apart, and every scan is kept", async () => {
  const hall = await givenHall()
  const gate = await asDevice(hall.meetingId, "gate")
  const stranger = (await givenHall()).people[0]
  const ids = [
    scanOf(hall, undefined, { code: "某张名片" }),
    scanOf(hall, stranger),
    scanOf(hall, hall.people[0], { sessionId: hall.quietSessionId }),
    scanOf(hall, hall.people[0], { sessionId: newId() }),
  ]

  const { answers } = await send(gate, ids)

  expect(answers.map(({ verdict }) => verdict)).toEqual(["notOnList", "notOnList", "wrongSession", "wrongSession"])
  expect(answers.every(({ word, next }) => word && next)).toBe(true)
  const secretary = await secretaryOf(hall)
  const kept = await secretary(checkin.scans, { meetingId: hall.meetingId, sessionId: hall.sessionId, problems: true })
  expect(kept.rows.map((row) => row.code).sort()).toEqual([stranger?.code, "某张名片"].sort())
  expect((await boardOf(hall)).totals.present).toBe(0)
})

test("a lost card is stopped by name, the new one goes in", async () => {
  const hall = await givenHall()
  const gate = await asDevice(hall.meetingId, "gate")
  const office = await as("*")
  const person = hall.people[0]
  await office(cards.reissue, { meetingId: hall.meetingId, attendeeId: person?.id ?? "", reason: "lost" })
  const badge = await office(cards.badge, { meetingId: hall.meetingId, attendeeId: person?.id ?? "" })

  expect(await scan(gate, scanOf(hall, person))).toMatchObject({ verdict: "revokedCard", name: person?.name })
  expect((await scan(gate, scanOf(hall, undefined, { code: badge.content }))).verdict).toBe("admitted")
  const known = (await gate(checkin.setup, {})).people?.find(({ id }) => id === person?.id)
  expect(known?.codes.map(({ revoked }) => revoked).sort()).toEqual([false, true])
})

test("whoever has leave is stopped; let in by hand he counts as present, not as on leave", async () => {
  const hall = await givenHall()
  const gate = await asDevice(hall.meetingId, "gate")
  const office = await as("*")
  const person = hall.people[0]
  await office(attendees.grantLeave, { meetingId: hall.meetingId, id: person?.id ?? "", reason: "病假" })
  expect((await scan(gate, scanOf(hall, person))).verdict).toBe("excused")
  expect((await boardOf(hall)).totals).toMatchObject({ due: 12, present: 0, excused: 1, absent: 11 })

  const byHand = scanOf(hall, undefined, { kind: "manual", attendeeId: person?.id ?? "", reason: "本人到会" })
  expect((await scan(gate, byHand)).verdict).toBe("admitted")

  expect((await scan(gate, scanOf(hall, person))).verdict).toBe("already")
  expect((await boardOf(hall)).totals).toMatchObject({ due: 12, present: 1, excused: 0, absent: 11 })
})

test("an observer and a member of the staff come in, but are counted apart", async () => {
  const hall = await givenHall({ count: 3, observers: 2 })
  const gate = await asDevice(hall.meetingId, "gate")

  const answers = (
    await send(
      gate,
      hall.people.map((person) => scanOf(hall, person)),
    )
  ).answers

  expect(answers.every(({ verdict }) => verdict === "admitted")).toBe(true)
  expect((await boardOf(hall)).totals).toMatchObject({ due: 3, present: 3, others: 2, absent: 0 })
})

test("two gates without network, uploaded in either order: one person present at the earlier time, both scans kept", async () => {
  const hall = await givenHall({ count: 40, observers: 0 })
  const [one, two] = [await asDevice(hall.meetingId, "gate", "一号门"), await asDevice(hall.meetingId, "gate", "二号门")]
  const secretary = await secretaryOf(hall)
  let used = 0
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 60, max: 7200 }), fc.integer({ min: 60, max: 7200 }), fc.boolean(), async (ago, alsoAgo, oneFirst) => {
      const person = hall.people[used++]
      const at = (seconds: number) => new Date(Math.floor(Date.now() / 1000) * 1000 - seconds * 1000).toISOString()
      const [scanOne, scanTwo] = [scanOf(hall, person, { scannedAt: at(ago) }), scanOf(hall, person, { scannedAt: at(alsoAgo) })]
      const inOrder = oneFirst
        ? ([
            [one, scanOne],
            [two, scanTwo],
          ] as const)
        : ([
            [two, scanTwo],
            [one, scanOne],
          ] as const)
      const verdicts = [await scan(...inOrder[0]), await scan(...inOrder[1])].map(({ verdict }) => verdict)
      expect(verdicts).toEqual(["admitted", "already"])
      const { rows } = await secretary(checkin.present, { meetingId: hall.meetingId, sessionId: hall.sessionId, find: person?.name })
      expect(rows.find((row) => row.attendeeId === person?.id)).toMatchObject(
        ago < alsoAgo ? { at: scanTwo.scannedAt, gate: "二号门" } : ago > alsoAgo ? { at: scanOne.scannedAt, gate: "一号门" } : { at: scanOne.scannedAt },
      )
    }),
    { numRuns: 30 },
  )
  const { total } = await secretary(checkin.scans, { meetingId: hall.meetingId, sessionId: hall.sessionId })
  expect(total).toBe(used * 2)
})

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

test("a gate hears who came in at the others, and who was taken out", async () => {
  const hall = await givenHall()
  const [one, two] = [await asDevice(hall.meetingId, "gate", "一号门"), await asDevice(hall.meetingId, "gate", "二号门")]
  await scan(one, scanOf(hall, hall.people[0]))

  const heard = (await send(two, [], { follow: { sessionId: hall.sessionId, after: null } })).followed
  expect(heard?.arrived).toMatchObject([{ attendeeId: hall.people[0]?.id, gate: "一号门" }])

  await (await secretaryOf(hall))(checkin.undo, {
    meetingId: hall.meetingId,
    sessionId: hall.sessionId,
    attendeeId: hall.people[0]?.id ?? "",
    reason: "扫错人",
  })
  const later = (await send(two, [], { follow: { sessionId: hall.sessionId, after: heard?.next ?? null } })).followed
  expect(later?.left).toEqual([hall.people[0]?.id])
})

test("a gate's clock that is two hours ahead is corrected and shown", async () => {
  const hall = await givenHall()
  const gate = await asDevice(hall.meetingId, "gate", "一号门")
  const ahead = (ms: number) => new Date(Date.now() + 7_200_000 + ms).toISOString()
  await send(gate, [scanOf(hall, hall.people[0], { scannedAt: ahead(-60_000) })], { sentAt: ahead(0) })

  const secretary = await secretaryOf(hall)
  const { rows } = await secretary(checkin.present, { meetingId: hall.meetingId, sessionId: hall.sessionId, state: "present" })
  expect(Math.abs(Date.parse(rows[0]?.at ?? "") - (Date.now() - 60_000))).toBeLessThan(10_000)
  const [shown] = await secretary(checkin.gates, { meetingId: hall.meetingId, sessionId: hall.sessionId })
  expect(shown?.clockAhead).toBeGreaterThan(7_190)
})

test("the roster a gate takes along holds no usable code, and is not sent again while it is the same", async () => {
  const hall = await givenHall()
  const gate = await asDevice(hall.meetingId, "gate", "一号门")

  const setup = await gate(checkin.setup, {})

  expect(setup.gate).toBe("一号门")
  expect(setup.sessions.map(({ id }) => id)).toContain(hall.sessionId)
  expect(setup.people).toHaveLength(14)
  expect(JSON.stringify(setup)).not.toContain(hall.people[0]?.code)
  expect((await gate(checkin.setup, { have: setup.version })).people).toBeNull()
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
  const asked = vi.spyOn(pg.Client.prototype, "query")
  const counted = async (list: (size: number) => Promise<{ rows: unknown[] }>, size: number) => {
    asked.mockClear()
    expect((await list(size)).rows).toHaveLength(size)
    const texts = asked.mock.calls.map(([query]: unknown[]) => (query as { text?: string }).text ?? String(query))
    return texts.filter((text) => text.includes("attendee_v")).length
  }
  for (const list of [(size: number) => office(checkin.present, { ...where, size }), (size: number) => office(checkin.scans, { ...where, size })]) {
    const one = await counted(list, 1)
    expect(one).toBe(1)
    expect(await counted(list, 200)).toBe(one)
  }
})
