/** The course of one round: who may decide what, what follows, and that no way leads round a step. */
import { Refusal } from "#kernel/contract.ts"
import type { Outcome, State } from "./contract.ts"
import type { KeptFlow, Step } from "./flows/contract.ts"

/** One who is asked at a step. `isMust`: asked beside the others (加签), has to agree too. `isOff`: may not decide here. */
export type Seat = { step: number; id: string; name: string; isMust: boolean; isOff: boolean; addedBy: string | null }
export type Deed = { visit: number; step: number; kind: "agreed" | "returned" | "sentBack"; byId: string; forId: string | null }
export type Course = {
  state: State
  step: number
  /** Counts the steps entered in all rounds: opinions of an earlier visit count no longer when a step is done again. */
  visit: number
  flow: Pick<KeptFlow, "twoPersons" | "onceOnly" | "steps">
  /** Everybody who ever submitted it. */
  submitters: readonly string[]
  /** Of this round. */
  seats: readonly Seat[]
  deeds: readonly Deed[]
}
type Hand = { byId: string; standsFor: readonly string[] }
export type Turn = { seat: Seat; next: Course; outcome: Outcome | null }

const holderOf = (deed: Deed) => deed.forId ?? deed.byId
const seatsAt = ({ seats }: Course, step: number) => seats.filter((seat) => seat.step === step)
const stepAt = ({ flow }: Course, step: number): Step => flow.steps[step] as Step
const isOwn = ({ flow, submitters }: Course, id: string) => flow.twoPersons && submitters.includes(id)

/** Who decided the steps before this one, as they count now. With `onceOnly` they decide no other. */
function usedBefore({ flow, deeds }: Course, step: number): Set<string> {
  if (!flow.onceOnly) return new Set()
  const agreed = deeds.filter((deed) => deed.kind === "agreed" && deed.step < step)
  const last = (at: number) => Math.max(...agreed.filter((deed) => deed.step === at).map((deed) => deed.visit))
  return new Set(agreed.filter((deed) => deed.visit === last(deed.step)).flatMap((deed) => [deed.byId, holderOf(deed)]))
}

type Demand = { step: number; need: number; from: readonly string[] }

const candidatesAt = (course: Course, step: number, used: ReadonlySet<string>): string[] =>
  seatsAt(course, step).flatMap(({ id, isMust }) => (isMust || isOwn(course, id) || used.has(id) ? [] : [id]))

/** 会签 asks everybody who may still decide there; for the others to have enough left, one is enough. */
const demandAt = (course: Course, step: number, used: ReadonlySet<string>): Demand => {
  const { need } = stepAt(course, step)
  return { step, need: need === "all" ? 1 : need, from: candidatesAt(course, step, used) }
}

/** The first step that cannot be staffed by different people any more; undefined: all can (a matching, found by augmenting ways). */
function unstaffed(demands: readonly Demand[], areDifferent: boolean): Demand | undefined {
  if (!areDifferent) return demands.find(({ need, from }) => from.length < need)
  const taken = new Map<string, Demand>()
  const place = (demand: Demand, tried: Set<string>): boolean =>
    demand.from.some((id) => {
      if (tried.has(id) || taken.get(id) === demand) return false
      tried.add(id)
      const other = taken.get(id)
      if (other && !place(other, tried)) return false
      taken.set(id, demand)
      return true
    })
  return demands.find((demand) => Array.from({ length: demand.need }).some(() => !place(demand, new Set())))
}

const laterOf = (course: Course, step: number, used: ReadonlySet<string>): Demand[] =>
  course.flow.steps.flatMap((_, at) => (at > step ? [demandAt(course, at, used)] : []))

/** Throws approvals.nobodyThere: what could never be decided is not submitted. */
export function mustBeStaffed(course: Course): void {
  const missing = unstaffed(laterOf(course, -1, new Set()), course.flow.onceOnly)
  if (missing) throw new Refusal("approvals.nobodyThere", { step: stepAt(course, missing.step).name, need: missing.need })
}

/** Comes to a step: who may not decide there is off. At a 会签 those stay off without whom a later step would have nobody. */
function enter(course: Course, step: number): Course {
  const used = usedBefore(course, step)
  const spoken = new Set(used)
  const seats = course.seats.map((seat) => {
    if (seat.step !== step) return seat
    const isOff = isOwn(course, seat.id) || used.has(seat.id)
    if (isOff || stepAt(course, step).need !== "all" || !course.flow.onceOnly) return { ...seat, isOff }
    const isFree = !unstaffed(laterOf(course, step, new Set([...spoken, seat.id])), true)
    if (isFree) spoken.add(seat.id)
    return { ...seat, isOff: !isFree }
  })
  return { ...course, state: "running", step, visit: course.visit + 1, seats }
}

/** Begins a round; `seats` and `submitters` are the new round's. Throws approvals.nobodyThere. */
export function begin(course: Course): Course {
  mustBeStaffed(course)
  return enter({ ...course, deeds: [] }, 0)
}

const here = ({ deeds, visit }: Course) => deeds.filter((deed) => deed.visit === visit)

function isComplete(course: Course): boolean {
  const agreed = new Set(here(course).flatMap((deed) => (deed.kind === "agreed" ? [holderOf(deed)] : [])))
  const asked = seatsAt(course, course.step).filter((seat) => !seat.isOff)
  const own = asked.filter((seat) => !seat.isMust)
  const { need } = stepAt(course, course.step)
  const done = own.filter((seat) => agreed.has(seat.id)).length
  return asked.every((seat) => !seat.isMust || agreed.has(seat.id)) && done >= (need === "all" ? Math.max(1, own.length) : need)
}

