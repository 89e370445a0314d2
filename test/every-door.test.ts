import { beforeAll, expect, test } from "vitest"
import type { Operation } from "#kernel/contract.ts"
import { newId } from "#kernel/ids.ts"
import { givenMeeting } from "#modules/meetings/given.ts"
import { servedBy } from "../src/compose.ts"
import { anyone, as, asAttendee, asDevice, type Caller, house, refused } from "./harness.ts"
import { sampleOf } from "./sample.ts"

let operations: Operation[]
let meetingId: string
let stranger: Caller
let powerless: Caller

beforeAll(async () => {
  const { modules } = await house()
  operations = servedBy(modules).flatMap(({ contract }) => Object.values(contract))
  meetingId = (await givenMeeting()).meetingId
  stranger = await as("*", { meetingId: (await givenMeeting()).meetingId })
  powerless = await as("nothing.atAll", { meetingId })
})

const inputFor = (operation: Operation) => ({ ...sampleOf(operation.input), ...(operation.scope === "meeting" ? { meetingId } : {}) })
const codes = async (caller: Caller, chosen: Operation[]) =>
  Object.fromEntries(await Promise.all(chosen.map(async (operation) => [operation.name, await refused(caller(operation, inputFor(operation)))] as const)))
const allWith = (chosen: Operation[], code: string) => Object.fromEntries(chosen.map(({ name }) => [name, code]))
const forAccounts = (operation: Operation) => operation.actors === undefined || operation.actors.includes("account")

test("an owner of another meeting finds nothing behind any door of this one", async () => {
  const chosen = operations.filter((operation) => operation.scope === "meeting" && forAccounts(operation))
  expect(chosen.length).toBeGreaterThan(20)
  expect(await codes(stranger, chosen)).toEqual(allWith(chosen, "house.notFound"))
})

test("who has no grant in the meeting is refused at every door", async () => {
  const chosen = operations.filter((operation) => ["meeting", "system"].includes(operation.scope) && forAccounts(operation))
  expect(await codes(powerless, chosen)).toEqual(allWith(chosen, "house.mayNot"))
})

test("nobody signed in is asked to sign in at every door that is not public", async () => {
  const chosen = operations.filter((operation) => operation.scope !== "public")
  expect(await codes(anyone(), chosen)).toEqual(allWith(chosen, "house.notSignedIn"))
})

test("a phone, a gate and a screen open only the doors made for them, and only in their meeting", async () => {
  const other = newId()
  for (const [kind, caller] of [
    ["device", await asDevice(other, "gate")],
    ["device", await asDevice(other, "screen")],
    ["attendee", await asAttendee(other, newId())],
  ] as const) {
    const closed = operations.filter((operation) => operation.scope !== "public" && !operation.actors?.includes(kind))
    expect(await codes(caller, closed)).toEqual(allWith(closed, "house.mayNot"))
    const elsewhere = operations.filter((operation) => operation.scope === "meeting" && operation.actors?.includes(kind))
    expect(await codes(caller, elsewhere)).toEqual(allWith(elsewhere, "house.notFound"))
  }
})

test("every operation says in its contract what it asks for, or an input could not be made", () => {
  for (const operation of operations) expect(sampleOf(operation.input), operation.name).toBeTypeOf("object")
})
