import { expect, test } from "vitest"
import { approvals } from "#modules/approvals/contract.ts"
import { as, refused } from "../../../test/harness.ts"
import { minutes } from "./contract.ts"
import { givenMinutes } from "./given.ts"

/** Minutes in a house where nothing is issued without approval, and the two who approve. */
async function givenStrictHouse() {
  const { meetingId, made } = await givenMinutes({ count: 3 })
  const owner = await as("*")
  const clerk = await as("minutes.*", { meetingId })
  const [checker, chair] = [await as("x.y"), await as("x.y")]
  const flow = (await owner(approvals.flows, {})).find(({ kind }) => kind === "minutes")!
  const { id: flowId, version, isClosed: _closed, updatedBy: _by, ...text } = flow
  if (!flow.isRequired) await owner(approvals.changeFlow, { ...text, id: flowId, version, isRequired: true })
  const chosen = [checker, chair].map(({ id }, step) => ({ step, accountIds: [id] }))
  const key = { meetingId, id: made.id }
  return { key, made, clerk, checker, chair, submission: { ...key, version: made.version, flowId, chosen, note: "" } }
}

test("where a flow is set, minutes become final only when they were approved as they stand", async () => {
  const { key, made, clerk, checker, chair, submission } = await givenStrictHouse()
  const seen = { ...key, version: made.version }
  expect((await clerk(minutes.get, key)).requiredFlowId).toBe(submission.flowId)
  expect(await refused(clerk(minutes.finalise, seen))).toBe("minutes.notApproved")
  const { approval } = await clerk(minutes.submitForApproval, submission)
  expect(approval).toMatchObject({ state: "running", isOfThisText: true })
  expect(await refused(clerk(minutes.finalise, seen))).toBe("minutes.underApproval")
  expect(await refused(clerk(minutes.edit, { ...seen, series: made.series, text: made.text }))).toBe("minutes.underApproval")
  expect(await refused(clerk(minutes.submitForApproval, submission))).toBe("minutes.underApproval")

  const id = approval?.id ?? ""
  const moved = await checker(approvals.agree, { id, version: (await checker(approvals.get, { id })).version, opinion: "" })
  await chair(approvals.agree, { id, version: moved.version, opinion: "同意印发。" })
  expect((await clerk(minutes.list, { meetingId: key.meetingId }))[0]?.approvalState).toBe("approved")
  expect((await clerk(minutes.finalise, seen)).documentNumber).toMatch(/号$/)
})

test("minutes that were returned are changed and approved in the next round; a later change needs approval again", async () => {
  const { key, made, clerk, checker, chair, submission } = await givenStrictHouse()
  const { approval } = await clerk(minutes.submitForApproval, submission)
  const id = approval?.id ?? ""
  await checker(approvals.sendBack, { id, version: (await checker(approvals.get, { id })).version, opinion: "标题有误。", toStep: null })
  const edited = await clerk(minutes.edit, { ...key, version: made.version, series: made.series, text: { ...made.text, title: "改正的标题" } })
  expect(edited.approval).toMatchObject({ state: "returned", isOfThisText: false })
  await clerk(minutes.submitForApproval, { ...submission, version: edited.version, chosen: [], note: "标题已改" })
  const again = await checker(approvals.get, { id })
  expect([again.round, again.subject.title]).toEqual([2, "改正的标题"])
  const moved = await checker(approvals.agree, { id, version: again.version, opinion: "" })
  await chair(approvals.agree, { id, version: moved.version, opinion: "" })

  const changed = await clerk(minutes.edit, { ...key, version: edited.version, series: made.series, text: { ...made.text, title: "又改了" } })
  expect(await refused(clerk(minutes.finalise, { ...key, version: changed.version }))).toBe("minutes.changedSince")
})
