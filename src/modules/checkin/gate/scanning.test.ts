import fc from "fast-check"
import { expect, test } from "vitest"
import { newId } from "#kernel/ids.ts"
import { attendees } from "#modules/attendees/contract.ts"
import { cards } from "#modules/cards/contract.ts"
import { as, asDevice } from "../../../../test/harness.ts"
import { checkin } from "../contract.ts"
import { givenHall, type Hall, scan, scanOf, send } from "../given.ts"

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