export function mustBeRunning({ state }: Pick<Course, "state">): void {
  if (state !== "running") throw new Refusal("approvals.notRunning")
}

/** The place this person decides from: his own, or of one who is away. Throws the reason why there is none. */
export function seatFor(course: Course, { byId, standsFor }: Hand): Seat {
  mustBeRunning(course)
  const seats = seatsAt(course, course.step)
  const own = seats.find((seat) => seat.id === byId)
  const free = seats.filter((seat) => standsFor.includes(seat.id) && !seat.isOff && !here(course).some((deed) => holderOf(deed) === seat.id))
  if ((own || free.length > 0) && isOwn(course, byId)) throw new Refusal("approvals.ownSubmission")
  if (here(course).some((deed) => deed.byId === byId || (own && holderOf(deed) === byId))) throw new Refusal("approvals.alreadyDecided")
  const seat = own && !own.isOff ? own : own ? undefined : free[0]
  if ((own || free.length > 0) && usedBefore(course, course.step).has(byId)) throw new Refusal("approvals.decidedBefore")
  if (own?.isOff) throw new Refusal("approvals.neededLater", { step: course.flow.steps.at(-1)?.name ?? "" })
  if (!seat) throw new Refusal("approvals.notYours")
  return seat
}

const deedOf = ({ visit, step }: Course, kind: Deed["kind"], { seat, byId }: { seat: Seat; byId: string }): Deed => ({
  visit,
  step,
  kind,
  byId,
  forId: seat.id === byId ? null : seat.id,
})

/** Throws approvals.neededLater: everybody who has to agree here is used up by it, and the steps to come need their own people. */
function mustLeaveEnough(course: Course): void {
  if (!course.flow.onceOnly) return
  const agreed = here(course).filter((deed) => deed.kind === "agreed")
  const asked = seatsAt(course, course.step).filter((seat) => !seat.isOff)
  const { need } = stepAt(course, course.step)
  const spoken = asked.filter((seat) => need === "all" || seat.isMust).map((seat) => seat.id)
  const used = new Set([...usedBefore(course, course.step), ...agreed.flatMap((deed) => [deed.byId, holderOf(deed)]), ...spoken])
  const own = asked.filter((seat) => !seat.isMust)
  const done = own.filter((seat) => agreed.some((deed) => holderOf(deed) === seat.id)).length
  const open = need === "all" ? 0 : Math.max(0, need - done)
  const now = { step: course.step, need: open, from: own.flatMap(({ id }) => (used.has(id) ? [] : [id])) }
  const missing = unstaffed([now, ...laterOf(course, course.step, used)], true)
  if (missing) throw new Refusal("approvals.neededLater", { step: stepAt(course, missing.step).name })
}

export function agree(course: Course, hand: Hand): Turn {
  const seat = seatFor(course, hand)
  const after = { ...course, deeds: [...course.deeds, deedOf(course, "agreed", { seat, byId: hand.byId })] }
  mustLeaveEnough(after)
  if (!isComplete(after)) return { seat, next: after, outcome: null }
  if (course.step + 1 < course.flow.steps.length) return { seat, next: enter(after, course.step + 1), outcome: null }
  return { seat, next: { ...after, state: "approved" }, outcome: "approved" }
}

/** `toStep` null: to the submitter, which ends the round. */
export function sendBack(course: Course, hand: Hand, toStep: number | null): Turn {
  const seat = seatFor(course, hand)
  const deeds = (kind: Deed["kind"]) => [...course.deeds, deedOf(course, kind, { seat, byId: hand.byId })]
  if (toStep === null) return { seat, next: { ...course, state: "returned", deeds: deeds("returned") }, outcome: "returned" }
  if (!stepAt(course, course.step).mayReturnToStep || toStep >= course.step) throw new Refusal("approvals.mayNotReturnThere")
  return { seat, next: enter({ ...course, deeds: deeds("sentBack") }, toStep), outcome: null }
}

/** May this person be put at the step in hand? Throws why not. */
function mustBeFree(course: Course, { id, name }: { id: string; name: string }): void {
  if (isOwn(course, id)) throw new Refusal("approvals.ownSubmission")
  if (seatsAt(course, course.step).some((seat) => seat.id === id)) throw new Refusal("approvals.alreadyAsked", { name })
  if (usedBefore(course, course.step).has(id)) throw new Refusal("approvals.decidedBefore")
  if (here(course).some((deed) => deed.byId === id)) throw new Refusal("approvals.alreadyAsked", { name })
}

type Moved = { seat: Seat; next: Course }

/** 加签: one more at this step, who has to agree too. */
export function askAlso(course: Course, hand: Hand, also: { id: string; name: string; addedBy: string }): Moved {
  const seat = seatFor(course, hand)
  mustBeFree(course, also)
  const next = { ...course, seats: [...course.seats, { ...also, step: course.step, isMust: true, isOff: false }] }
  mustLeaveEnough(next)
  return { seat, next }
}

/** 转办: another in this place. */
export function handOver(course: Course, hand: Hand, to: { id: string; name: string; addedBy: string }): Moved {
  const seat = seatFor(course, hand)
  mustBeFree(course, to)
  const next = { ...course, seats: course.seats.map((one) => (one === seat ? { ...to, step: seat.step, isMust: seat.isMust, isOff: false } : one)) }
  mustLeaveEnough(next)
  return { seat, next }
}
