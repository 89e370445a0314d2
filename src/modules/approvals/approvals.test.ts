import { sql } from "kysely"
import { expect, test } from "vitest"
import { house as houseContract } from "#kernel/house.ts"
import { as, house, jobDone, refused } from "../../../test/harness.ts"
import { approvals } from "./contract.ts"
import { givenFlow, givenOffice, givenRequest } from "./given.ts"

const none = { opinion: "" }

test("a request goes from step to step, each opinion is kept with its name, and it is approved at the end", async () => {
  const { submitter, people, made } = await givenRequest()
  const [first, second] = people
  expect((await first!(approvals.counts, {})).todo).toBe(1)
  expect((await second!(approvals.counts, {})).todo).toBe(0)
  const moved = await first!(approvals.agree, { id: made.id, version: made.version, opinion: "拟同意，请领导审定。" })
  expect(moved.stepName).toBe("第2步")
  expect((await second!(approvals.mine, { box: "todo" })).rows.map((row) => row.id)).toEqual([made.id])
  await second!(approvals.agree, { id: made.id, version: moved.version, ...none })

  const done = await submitter(approvals.get, { id: made.id })
  expect(done.state).toBe("approved")
  expect(done.acts.map((act) => act.kind)).toEqual(["submitted", "agreed", "agreed"])
  expect(done.acts[1]?.opinion).toBe("拟同意，请领导审定。")
  expect(await refused(first!(approvals.agree, { id: made.id, version: done.version, ...none }))).toBe("approvals.notRunning")
  expect((await first!(approvals.mine, { box: "done" })).total).toBe(1)
})

test("what was returned is changed and goes its way again as the next round; the first round stays as it was", async () => {
  const { submitter, people, made, written } = await givenRequest()
  const [first] = people
  await first!(approvals.sendBack, { id: made.id, version: made.version, opinion: "数量请核实。", toStep: null })
  const returned = await submitter(approvals.get, { id: made.id })
  expect([returned.state, returned.may.change]).toEqual(["returned", true])
  const again = { id: made.id, version: returned.version, title: written.title, body: "拟购置签到闸机两台。", fileIds: [], chosen: [], note: "四台改为两台" }
  const second = await submitter(approvals.resubmit, again)

  expect(second.round).toBe(2)
  expect(second.rounds.map(({ body }) => body)).toEqual(["拟购置签到闸机四台。", "拟购置签到闸机两台。"])
  expect(second.rounds[0]?.sha256).not.toBe(second.rounds[1]?.sha256)
  expect(second.waitsFor).toEqual(made.waitsFor)
  expect(await refused(submitter(approvals.resubmit, { ...again, version: second.version }))).toBe("approvals.notReturned")
})

test("who submitted it does not decide it: not chosen, not asked beside others, not in another's place", async () => {
  const { submitter, people, made, owner } = await givenRequest({ need: [1] })
  const [first, second] = people
  const flowId = await givenFlow({ need: [1] })
  const own = { meetingId: null, flowId, title: "自批", body: "", fileIds: [], chosen: [{ step: 0, accountIds: [submitter.id] }] }
  expect(await refused(submitter(approvals.request, own))).toBe("approvals.nobodyThere")
  const seen = { id: made.id, version: made.version }
  expect(await refused(first!(approvals.askAlso, { ...seen, accountId: submitter.id, ...none }))).toBe("approvals.ownSubmission")
  expect(await refused(first!(approvals.handOver, { ...seen, accountId: submitter.id, ...none }))).toBe("approvals.ownSubmission")
  await first!(approvals.delegate, { toId: submitter.id, kinds: [], startsOn: today(), endsOn: today() })
  expect(await refused(submitter(approvals.agree, { ...seen, ...none }))).toBe("approvals.ownSubmission")
  expect((await submitter(approvals.counts, {})).todo).toBe(0)
  expect(await refused(second!(approvals.agree, { ...seen, ...none }))).toBe("house.notFound")
  expect(await refused(owner(approvals.agree, { ...seen, ...none }))).toBe("approvals.notYours")
})

const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)

