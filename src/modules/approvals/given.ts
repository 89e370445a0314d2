/** People of an office and an approval under way, made through the door. */
import { as, type Caller } from "../../../test/harness.ts"
import { type Approval, approvals } from "./contract.ts"

/** Three who decide and one who submits; each may do nothing but what concerns himself. */
export async function givenOffice(): Promise<{ owner: Caller; submitter: Caller; people: Caller[] }> {
  const owner = await as("*")
  const submitter = await as("approvals.request")
  const people = await Promise.all(Array.from({ length: 3 }, () => as("approvals.nothing")))
  return { owner, submitter, people }
}

type Rules = { twoPersons?: boolean; onceOnly?: boolean; need?: ("all" | number)[] }

/** A flow of steps that the submitter chooses people for. */
export async function givenFlow({ twoPersons = true, onceOnly = true, need = [1, 1] }: Rules = {}): Promise<string> {
  const owner = await as("*")
  const steps = need.map((one, at) => ({ name: `第${at + 1}步`, who: { by: "chosen" as const }, need: one, mayReturnToStep: true, within: null }))
  const name = `流程${Math.random().toString(36).slice(2, 10)}`
  return (await owner(approvals.addFlow, { kind: "request", name, steps, twoPersons, onceOnly, isRequired: false, source: "" })).id
}

/** Submitted: the first person decides the first step, the second the second … */
export async function givenRequest(wanted: Rules & { chosen?: string[][] } = {}) {
  const office = await givenOffice()
  const need = wanted.need ?? [1, 1]
  const flowId = await givenFlow({ ...wanted, need })
  const ids = office.people.map(({ id }) => id)
  const asked = wanted.chosen ?? need.map((_, at) => [ids[at] as string])
  const chosen = asked.map((accountIds, step) => ({ step, accountIds }))
  const written = { meetingId: null, flowId, title: "关于购置签到设备的请示", body: "拟购置签到闸机四台。", fileIds: [], chosen }
  const made: Approval = await office.submitter(approvals.request, written)
  return { ...office, flowId, written, made }
}
