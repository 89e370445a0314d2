/** 座次检查: each rule of the office held against the seats as they are, and the places where it is broken. */
import type { Finding, Group, Hall, Order, Person, Place, Rostrum, Seat } from "../contract.ts"
import { columnsOf, keyOf, sectionOf } from "../hall/rules.ts"
import { rostrumOrder } from "../rules.ts"

export type Checked = {
  hall: Hall
  rostrum: Rostrum
  order: Order
  groups: readonly Group[]
  people: readonly (Person & { sortKey: string })[]
  seats: readonly Seat[]
  /** Places kept empty on purpose. */
  reserved: readonly Place[]
}
type Sitting = Seat & { person: Person & { sortKey: string } }
type Spot = Finding["spots"][number]
const most = 50
/** 前三排不留空座 */
const frontRows = 3

export function check(checked: Checked): Finding[] {
  const byId = new Map(checked.people.map((person) => [person.id, person]))
  const all = checked.seats.flatMap((seat) => {
    const person = byId.get(seat.attendeeId)
    return person ? [{ ...seat, person }] : []
  })
  const hall = all.filter((seat) => seat.area === "hall")
  const blocks = Map.groupBy(hall, (seat) => seat.person.groupId)
  return [
    finding("everyone", "wrong", unseated(checked, all)),
    finding("excused", "wrong", checked.order.excused === "keep" ? [] : all.filter((seat) => seat.person.excused).map((seat) => spot(seat))),
    finding("block", "warning", [...blocks.values()].flatMap(outsiders)),
    finding("leaders", "wrong", [...blocks.values()].flatMap(leadersBehind)),
    finding("strokes", "warning", [...blocks.values()].flatMap(outOfOrder)),
    finding("behind", "warning", tooFarForward(checked, hall)),
    finding("front", "wrong", emptyInFront(checked, hall)),
    finding("rostrum", "wrong", rostrumOutOfOrder(checked, all)),
    finding("colleagues", "warning", adjacentColleagues(checked, hall)),
  ]
}

const spot = (...seats: Sitting[]): Spot => ({
  places: seats.map(({ area, row, number }) => ({ area, row, number })),
  names: seats.map((seat) => seat.person.name),
})
const finding = (rule: Finding["rule"], level: "warning" | "wrong", spots: Spot[]): Finding => ({
  rule,
  level: spots.length === 0 ? "ok" : level,
  count: spots.length,
  spots: spots.slice(0, most),
})

function unseated({ people, order }: Checked, all: readonly Sitting[]): Spot[] {
  const seated = new Set(all.map((seat) => seat.attendeeId))
  return people
    .filter((person) => !seated.has(person.id) && (order.excused === "keep" || !person.excused))
    .map((person) => ({ places: [], names: [person.name] }))
}

/** Members whose seats do not touch the largest part of their delegation; an aisle does not part neighbours. */
function outsiders(block: readonly Sitting[]): Spot[] {
  const parts: Sitting[][] = []
  const left = new Map(block.map((seat) => [keyOf(seat), seat]))
  for (const first of block) {
    if (!left.delete(keyOf(first))) continue
    const part = [first]
    for (const seat of part) for (const next of neighbours(seat)) take(left, keyOf(next), part)
    parts.push(part)
  }
  const largest = parts.reduce<Sitting[]>((best, part) => (part.length > best.length ? part : best), [])
  return parts.filter((part) => part !== largest).flatMap((part) => part.map((seat) => spot(seat)))
}

function take(from: Map<string, Sitting>, key: string, into: Sitting[]): void {
  const seat = from.get(key)
  if (!seat) return
  from.delete(key)
  into.push(seat)
}

function* neighbours({ area, row, number }: Place): Generator<Place> {
  for (const down of [-1, 0, 1]) for (const aside of [-1, 0, 1]) if (down !== 0 || aside !== 0) yield { area, row: row + down, number: number + aside }
}