test("while someone is away another decides in his place, and the opinion says so", async () => {
  const { people, made, submitter } = await givenRequest()
  const [first, second, third] = people
  await first!(approvals.delegate, { toId: third!.id, kinds: ["request"], startsOn: today(), endsOn: today() })
  const seen = await third!(approvals.get, { id: made.id })
  expect(seen.may).toMatchObject({ decide: true, inPlaceOf: made.waitsFor[0] })
  expect((await third!(approvals.counts, {})).todo).toBe(1)
  await third!(approvals.agree, { id: made.id, version: made.version, opinion: "同意。" })

  const act = (await submitter(approvals.get, { id: made.id })).acts.at(-1)
  expect(act?.forName).toBe(made.waitsFor[0])
  expect(await refused(third!(approvals.delegate, { toId: second!.id, kinds: [], startsOn: today(), endsOn: today() }))).toBe("approvals.standsForOther")
  expect(await refused(second!(approvals.delegate, { toId: first!.id, kinds: [], startsOn: today(), endsOn: today() }))).toBe("approvals.delegateAway")
  expect(await refused(first!(approvals.delegate, { toId: second!.id, kinds: [], startsOn: today(), endsOn: today() }))).toBe("approvals.alreadyAway")
  expect(await refused(second!(approvals.delegate, { toId: second!.id, kinds: [], startsOn: today(), endsOn: today() }))).toBe("approvals.notToYourself")
  expect(await refused(second!(approvals.delegate, { toId: third!.id, kinds: [], startsOn: "2020-01-01", endsOn: "2020-01-02" }))).toBe("approvals.badDates")
})

test("a delegation that is taken back opens nothing any more, and nobody takes back another's", async () => {
  const { people, made } = await givenRequest()
  const [first, second, third] = people
  const { id } = await first!(approvals.delegate, { toId: third!.id, kinds: [], startsOn: today(), endsOn: today() })
  expect(await refused(second!(approvals.endDelegation, { id }))).toBe("house.notFound")
  await first!(approvals.endDelegation, { id })
  expect(await refused(third!(approvals.agree, { id: made.id, version: made.version, ...none }))).toBe("house.notFound")
  expect((await first!(approvals.delegations, {}))[0]?.endedOn).toBe(today())
})

test("two who delegate to each other at the same moment make no circle", async () => {
  const { people } = await givenOffice()
  const [first, second] = people
  const span = { kinds: [], startsOn: today(), endsOn: today() }
  const answers = await Promise.allSettled([
    first!(approvals.delegate, { toId: second!.id, ...span }),
    second!(approvals.delegate, { toId: first!.id, ...span }),
  ])
  expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1)
})

test("all who sign together at the same moment are counted, and the step goes on once", async () => {
  const { people, submitter, written } = await givenRequest({ need: [1] })
  const flowId = await givenFlow({ need: ["all"] })
  const chosen = [{ step: 0, accountIds: people.map(({ id }) => id) }]
  const made = await submitter(approvals.request, { ...written, flowId, chosen })
  const answers = await Promise.allSettled(people.map((one) => one(approvals.agree, { id: made.id, version: made.version, ...none })))

  expect(answers.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "fulfilled"])
  expect((await submitter(approvals.get, { id: made.id })).state).toBe("approved")
})

test("of two who decide a step at once that needs one, one is told that it has moved on", async () => {
  const { people, submitter, written } = await givenRequest({ need: [1] })
  const [first, second, third] = people
  const flowId = await givenFlow({ need: [1, 1] })
  const chosen = [
    { step: 0, accountIds: [first!.id, second!.id] },
    { step: 1, accountIds: [third!.id] },
  ]
  const made = await submitter(approvals.request, { ...written, flowId, chosen })
  const codes = await Promise.all(
    [first!, second!].map((one) => refused(one(approvals.agree, { id: made.id, version: made.version, ...none })).catch(() => "done")),
  )
  expect(codes.sort()).toEqual(["done", "house.stale"])
})

test("the same person presses twice at the same moment: it counts once", async () => {
  const { people, made } = await givenRequest({ need: ["all"], chosen: undefined })
  const [first] = people
  const codes = await Promise.all([1, 2].map(() => refused(first!(approvals.agree, { id: made.id, version: made.version, ...none })).catch(() => "done")))
  expect(codes.filter((code) => code === "done")).toHaveLength(1)
})

