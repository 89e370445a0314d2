/** One approval, from its rows to its course and back: every doing loads it locked, asks the rules, writes what follows. */
import { createHash } from "node:crypto"
import { Refusal } from "#kernel/contract.ts"
import { officeZone, shortMoment } from "#kernel/dates.ts"
import { newId } from "#kernel/ids.ts"
import type { Context } from "#server/context.ts"
import { mayAt, mayEverywhere } from "#server/grants.ts"
import { today } from "../absence/service.ts"
import { principalsOf } from "../absence/store.ts"
import { type Act, type Approval, approvals, decided, type Outcome, type Round } from "../contract.ts"
import { dueAt } from "../flows/rules.ts"
import { outcomeNoMore, tellOutcome, waitsNoMore } from "../reminding/service.ts"
import { type Course, type Seat, seatFor, type Turn } from "../rules.ts"
import { actsOf, addAct, addRound, approvalById, deedsIn, isConcerned, type KeptAct, type Row, roundsOf, saveSeats, seatsOf, setStanding } from "../store.ts"

export type Loaded = { row: Row; course: Course; acts: KeptAct[]; rounds: (Round & { byId: string })[] }

async function loadedOf(ctx: Context, row: Row): Promise<Loaded> {
  const rounds = await roundsOf(ctx.db, row.id)
  const acts = await actsOf(ctx.db, row.id)
  const course: Course = {
    state: row.state,
    step: row.step,
    visit: row.version,
    flow: row.flow,
    submitters: rounds.map(({ byId }) => byId),
    seats: await seatsOf(ctx.db, row.id, row.round),
    deeds: deedsIn(acts, row.round),
  }
  return { row, course, acts, rounds }
}

/** Those it concerns, and who may see all of the house or of the meeting. Throws house.notFound for everybody else. */
async function mustConcern(ctx: Context, { id, meetingId }: Row): Promise<void> {
  if (mayEverywhere(ctx.actor, approvals.all.name)) return
  if (await isConcerned(ctx.db, id, { id: ctx.actor.id, today: today(ctx) })) return
  if (meetingId && (await mayAt(ctx.platform.places, ctx.actor, { kind: "meeting", id: meetingId, operation: approvals.list.name }))) return
  throw new Refusal("house.notFound")
}

export async function seen(ctx: Context, id: string): Promise<Loaded> {
  const row = await approvalById(ctx.db, id)
  await mustConcern(ctx, row)
  return loadedOf(ctx, row)
}

/** Locked, and as the person saw it: who decides on a step that has moved on is told who moved it. */
export async function opened(ctx: Context, { id, version }: { id: string; version: number }): Promise<Loaded> {
  const row = await approvalById(ctx.db, id, true)
  await mustConcern(ctx, row)
  const loaded = await loadedOf(ctx, row)
  if (row.version === version) return loaded
  const last = loaded.acts.at(-1)
  throw new Refusal("house.stale", { who: last?.by ?? row.submittedBy, when: shortMoment(last?.at ?? row.updatedAt, officeZone, ctx.locale) })
}

export async function handOf(ctx: Context, { subject }: Row): Promise<{ byId: string; standsFor: string[] }> {
  const { id: accountId } = ctx.actor
  return { byId: accountId, standsFor: await principalsOf(ctx.db, { accountId, kind: subject.kind, today: today(ctx) }) }
}

type Doing = { kind: Act["kind"]; opinion: string; seat?: Seat; toName?: string; outcome?: Outcome | null; at?: Pick<Row, "round" | "step" | "version"> }
export async function note(ctx: Context, { row }: Pick<Loaded, "row">, { kind, opinion, seat, toName = "", outcome = null, at = row }: Doing): Promise<void> {
  const isOwn = seat === undefined || seat.id === ctx.actor.id
  await addAct(ctx.db, {
    id: newId(),
    approvalId: row.id,
    round: at.round,
    visit: at.version,
    step: at.step,
    stepName: kind === "submitted" || kind === "withdrawn" ? "" : (row.flow.steps[at.step]?.name ?? ""),
    kind,
    byId: ctx.actor.id,
    byName: ctx.actor.name,
    forId: isOwn ? null : seat.id,
    forName: isOwn ? null : seat.name,
    toName: toName || null,
    opinion,
    outcome,
    at: ctx.now,
  })
}

const dueOf = (ctx: Context, next: Course) => (next.state === "running" ? dueAt(ctx.now, next.flow.steps[next.step]?.within ?? null) : null)

/** Writes where it stands now, and raises the outcome where the round has ended. */
export async function settle(ctx: Context, { row, course }: Loaded, { next, outcome }: Pick<Turn, "next" | "outcome">): Promise<void> {
  const hasMoved = next.visit !== course.visit
  const dueAtNow = hasMoved || next.state !== "running" ? dueOf(ctx, next) : row.dueAt
  await setStanding(ctx.db, row.id, { state: next.state, round: row.round, step: next.step, version: next.visit, dueAt: dueAtNow, now: ctx.now })
  if (hasMoved || next.seats !== course.seats) await saveSeats(ctx.db, { approvalId: row.id, round: row.round, steps: [next.step] }, next.seats)
  await waitsNoMore(ctx, row.id, { forAll: hasMoved || next.state !== "running" })
  if (outcome === "approved" || outcome === "returned") await tellOutcome(ctx, row, outcome)
  else if (outcome) await outcomeNoMore(ctx, row.id)
  if (outcome) await ctx.raise(decided, { approvalId: row.id, meetingId: row.meetingId, subject: row.subject, outcome, round: row.round })
  tellAll(ctx, row.meetingId)
}