/** 团长、副团长在本团首排; when the first row is too short for all of them, the leader at least. */
function leadersBehind(block: readonly Sitting[]): Spot[] {
  const first = Math.min(...block.map((seat) => seat.row))
  const inFront = block.filter((seat) => seat.row === first)
  const behind = block.filter((seat) => seat.person.role !== null && seat.row !== first)
  const someoneElse = inFront.some((seat) => seat.person.role === null)
  return behind.filter((seat) => seat.person.role === "leader" || someoneElse).map((seat) => spot(seat))
}

/** Ordinary members read column by column from the front: each must not come before his predecessor in strokes. */
function outOfOrder(block: readonly Sitting[]): Spot[] {
  const line = block.filter((seat) => seat.person.role === null).sort((a, b) => a.number - b.number || a.row - b.row)
  const spots: Spot[] = []
  for (let at = 1; at < line.length; at++) if (line[at]!.person.sortKey < line[at - 1]!.person.sortKey) spots.push(spot(line[at - 1]!, line[at]!))
  return spots
}

function tooFarForward({ groups }: Checked, hall: readonly Sitting[]): Spot[] {
  const behind = new Set(groups.filter((group) => group.behind).map((group) => group.id))
  const lastDelegate = new Map<number, number>()
  for (const seat of hall) if (!behind.has(seat.person.groupId)) lastDelegate.set(seat.number, Math.max(lastDelegate.get(seat.number) ?? 0, seat.row))
  return hall.filter((seat) => behind.has(seat.person.groupId) && seat.row < (lastDelegate.get(seat.number) ?? 0)).map((seat) => spot(seat))
}

/** An empty seat in front is wrong only while someone sits behind it. */
function emptyInFront({ hall, reserved }: Checked, seated: readonly Sitting[]): Spot[] {
  const last = seated.reduce((most, seat) => Math.max(most, seat.row), 0)
  const taken = new Set([...seated.map(keyOf), ...reserved.map(keyOf)])
  const spots: Spot[] = []
  for (let row = 1; row <= Math.min(frontRows, hall.rows, last - 1); row++) {
    for (let number = 1; number <= columnsOf(hall); number++) {
      const place = { area: "hall" as const, row, number }
      if (!taken.has(keyOf(place))) spots.push({ places: [place], names: [] })
    }
  }
  return spots
}

/** Ranks on the rostrum against the order that the scheme gives; also a row that has a gap. */
function rostrumOutOfOrder({ rostrum }: Checked, all: readonly Sitting[]): Spot[] {
  const seated = all.filter((seat) => seat.area === "rostrum")
  const ranked = [...seated].sort((a, b) => (a.person.rank ?? Number.MAX_SAFE_INTEGER) - (b.person.rank ?? Number.MAX_SAFE_INTEGER))
  const spots: Spot[] = []
  let before = 0
  for (const [at, chairs] of rostrum.rows.entries()) {
    const here = Math.max(0, Math.min(chairs, ranked.length - before))
    const expected = rostrumOrder(here, rostrum.even).map((rank) => ranked[before + rank - 1])
    before += here
    for (const seat of seated) if (seat.row === at + 1 && expected[seat.number - 1]?.attendeeId !== seat.attendeeId) spots.push(spot(seat))
  }
  return spots
}

/** 同单位正副职不相邻: side by side in one row, no aisle between, one a deputy of the other's post. */
function adjacentColleagues({ hall }: Checked, seated: readonly Sitting[]): Spot[] {
  const at = new Map(seated.map((seat) => [keyOf(seat), seat]))
  return seated.flatMap((seat) => {
    const next = at.get(keyOf({ ...seat, number: seat.number + 1 }))
    return next && sectionOf(hall, seat.number) === sectionOf(hall, next.number) && isPairOfPosts(seat.person, next.person) ? [spot(seat, next)] : []
  })
}

function isPairOfPosts(a: Person, b: Person): boolean {
  if (!a.unit || a.unit !== b.unit || !a.post || !b.post) return false
  return a.post.includes("副") !== b.post.includes("副") && a.post.replace("副", "") === b.post.replace("副", "")
}