test("who decided one step does not decide another, unless the flow lets him", async () => {
  const { people, submitter, written } = await givenRequest({ need: [1] })
  const [first, second] = people
  const chosen = [
    { step: 0, accountIds: [first!.id] },
    { step: 1, accountIds: [first!.id, second!.id] },
  ]
  const strict = await submitter(approvals.request, { ...written, flowId: await givenFlow(), chosen })
  const moved = await first!(approvals.agree, { id: strict.id, version: strict.version, ...none })
  expect(await refused(first!(approvals.agree, { id: strict.id, version: moved.version, ...none }))).toBe("approvals.decidedBefore")
  const free = await submitter(approvals.request, { ...written, flowId: await givenFlow({ onceOnly: false }), chosen })
  const next = await first!(approvals.agree, { id: free.id, version: free.version, ...none })
  expect((await first!(approvals.agree, { id: free.id, version: next.version, ...none })).state).toBe("approved")
})

test("a step may ask one more, hand over, or send back to an earlier step, and all of it is on the way", async () => {
  const { people, made, submitter } = await givenRequest()
  const [first, second, third] = people
  await first!(approvals.askAlso, { id: made.id, version: made.version, accountId: third!.id, opinion: "请一并核" })
  const alone = await first!(approvals.agree, { id: made.id, version: made.version, ...none })
  expect([alone.step, alone.waitsFor.length]).toEqual([0, 1])
  const moved = await third!(approvals.agree, { id: made.id, version: made.version, ...none })
  const back = await second!(approvals.sendBack, { id: made.id, version: moved.version, opinion: "请再核。", toStep: 0 })
  expect([back.state, back.step, back.waitsFor.length]).toEqual(["running", 0, 2])
  const over = await first!(approvals.handOver, { id: made.id, version: back.version, accountId: (await as("x.y")).id, ...none })
  expect(over.may.decide).toBe(false)
  expect(await refused(third!(approvals.sendBack, { id: made.id, version: back.version, opinion: "退", toStep: 0 }))).toBe("approvals.mayNotReturnThere")
  const kinds = (await submitter(approvals.get, { id: made.id })).acts.map((act) => act.kind)
  expect(kinds).toEqual(["submitted", "asked", "agreed", "agreed", "sentBack", "handed"])
})

test("the submitter withdraws and urges; others do not", async () => {
  const { people, made, submitter } = await givenRequest()
  const seen = { id: made.id, version: made.version }
  expect(await refused(people[0]!(approvals.withdraw, { ...seen, ...none }))).toBe("house.mayNot")
  expect(await refused(people[0]!(approvals.urge, { id: made.id }))).toBe("house.mayNot")
  await submitter(approvals.urge, { id: made.id })
  expect(await refused(submitter(approvals.urge, { id: made.id }))).toBe("approvals.urgedLately")
  expect((await submitter(approvals.withdraw, { ...seen, opinion: "情况有变" })).state).toBe("withdrawn")
  expect(await refused(people[0]!(approvals.agree, { ...seen, ...none }))).toBe("approvals.notRunning")
})

test("whom it does not concern finds nothing; who sees all of the house sees it but decides nothing", async () => {
  const { made, owner } = await givenRequest()
  const stranger = await as("approvals.request")
  expect(await refused(stranger(approvals.get, { id: made.id }))).toBe("house.notFound")
  expect(await refused(stranger(approvals.print, { id: made.id }))).toBe("house.notFound")
  expect(await refused(stranger(approvals.urge, { id: made.id }))).toBe("house.notFound")
  expect(await refused(stranger(approvals.all, {}))).toBe("house.mayNot")
  expect((await owner(approvals.all, { find: "签到设备" })).rows.some(({ id }) => id === made.id)).toBe(true)
  expect((await owner(approvals.get, { id: made.id })).may.decide).toBe(false)
})