/** Both the house's inbox and the meeting's pages hear of it. */
export function tellAll(ctx: Context, meetingId: string | null): void {
  ctx.announce("approvals", undefined, null)
  if (meetingId) ctx.announce("approvals", undefined, meetingId)
}

type PaperFile = Round["files"][number]
/** `own`: files that the subject holds already. */
type Laid = { title: string; body: string; fileIds: readonly string[]; own: readonly PaperFile[]; note: string }

/** What is laid before the deciders: files of its own, fresh uploads, or files of an earlier round of the same approval. */
async function paperOf(ctx: Context, { row, rounds }: Pick<Loaded, "row" | "rounds">, laid: Laid) {
  const known = rounds.flatMap(({ files }) => files)
  const files: PaperFile[] = laid.own.map(({ id, name, size, sha256 }) => ({ id, name, size, sha256 }))
  for (const id of laid.fileIds) {
    const file = known.find((one) => one.id === id) ?? (await ctx.platform.files.keep(ctx.db, id, row.meetingId))
    if (!file) throw new Refusal("approvals.notAFreshFile")
    files.push({ id: file.id, name: file.name, size: file.size, sha256: file.sha256 })
  }
  return { files, sha256: hashOf({ title: laid.title, body: laid.body, files }) }
}

/** One hash over text and files, by which anybody can show later what was decided on. */
export const hashOf = ({ title, body, files }: { title: string; body: string; files: readonly { name: string; sha256: string }[] }): string =>
  createHash("sha256")
    .update(JSON.stringify([title, body, files.map(({ name, sha256 }) => [name, sha256])]))
    .digest("hex")

/** The next round begins: `next` is its course at the first step. */
export async function beginRound(ctx: Context, loaded: Pick<Loaded, "row" | "rounds">, { next, laid }: { next: Course; laid: Laid }): Promise<void> {
  const { row } = loaded
  const round = row.round + 1
  await outcomeNoMore(ctx, row.id)
  const paper = await paperOf(ctx, loaded, laid)
  await addRound(ctx.db, row.id, { round, at: ctx.now, byId: ctx.actor.id, by: ctx.actor.name, note: laid.note, body: laid.body, ...paper })
  await saveSeats(ctx.db, { approvalId: row.id, round, steps: next.flow.steps.map((_, at) => at) }, next.seats)
  await note(ctx, loaded, { kind: "submitted", opinion: laid.note, at: { round, step: 0, version: next.visit } })
  await setStanding(ctx.db, row.id, { state: "running", round, step: 0, version: next.visit, dueAt: dueOf(ctx, next), title: laid.title, now: ctx.now })
  tellAll(ctx, row.meetingId)
}

function mayDecide(course: Course, hand: { byId: string; standsFor: string[] }): Seat | undefined {
  try {
    return seatFor(course, hand)
  } catch (error) {
    if (error instanceof Refusal) return undefined
    throw error
  }
}

export async function shown(ctx: Context, { row, course, acts, rounds }: Loaded): Promise<Approval> {
  const isRunning = row.state === "running"
  const agreed = new Set(course.deeds.flatMap((deed) => (deed.kind === "agreed" && deed.visit === course.visit ? [deed.forId ?? deed.byId] : [])))
  const here = course.seats.filter((seat) => seat.step === row.step && !seat.isOff && !agreed.has(seat.id))
  const seat = mayDecide(course, await handOf(ctx, row))
  const isMine = rounds.some(({ byId }) => byId === ctx.actor.id)
  const hasAgreed = (one: Seat) =>
    one.step === row.step
      ? agreed.has(one.id)
      : one.step < row.step &&
        !one.isOff &&
        course.deeds.some((deed) => deed.kind === "agreed" && deed.step === one.step && (deed.forId ?? deed.byId) === one.id)
  return {
    ...row,
    stepName: isRunning ? (row.flow.steps[row.step]?.name ?? null) : null,
    waitsFor: isRunning ? here.map(({ name }) => name) : [],
    isLate: isRunning && row.dueAt !== null && row.dueAt < ctx.now,
    seats: row.flow.steps.map((_, step) => course.seats.filter((one) => one.step === step).map((one) => ({ ...one, hasAgreed: hasAgreed(one) }))),
    rounds,
    acts,
    may: {
      decide: seat !== undefined,
      inPlaceOf: seat && seat.id !== ctx.actor.id ? seat.name : null,
      withdraw: isRunning && isMine,
      change: row.state === "returned" && isMine && row.subject.kind === "request",
      urge: isRunning && isMine,
    },
  }
}
