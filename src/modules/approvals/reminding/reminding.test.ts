import { expect, test } from "vitest"
import { reminders } from "#modules/reminders/contract.ts"
import { type Caller, house, tick } from "../../../../test/harness.ts"
import { approvals } from "../contract.ts"
import { givenRequest } from "../given.ts"

const none = { opinion: "" }
const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
const told = async (caller: Caller) => (await caller(reminders.mine, {})).rows.map(({ path, level }) => `${level} ${path}`)

async function late(id: string): Promise<void> {
  const { platform } = await house()
  await platform.pool.query("update approval set due_at = now() - interval '1 hour' where id = $1", [id])
}

test("who lets an approval wait beyond its time is told once, and no more when it goes on", async () => {
  const { people, submitter, made } = await givenRequest()
  const [first, second] = people
  await tick("approvals.remind")
  expect(await told(first!)).toEqual([])
  await late(made.id)
  await Promise.all([tick("approvals.remind"), tick("approvals.remind")])
  expect(await told(first!)).toEqual([`late /approvals?open=${made.id}`])
  expect((await first!(reminders.mine, {})).rows[0]).toMatchObject({ title: made.subject.title, sentence: expect.stringContaining("第1步已超期") })
  expect([await told(second!), await told(submitter)]).toEqual([[], []])
  const moved = await first!(approvals.agree, { id: made.id, version: made.version, ...none })
  expect(await told(first!)).toEqual([])
  await late(made.id)
  await tick("approvals.remind")
  expect(await told(second!)).toEqual([`late /approvals?open=${made.id}`])
  await submitter(approvals.withdraw, { id: made.id, version: moved.version, ...none })
  expect(await told(second!)).toEqual([])
})

test("at a step of several, who has said his is told no more and the others are", async () => {
  const { people, submitter, flowId, written } = { ...(await givenRequest({ need: ["all", 1] })) }
  const [first, second, third] = people
  const asked = [
    { step: 0, accountIds: [first!.id, second!.id] },
    { step: 1, accountIds: [third!.id] },
  ]
  const made = await submitter(approvals.request, { ...written, flowId, chosen: asked })
  await late(made.id)
  await tick("approvals.remind")
  const line = `late /approvals?open=${made.id}`
  expect([await told(first!), await told(second!)]).toEqual([[line], [line]])
  await first!(approvals.agree, { id: made.id, version: made.version, ...none })
  expect([await told(first!), await told(second!)]).toEqual([[], [line]])
  await tick("approvals.remind")
  expect([await told(first!), await told(second!)]).toEqual([[], [line]])
})

test("who stands in for one who is away is told in his place", async () => {
  const { people, made } = await givenRequest()
  const [first, , third] = people
  await first!(approvals.delegate, { toId: third!.id, kinds: ["request"], startsOn: today(), endsOn: today() })
  await late(made.id)
  await tick("approvals.remind")
  expect(await told(third!)).toEqual([`late /approvals?open=${made.id}`])
  await third!(approvals.agree, { id: made.id, version: made.version, ...none })
  expect([await told(third!), await told(first!)]).toEqual([[], []])
})

test("who asked is told that it was returned and by whom, until it is laid down again; and that it was approved", async () => {
  const { people, submitter, made, written } = await givenRequest()
  const [first, second] = people
  const returned = await first!(approvals.sendBack, { id: made.id, version: made.version, opinion: "请补经费来源", toStep: null })
  expect(await told(submitter)).toEqual([`due /approvals?open=${made.id}`])
  expect((await submitter(reminders.mine, {})).rows[0]?.sentence).toContain("已退回")
  expect(await told(first!)).toEqual([])
  const again = await submitter(approvals.resubmit, {
    id: made.id,
    version: returned.version,
    title: written.title,
    body: "已补",
    fileIds: [],
    chosen: written.chosen,
    note: "补了经费来源",
  })
  expect(await told(submitter)).toEqual([])
  const half = await first!(approvals.agree, { id: made.id, version: again.version, ...none })
  await second!(approvals.agree, { id: made.id, version: half.version, ...none })
  expect(await told(submitter)).toEqual([`info /approvals?open=${made.id}`])
})