test("what was said and what was decided on cannot be changed, not even in the database", async () => {
  const { made } = await givenRequest()
  const { db } = (await house()).platform
  await expect(sql`update approval_act set opinion = '改' where approval_id = ${made.id}`.execute(db)).rejects.toThrow(/never changed/)
  await expect(sql`delete from approval_act where approval_id = ${made.id}`.execute(db)).rejects.toThrow(/never changed/)
  await expect(sql`update approval_round set body = '改' where approval_id = ${made.id}`.execute(db)).rejects.toThrow(/never changed/)
})

test("a running approval keeps the version of the flow it began with", async () => {
  const { made, owner, flowId, written, submitter } = await givenRequest()
  const { id, version, isClosed: _closed, updatedBy: _by, ...text } = (await owner(approvals.flows, {})).find((flow) => flow.id === flowId)!
  const changed = await owner(approvals.changeFlow, { ...text, id, version, steps: text.steps.slice(0, 1) })
  expect(changed.version).toBe(2)
  expect((await owner(approvals.get, { id: made.id })).flow.steps).toHaveLength(2)
  expect(await refused(owner(approvals.changeFlow, { ...text, id, version }))).toBe("house.stale")
  expect(await refused(owner(approvals.addFlow, { ...text, name: "呈批件" }))).toBe("approvals.flowTaken")
  await owner(approvals.closeFlow, { id, version: 2 })
  expect(await refused(submitter(approvals.request, written))).toBe("approvals.noSuchFlow")
})

test("presets come with their source, can be used as they are, and are changed into a version of one's own", async () => {
  const { owner, submitter, people } = await givenOffice()
  const preset = (await owner(approvals.flows, {})).find((flow) => flow.name === "呈批件")!
  expect(preset.version).toBe(0)
  expect(preset.source).toMatch(/公文处理工作条例/)
  const written = { meetingId: null, flowId: preset.id, title: "请示", body: "", fileIds: [] }
  expect(await refused(submitter(approvals.request, { ...written, chosen: [{ step: 0, accountIds: [people[0]!.id] }] }))).toBe("approvals.chooseFor")
  const chosen = people.slice(0, 2).map(({ id }, step) => ({ step, accountIds: [id] }))
  expect((await submitter(approvals.request, { ...written, chosen })).dueAt).not.toBeNull()
  const scheme = (await owner(approvals.flows, {})).find((flow) => flow.kind === "scheme")!
  expect(await refused(submitter(approvals.request, { ...written, flowId: scheme.id, chosen }))).toBe("approvals.wrongKind")
})

test("the approval sheet is printed by whom it concerns", async () => {
  const { made, people, submitter } = await givenRequest({ need: [1] })
  await people[0]!(approvals.agree, { id: made.id, version: made.version, opinion: "同意。" })
  const { jobId } = await submitter(approvals.print, { id: made.id })
  expect((await jobDone(jobId, submitter)).state).toBe("done")
  const { url, name } = await submitter(houseContract.resultTicket, { id: jobId })
  const response = await (await house()).app.inject({ url, headers: submitter.headers })
  expect(name).toMatch(/审批单/)
  expect(response.rawPayload.toString("latin1", 0, 4)).toBe("%PDF")
})

test("an upload becomes part of what is decided on, once, and only for those it concerns", async () => {
  const { submitter, people, written, made } = await givenRequest({ need: [1] })
  const { db, files } = (await house()).platform
  const { id } = await files.put(db, { name: "方案.pdf", type: "application/pdf", bytes: Buffer.from("%PDF-1.7"), meetingId: null, passing: true })
  const withFile = await submitter(approvals.request, { ...written, fileIds: [id] })
  expect(withFile.rounds[0]?.files.map(({ name }) => name)).toEqual(["方案.pdf"])
  expect(withFile.rounds[0]?.sha256).not.toBe(made.rounds[0]?.sha256)
  expect((await people[0]!(approvals.fileTicket, { id: withFile.id, fileId: id })).name).toBe("方案.pdf")
  expect(await refused(people[1]!(approvals.fileTicket, { id: withFile.id, fileId: id }))).toBe("house.notFound")
  expect(await refused(people[0]!(approvals.fileTicket, { id: made.id, fileId: id }))).toBe("house.notFound")
  expect(await refused(submitter(approvals.request, { ...written, fileIds: [id] }))).toBe("approvals.notAFreshFile")
})
