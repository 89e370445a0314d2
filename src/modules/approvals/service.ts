import { Refusal } from "#kernel/contract.ts"
import { newId } from "#kernel/ids.ts"
import { serve } from "#server/api.ts"
import type { Context } from "#server/context.ts"
import { mayAt, mayEverywhere } from "#server/grants.ts"
import { delegate, end, today } from "./absence/service.ts"
import { delegationsOf } from "./absence/store.ts"
import { approvals, printSheet, type Subject } from "./contract.ts"
import { beginRound, handOf, hashOf, type Loaded, note, opened, seen, settle, shown } from "./course/service.ts"
import { addFlow, changeFlow, choicesOf, personWith, requiredFlow, seatsFor } from "./flows/service.ts"
import { flowsIn, openFlow } from "./flows/store.ts"
import { agree, askAlso, begin, type Course, handOver, mustBeRunning, type Seat, sendBack } from "./rules.ts"
import { addApproval, countsOf, courseOfSubject, lastOf, linesOf, roundsOf, seatsOf } from "./store.ts"

const me = (ctx: Context) => ({ id: ctx.actor.id, today: today(ctx) })
const hour = 3_600_000

type Chosen = readonly { step: number; accountIds: readonly string[] }[]
export type Submission = {
  meetingId: string | null
  unitId?: string | null
  subject: Subject
  flow: string
  /** What is decided on; fresh uploads become its own, `files` are the subject's already. */
  paper: { body: string; fileIds?: readonly string[]; files?: readonly { id: string; name: string; size: number; sha256: string }[] }
  chosen?: Chosen
  /** What has changed since it was returned. */
  note?: string
}

const isSame = (a: Seat) => !a.isMust
/** Whom the last round asked is asked again, unless the submitter chooses anew. */
async function seatsAgain(ctx: Context, { row }: Pick<Loaded, "row">, chosen: Chosen): Promise<Seat[]> {
  if (chosen.length > 0) return seatsFor(ctx, { steps: row.flow.steps, meetingId: row.meetingId, chosen })
  return (await seatsOf(ctx.db, row.id, row.round)).filter(isSame).map((seat) => ({ ...seat, isOff: false }))
}

async function start(ctx: Context, loaded: Pick<Loaded, "row" | "rounds">, { seats, laid }: { seats: Seat[]; laid: Parameters<typeof beginRound>[2]["laid"] }) {
  const { row, rounds } = loaded
  const submitters = [...rounds.map(({ byId }) => byId), ctx.actor.id]
  const course: Course = { state: "running", step: 0, visit: row.version, flow: row.flow, submitters, seats, deeds: [] }
  await beginRound(ctx, loaded, { next: begin(course), laid })
  return { approvalId: row.id, round: row.round + 1 }
}

/** A subject begins its way, or goes it again after it was returned. Throws approvals.underWay, noSuchFlow, chooseFor, nobodyThere. */
async function submit(ctx: Context, { meetingId, unitId = null, subject, flow: flowId, paper, chosen = [], note: changed = "" }: Submission) {
  const last = await lastOf(ctx.db, subject)
  if (last?.state === "running") throw new Refusal("approvals.underWay", { title: subject.title })
  const laid = { title: subject.title, body: paper.body, fileIds: paper.fileIds ?? [], own: paper.files ?? [], note: changed }
  if (last?.state === "returned") {
    const loaded = { row: { ...last, subject }, rounds: await roundsOf(ctx.db, last.id) }
    return start(ctx, loaded, { seats: await seatsAgain(ctx, loaded, chosen), laid })
  }
  const { id, version, name, steps, twoPersons, onceOnly, kind } = await openFlow(ctx.db, flowId)
  if (kind !== subject.kind) throw new Refusal("approvals.wrongKind", { name })
  const seats = await seatsFor(ctx, { steps, meetingId, chosen })
  const row = { id: newId(), meetingId, unitId, subject, flow: { id, version, name, steps, twoPersons, onceOnly } }
  await addApproval(ctx.db, { ...row, submittedId: ctx.actor.id, submittedBy: ctx.actor.name, now: ctx.now })
  const made = { ...row, state: "running" as const, round: 0, step: 0, version: 0, dueAt: null, submittedId: ctx.actor.id }
  return start(ctx, { row: { ...made, submittedBy: ctx.actor.name, submittedAt: ctx.now, updatedAt: ctx.now }, rounds: [] }, { seats, laid })
}

