import { Refusal } from "#kernel/contract.ts"
import { mustBeApproved } from "#modules/meetings/scheme/service.ts"
import { serve } from "#server/api.ts"
import type { Context } from "#server/context.ts"
import { check } from "./check/rules.ts"
import { type Hall, type Order, type Place, type Plan, printMap, type Rostrum, type Seat, type SeatMap, type Step, seating } from "./contract.ts"
import { arrange, chairsOf, columnsOf, hasPlace, keyOf, seatsOf as roomIn, sectionOf } from "./hall/rules.ts"
import { differencesBetween, groupsOf, labelOf, mustHaveAisles, planFromTemplate, type Seated } from "./rules.ts"
import {
  addEdition,
  addPlan,
  addStep,
  applyChanges,
  type Change,
  countDifferences,
  dropLocksOutside,
  findPeople,
  lockPlan,
  locksOf,
  markUndone,
  planOf,
  publishedOf,
  publishSeats,
  rosterOf,
  savePlan,
  seatsOf,
  setLocks,
  setRostrumList,
  stepAt,
  stepsAround,
} from "./store.ts"

type Room = { plan: Plan; groups: SeatMap["groups"]; people: Seated[]; seats: Seat[]; locks: Place[] }

const usual: { hall: Hall; rostrum: Rostrum; order: Order } = {
  hall: {
    name: "会场",
    rows: 20,
    sections: [
      { name: "左区", seats: 8, entrance: "" },
      { name: "中区", seats: 14, entrance: "" },
      { name: "右区", seats: 8, entrance: "" },
    ],
    aislesAfterRows: [10],
  },
  rostrum: { name: "主席台", rows: [21, 21], even: "two-left" },
  order: { from: "left", names: "surname-first", excused: "leave-out" },
}

/** A meeting without a hall yet has the usual one, so that the page always shows something to change. */
async function planFor(ctx: Context, meetingId: string): Promise<Plan> {
  return (await planOf(ctx.db, meetingId)) ?? { ...usual, edition: 0, publishedAt: null, publishedBy: null, changedAt: ctx.now }
}

/** For a change: the plan's row is locked until the transaction ends. */
async function holdPlan(ctx: Context, meetingId: string): Promise<Plan> {
  const held = await lockPlan(ctx.db, meetingId)
  if (held) return held
  await addPlan(ctx.db, meetingId, { ...usual, at: ctx.now })
  return (await lockPlan(ctx.db, meetingId))!
}

async function roomOf(ctx: Context, meetingId: string, plan: Plan): Promise<Room> {
  const { groups, people } = groupsOf(await rosterOf(ctx.db, meetingId), plan.order)
  return { plan, groups, people, seats: await seatsOf(ctx.db, meetingId), locks: await locksOf(ctx.db, meetingId) }
}

export async function mapOf(ctx: Context, meetingId: string): Promise<SeatMap> {
  const room = await roomOf(ctx, meetingId, await planFor(ctx, meetingId))
  const { plan, groups, people, seats, locks } = room
  const taken = new Set(seats.map(keyOf))
  const findings = check({ ...plan, groups, people, seats, reserved: locks.filter((place) => !taken.has(keyOf(place))) })
  const steps = await stepsAround(ctx.db, meetingId)
  return {
    plan,
    groups,
    people: people.map(({ sortKey: _key, ...person }) => person),
    seats,
    locks,
    findings,
    differences: await countDifferences(ctx.db, meetingId),
    ...steps,
  }
}

async function changeSeats(ctx: Context, meetingId: string, { kind, changes }: { kind: Step["kind"]; changes: Change[] }): Promise<{ step: Step | null }> {
  const real = changes.filter(({ from, to }) => (from && keyOf(from)) !== (to && keyOf(to)))
  if (real.length === 0) return { step: null }
  await applyChanges(ctx.db, meetingId, real)
  return { step: await addStep(ctx.db, meetingId, { kind, changes: real, by: ctx.actor.name, at: ctx.now }) }
}

