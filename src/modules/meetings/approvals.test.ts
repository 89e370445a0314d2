import { sql } from "kysely"
import { expect, test } from "vitest"
import { access } from "#modules/access/contract.ts"
import { approvals } from "#modules/approvals/contract.ts"
import { givenOffice, givenRequest } from "#modules/approvals/given.ts"
import { as, house, refused } from "../../../test/harness.ts"
import { meetings } from "./contract.ts"
import { givenMeeting } from "./given.ts"

test("without the grant nobody writes a request, and a grant in one meeting is none in another", async () => {
  const { flowId, written } = await givenRequest()
  const { meetingId } = await givenMeeting()
  const clerk = await as(["approvals.request", "approvals.list"], { meetingId })
  const reader = await as("approvals.list", { meetingId })
  expect(await refused(reader(approvals.request, { ...written, flowId, meetingId }))).toBe("house.notFound")
  expect(await refused(clerk(approvals.request, { ...written, flowId }))).toBe("house.mayNot")
  const made = await clerk(approvals.request, { ...written, flowId, meetingId })
  expect((await reader(approvals.list, { meetingId })).rows.map(({ id }) => id)).toEqual([made.id])
  expect((await reader(approvals.get, { id: made.id })).may.decide).toBe(false)
  const other = await givenMeeting()
  expect(await refused(clerk(approvals.request, { ...written, flowId, meetingId: other.meetingId }))).toBe("house.notFound")
})

test("the number of a meeting's approvals is at the rail, and what is late on its overview", async () => {
  const { flowId, written, owner } = await givenRequest()
  const { meetingId } = await givenMeeting()
  const made = await owner(approvals.request, { ...written, flowId, meetingId })
  const { platform } = await house()
  await sql`update approval set due_at = now() - interval '1 hour' where id = ${made.id}`.execute(platform.db)

  expect((await owner(meetings.counts, { meetingId })).find(({ room }) => room === "approvals")?.count).toBe(1)
  const { attention } = await owner(meetings.overview, { meetingId })
  expect(attention.find((line) => line.path === `approvals?open=${made.id}`)?.sentence).toContain(made.waitsFor[0])
})

test("those who hold a role where the approval belongs are asked", async () => {
  const { owner, submitter } = await givenOffice()
  const { meetingId } = await givenMeeting()
  const holder = await as("minutes.list", { meetingId })
  const role = (await owner(access.accounts, {})).find(({ id }) => id === holder.id)!.grants[0]!.role
  const steps = [{ name: "核稿", who: { by: "role" as const, role }, need: 1, mayReturnToStep: false, within: null }]
  const flow = await owner(approvals.addFlow, {
    kind: "request",
    name: `按角色${role}`,
    steps,
    twoPersons: true,
    onceOnly: true,
    isRequired: false,
    source: "",
  })
  const written = { flowId: flow.id, title: "请示", body: "", fileIds: [], chosen: [] }
  expect(await refused(submitter(approvals.request, { ...written, meetingId: null }))).toBe("approvals.nobodyThere")
  await submitter(approvals.request, { ...written, meetingId })
  expect((await holder(approvals.counts, {})).todo).toBe(1)
})