/** Throws house.mayNot, or house.notFound to a stranger of the meeting. */
async function mustBeMayRequest(ctx: Context, meetingId: string | null): Promise<void> {
  const operation = approvals.request.name
  if (mayEverywhere(ctx.actor, operation)) {
    if (meetingId && !(await ctx.platform.places.of("meeting", meetingId))) throw new Refusal("house.notFound")
    return
  }
  if (!meetingId) throw new Refusal("house.mayNot", { operation })
  const at = { kind: "meeting" as const, id: meetingId, operation }
  if (!(await mayAt(ctx.platform.places, ctx.actor, at))) throw new Refusal("house.notFound")
}

const answer = async (ctx: Context, id: string) => shown(ctx, await seen(ctx, id))

/** 加签 and 转办: another person comes to the step in hand. */
async function bringIn(ctx: Context, input: { id: string; version: number; accountId: string; opinion: string }, how: typeof askAlso | typeof handOver) {
  const loaded = await opened(ctx, input)
  const person = await personWith(ctx, input.accountId)
  const { seat, next } = how(loaded.course, await handOf(ctx, loaded.row), { ...person, addedBy: ctx.actor.name })
  await note(ctx, loaded, { kind: how === askAlso ? "asked" : "handed", opinion: input.opinion, seat, toName: person.name })
  await settle(ctx, loaded, { next, outcome: null })
  return answer(ctx, input.id)
}

function mustBeSubmitter(ctx: Context, { rounds }: Loaded): void {
  if (!rounds.some(({ byId }) => byId === ctx.actor.id)) throw new Refusal("house.mayNot", { operation: approvals.withdraw.name })
}