const placeOf = ({ area, row, number }: Place): Place => ({ area, row, number })
const person = (room: Room, id: string): Seated => {
  const found = room.people.find((one) => one.id === id)
  if (!found) throw new Refusal("seating.noSuchPerson")
  return found
}
function seatOfPerson(room: Room, id: string): Seat {
  const { name } = person(room, id)
  const seat = room.seats.find((one) => one.attendeeId === id)
  if (!seat) throw new Refusal("seating.notSeated", { name })
  if (room.locks.some((place) => keyOf(place) === keyOf(seat))) throw new Refusal("seating.lockedSeat", { place: labelOf(room.plan.rostrum, seat) })
  return seat
}
function mustBeFree(room: Room, to: Place): void {
  const place = labelOf(room.plan.rostrum, to)
  if (!hasPlace(room.plan.hall, room.plan.rostrum, to)) throw new Refusal("seating.noSeat", { place })
  if (room.locks.some((lock) => keyOf(lock) === keyOf(to))) throw new Refusal("seating.lockedSeat", { place })
  const sitting = room.seats.find((seat) => keyOf(seat) === keyOf(to))
  if (sitting) throw new Refusal("seating.taken", { place, name: room.people.find((one) => one.id === sitting.attendeeId)?.name ?? "" })
}

async function step(ctx: Context, { meetingId, position }: { meetingId: string; position: number }, undone: boolean): Promise<{ step: Step | null }> {
  const plan = await holdPlan(ctx, meetingId)
  const { undo, redo } = await stepsAround(ctx.db, meetingId)
  if ((undone ? undo : redo)?.position !== position) throw new Refusal("seating.notTheLastStep")
  const kept = (await stepAt(ctx.db, meetingId, position))!
  const changes = undone ? kept.changes.map(({ attendeeId, from, to }) => ({ attendeeId, from: to, to: from })) : kept.changes
  for (const { to } of changes) if (to && !hasPlace(plan.hall, plan.rostrum, to)) throw new Refusal("seating.noSeat", { place: labelOf(plan.rostrum, to) })
  await applyChanges(ctx.db, meetingId, changes)
  await markUndone(ctx.db, meetingId, { position, undone, at: ctx.now })
  return { step: (await stepsAround(ctx.db, meetingId)).undo }
}

/** The template's own hall; the usual one where the template says nothing. */
export async function applyTemplate(ctx: Context, meetingId: string, part: unknown): Promise<void> {
  await addPlan(ctx.db, meetingId, { ...usual, ...planFromTemplate(part), at: ctx.now })
}

export const seatingService = serve(seating, {
  map: (ctx, { meetingId }) => mapOf(ctx, meetingId),

  async find(ctx, { meetingId, find }) {
    const { hall, rostrum } = await planFor(ctx, meetingId)
    return (await findPeople(ctx.db, meetingId, find)).map(({ area, row, number, ...found }) => {
      const place = area && row && number ? { area, row, number } : null
      return { ...found, label: place && labelOf(rostrum, place), entrance: place?.area === "hall" ? sectionOf(hall, place.number)?.entrance || null : null }
    })
  },

  async differences(ctx, { meetingId }) {
    const plan = await planFor(ctx, meetingId)
    const names = new Map((await rosterOf(ctx.db, meetingId)).map((row) => [row.id, row.name]))
    return differencesBetween(await publishedOf(ctx.db, meetingId), await seatsOf(ctx.db, meetingId), { names, rostrum: plan.rostrum })
  },

  async setHall(ctx, { meetingId, hall, rostrum }) {
    mustHaveAisles(hall)
    const plan = await holdPlan(ctx, meetingId)
    await savePlan(ctx.db, meetingId, { hall, rostrum, order: plan.order, at: ctx.now })
    await dropLocksOutside(ctx.db, meetingId, { rows: hall.rows, columns: columnsOf(hall) })
    const gone = (await seatsOf(ctx.db, meetingId)).filter((seat) => !hasPlace(hall, rostrum, seat))
    await changeSeats(ctx, meetingId, { kind: "hall", changes: gone.map((seat) => ({ attendeeId: seat.attendeeId, from: placeOf(seat), to: null })) })
    return { seats: roomIn(hall) + chairsOf(rostrum), unseated: gone.length }
  },

  async setOrder(ctx, { meetingId, order }) {
    const { hall, rostrum } = await holdPlan(ctx, meetingId)
    return savePlan(ctx.db, meetingId, { hall, rostrum, order, at: ctx.now })
  },

  async chooseRostrum(ctx, { meetingId, attendeeIds }) {
    const { rostrum } = await holdPlan(ctx, meetingId)
    const chosen = [...new Set(attendeeIds)]
    if (chosen.length > chairsOf(rostrum)) throw new Refusal("seating.tooManyRanked", { seats: chairsOf(rostrum), count: chosen.length })
    await setRostrumList(ctx.db, meetingId, chosen)
    return { count: chosen.length }
  },

  async arrange(ctx, { meetingId }) {
    const room = await roomOf(ctx, meetingId, await holdPlan(ctx, meetingId))
    const at = new Map(room.seats.map((seat) => [keyOf(seat), seat]))
    const kept = room.locks.map((place) => ({ place, attendeeId: at.get(keyOf(place))?.attendeeId ?? null }))
    const { seats, lacking } = arrange({ ...room.plan, groups: room.groups, people: room.people, kept })
    const before = new Map(room.seats.map((seat) => [seat.attendeeId, placeOf(seat)]))
    const after = new Map(seats.map((seat) => [seat.attendeeId, placeOf(seat)]))
    const changes = [...new Set([...before.keys(), ...after.keys()])].map((attendeeId) => ({
      attendeeId,
      from: before.get(attendeeId) ?? null,
      to: after.get(attendeeId) ?? null,
    }))
    return { ...(await changeSeats(ctx, meetingId, { kind: "arrange", changes })), seated: seats.length, lacking: lacking.length }
  },

  async swap(ctx, { meetingId, attendeeId, withId }) {
    const room = await roomOf(ctx, meetingId, await holdPlan(ctx, meetingId))
    const [a, b] = [placeOf(seatOfPerson(room, attendeeId)), placeOf(seatOfPerson(room, withId))]
    return changeSeats(ctx, meetingId, {
      kind: "swap",
      changes: [
        { attendeeId, from: a, to: b },
        { attendeeId: withId, from: b, to: a },
      ],
    })
  },

  async move(ctx, { meetingId, attendeeId, to }) {
    const room = await roomOf(ctx, meetingId, await holdPlan(ctx, meetingId))
    person(room, attendeeId)
    const from = room.seats.some((seat) => seat.attendeeId === attendeeId) ? placeOf(seatOfPerson(room, attendeeId)) : null
    mustBeFree(room, to)
    return changeSeats(ctx, meetingId, { kind: "move", changes: [{ attendeeId, from, to }] })
  },

  async unseat(ctx, { meetingId, attendeeId }) {
    const room = await roomOf(ctx, meetingId, await holdPlan(ctx, meetingId))
    return changeSeats(ctx, meetingId, { kind: "unseat", changes: [{ attendeeId, from: placeOf(seatOfPerson(room, attendeeId)), to: null }] })
  },

  async clear(ctx, { meetingId }) {
    await holdPlan(ctx, meetingId)
    const locks = new Set((await locksOf(ctx.db, meetingId)).map(keyOf))
    const free = (await seatsOf(ctx.db, meetingId)).filter((seat) => !locks.has(keyOf(seat)))
    return changeSeats(ctx, meetingId, { kind: "clear", changes: free.map((seat) => ({ attendeeId: seat.attendeeId, from: placeOf(seat), to: null })) })
  },

  async lock(ctx, { meetingId, places, locked }) {
    const plan = await holdPlan(ctx, meetingId)
    for (const place of places) {
      if (place.area === "rostrum") throw new Refusal("seating.rostrumLock")
      if (!hasPlace(plan.hall, plan.rostrum, place)) throw new Refusal("seating.noSeat", { place: labelOf(plan.rostrum, place) })
    }
    await setLocks(ctx.db, meetingId, { places, locked })
    return { locked: (await locksOf(ctx.db, meetingId)).length }
  },

  undo: (ctx, input) => step(ctx, input, true),
  redo: (ctx, input) => step(ctx, input, false),

  async publish(ctx, { meetingId }) {
    const plan = await holdPlan(ctx, meetingId)
    const seats = await seatsOf(ctx.db, meetingId)
    if (seats.length === 0) throw new Refusal("seating.nothingSeated")
    const changed = await countDifferences(ctx.db, meetingId)
    if (plan.edition > 0 && changed === 0) throw new Refusal("seating.unchanged", { edition: plan.edition })
    const entrance = (seat: Seat) => (seat.area === "hall" ? sectionOf(plan.hall, seat.number)?.entrance || null : null)
    await publishSeats(
      ctx.db,
      meetingId,
      seats.map((seat) => ({ ...seat, label: labelOf(plan.rostrum, seat), entrance: entrance(seat) })),
    )
    return { edition: await addEdition(ctx.db, meetingId, { by: ctx.actor.name, at: ctx.now }), seated: seats.length, changed }
  },

  async printMap(ctx, { meetingId, published }) {
    await mustBeApproved(ctx, meetingId)
    const seats = published ? await publishedOf(ctx.db, meetingId) : await seatsOf(ctx.db, meetingId)
    if (seats.length === 0) throw new Refusal("seating.nothingSeated")
    return { jobId: await ctx.start(printMap, { meetingId, published }, meetingId) }
  },
})