const served = serve(approvals, {
  counts: (ctx) => countsOf(ctx.db, me(ctx)),
  mine: (ctx, wanted) => linesOf(ctx.db, wanted, me(ctx)),
  list: (ctx, wanted) => linesOf(ctx.db, wanted, me(ctx)),
  all: (ctx, wanted) => linesOf(ctx.db, wanted, me(ctx)),
  get: (ctx, { id }) => answer(ctx, id),

  async fileTicket(ctx, { id, fileId }) {
    const { rounds } = await seen(ctx, id)
    if (!rounds.some(({ files }) => files.some((file) => file.id === fileId))) throw new Refusal("house.notFound")
    return ctx.platform.files.ticket(ctx, fileId)
  },

  choices: (ctx) => choicesOf(ctx),

  async request(ctx, { meetingId, flowId, title, body, fileIds, chosen }) {
    await mustBeMayRequest(ctx, meetingId)
    const id = newId()
    const subject = { kind: "request" as const, id, title, path: "approvals" }
    const { approvalId } = await submit(ctx, { meetingId, subject, flow: flowId, paper: { body, fileIds }, chosen })
    return answer(ctx, approvalId)
  },

  async resubmit(ctx, { id, version, title, body, fileIds, chosen, note: changed }) {
    const loaded = await opened(ctx, { id, version })
    mustBeSubmitter(ctx, loaded)
    if (loaded.row.state !== "returned" || loaded.row.subject.kind !== "request") throw new Refusal("approvals.notReturned")
    await start(ctx, loaded, { seats: await seatsAgain(ctx, loaded, chosen), laid: { title, body, fileIds, own: [], note: changed } })
    return answer(ctx, id)
  },

  async withdraw(ctx, { id, version, opinion }) {
    const loaded = await opened(ctx, { id, version })
    mustBeSubmitter(ctx, loaded)
    mustBeRunning(loaded.course)
    await note(ctx, loaded, { kind: "withdrawn", opinion, outcome: "withdrawn" })
    await settle(ctx, loaded, { next: { ...loaded.course, state: "withdrawn" }, outcome: "withdrawn" })
    return answer(ctx, id)
  },

  async agree(ctx, { id, version, opinion }) {
    const loaded = await opened(ctx, { id, version })
    const turn = agree(loaded.course, await handOf(ctx, loaded.row))
    await note(ctx, loaded, { kind: "agreed", opinion, seat: turn.seat, outcome: turn.outcome })
    await settle(ctx, loaded, turn)
    return answer(ctx, id)
  },

  async sendBack(ctx, { id, version, opinion, toStep }) {
    const loaded = await opened(ctx, { id, version })
    const turn = sendBack(loaded.course, await handOf(ctx, loaded.row), toStep)
    const toName = toStep === null ? "" : loaded.row.flow.steps[toStep]?.name
    await note(ctx, loaded, { kind: toStep === null ? "returned" : "sentBack", opinion, seat: turn.seat, toName, outcome: turn.outcome })
    await settle(ctx, loaded, turn)
    return answer(ctx, id)
  },

  askAlso: (ctx, input) => bringIn(ctx, input, askAlso),
  handOver: (ctx, input) => bringIn(ctx, input, handOver),

  async urge(ctx, { id }) {
    const { row } = await seen(ctx, id)
    const loaded = await opened(ctx, row)
    mustBeSubmitter(ctx, loaded)
    mustBeRunning(loaded.course)
    const last = loaded.acts.findLast((act) => act.kind === "urged")
    if (last && Date.parse(ctx.now) - Date.parse(last.at) < hour) throw new Refusal("approvals.urgedLately")
    await note(ctx, loaded, { kind: "urged", opinion: "" })
    await settle(ctx, loaded, { next: loaded.course, outcome: null })
    return answer(ctx, id)
  },

  async print(ctx, { id }) {
    const { row } = await seen(ctx, id)
    return { jobId: await ctx.start(printSheet, { id }, row.meetingId ?? undefined) }
  },

  delegations: (ctx) => delegationsOf(ctx.db, ctx.actor.id),
  delegate: (ctx, wanted) => delegate(ctx, wanted),
  endDelegation: (ctx, { id }) => end(ctx, id),
  flows: (ctx) => flowsIn(ctx.db),
  addFlow: (ctx, text) => addFlow(ctx, text),
  changeFlow: (ctx, { id, version, ...text }) => changeFlow(ctx, { id, version, text }),
  closeFlow: (ctx, { id, version }) => changeFlow(ctx, { id, version, isClosed: true }),
})

/** What later modules call beside the operations, in their own transaction. */
export const approvalsService = Object.assign(served, {
  submit,
  requiredFlow,
  hashOf,
  /** The whole way of a subject over all its approvals, for the module that holds it and has checked who asks; undefined: never submitted. */
  async courseOf(ctx: Context, subject: Pick<Subject, "kind" | "id">) {
    const last = await lastOf(ctx.db, subject)
    if (!last) return undefined
    const stepName = last.state === "running" ? (last.flow.steps[last.step]?.name ?? null) : null
    return { approvalId: last.id, state: last.state, stepName, ...(await courseOfSubject(ctx.db, subject)) }
  },
  /** Where a subject stands, and the hash of what was last laid before the deciders; undefined: never submitted. */
  async standingOf(ctx: Context, subject: Pick<Subject, "kind" | "id">) {
    const last = await lastOf(ctx.db, subject)
    if (!last) return undefined
    const round = (await roundsOf(ctx.db, last.id)).at(-1)
    return { approvalId: last.id, state: last.state, sha256: round?.sha256 ?? "" }
  },
})
