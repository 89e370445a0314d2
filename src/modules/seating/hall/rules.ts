/** 会场座次: a rectangular hall filled by delegations in columns, so that each sits together. */
import type { Hall, Order, Person, Place, Rostrum, Seat } from "../contract.ts"
import { rostrumRows } from "../rules.ts"

export type Guest = Pick<Person, "id" | "groupId" | "role" | "rank" | "excused"> & {
  /** Precomputed stroke key of the order chosen; compared by code unit. */
  sortKey: string
}
export type Block = { id: string; behind: boolean }
export type Arrangement = { seats: Seat[]; lacking: string[] }
export type Request = {
  hall: Hall
  rostrum: Rostrum
  order: Order
  /** Delegations and categories in their official order. */
  groups: readonly Block[]
  people: readonly Guest[]
  /** Places that stay as they are: with the person who sits there, or kept empty. */
  kept: readonly { place: Place; attendeeId: string | null }[]
}

export const columnsOf = (hall: Hall): number => hall.sections.reduce((sum, section) => sum + section.seats, 0)
export const seatsOf = (hall: Hall): number => hall.rows * columnsOf(hall)
export const chairsOf = (rostrum: Rostrum): number => rostrum.rows.reduce((sum, chairs) => sum + chairs, 0)
export const keyOf = (place: Place): string => `${place.area}/${place.row}/${place.number}`

/** The section a seat number of the hall stands in. */
export function sectionOf(hall: Hall, number: number): Hall["sections"][number] | undefined {
  let last = 0
  for (const section of hall.sections) {
    last += section.seats
    if (number <= last) return section
  }
  return undefined
}

export function hasPlace(hall: Hall, rostrum: Rostrum, place: Place): boolean {
  if (place.area === "hall") return place.row <= hall.rows && place.number <= columnsOf(hall)
  return place.number <= (rostrum.rows[place.row - 1] ?? 0)
}

const bySortKey = (a: Guest, b: Guest) => (a.sortKey < b.sortKey ? -1 : a.sortKey > b.sortKey ? 1 : a.id < b.id ? -1 : 1)

/** Everyone who is due gets one seat or is named as lacking one. The same request always gives the same answer. */
export function arrange(request: Request): Arrangement {
  const keptSeats = request.kept.flatMap(({ place, attendeeId }) => (attendeeId ? [{ ...place, attendeeId }] : []))
  const seated = new Set(keptSeats.map((seat) => seat.attendeeId))
  const due = request.people.filter((person) => !seated.has(person.id) && (request.order.excused === "keep" || !person.excused))
  const onRostrum = seatRostrum(request, due)
  for (const seat of onRostrum) seated.add(seat.attendeeId)
  const inHall = seatHall(
    request,
    due.filter((person) => !seated.has(person.id)),
  )
  return { seats: [...keptSeats, ...onRostrum, ...inHall.seats], lacking: inHall.lacking }
}

function seatRostrum({ rostrum }: Request, due: readonly Guest[]): Seat[] {
  const ranked = due.filter((person) => person.rank !== null).sort((a, b) => a.rank! - b.rank! || bySortKey(a, b))
  return rostrumRows(ranked.length, rostrum.rows, rostrum.even).flatMap((ranks, row) =>
    ranks.map((rank, at) => ({ area: "rostrum" as const, row: row + 1, number: at + 1, attendeeId: ranked[rank - 1]!.id })),
  )
}

function seatHall(request: Request, due: readonly Guest[]): Arrangement {
  const columns = freeColumns(request)
  const members = Map.groupBy(due, (person) => person.groupId)
  const seats: Seat[] = []
  const lacking: string[] = []
  const hasBehind = request.groups.some((group) => group.behind && members.has(group.id))
  // those who sit behind the delegations get the rows behind, not the columns beside: 列席在代表之后
  for (const behind of [false, true]) {
    const groups = sequence(
      request.groups.filter((group) => group.behind === behind).map((group) => ({ members: (members.get(group.id) ?? []).toSorted(bySortKey) })),
      request.order.from,
    )
    const count = groups.reduce((sum, group) => sum + group.members.length, 0)
    // delegates' last row ends at the right and the row of those behind begins there: ends at both sides would tear a small group apart
    const path = takeFront(columns, count, behind ? "left" : hasBehind ? "right" : "both")
    let at = 0
    for (const group of groups) {
      const cells = path.slice(at, at + group.members.length)
      at += group.members.length
      seats.push(...seatBlock(cells, group.members))
      lacking.push(...seatless(cells, group.members))
    }
  }
  return { seats, lacking }
}

/** Leaders have their seats first, so when seats run out it is the last in stroke order who lack one. */
const inOrderOfSeating = (members: readonly Guest[]) => [...leadersOf(members), ...members.filter((person) => person.role === null)]
const seatless = (cells: readonly Place[], members: readonly Guest[]) =>
  inOrderOfSeating(members)
    .slice(cells.length)
    .map((person) => person.id)

/** Delegations from the left in their order, or the first in the centre and the next on the side that holds fewer people. */
export function sequence<Sized extends { members: readonly unknown[] }>(groups: readonly Sized[], from: Order["from"]): Sized[] {
  if (from === "left") return [...groups]
  const line: Sized[] = []
  let left = 0
  let right = 0
  groups.forEach((group, at) => {
    if (at === 0) line.push(group)
    else if (right <= left) {
      line.push(group)
      right += group.members.length
    } else {
      line.unshift(group)
      left += group.members.length
    }
  })
  return line
}

/** For each column its free places, front to back. */
function freeColumns({ hall, kept }: Request): Place[][] {
  const taken = new Set(kept.map(({ place }) => keyOf(place)))
  return Array.from({ length: columnsOf(hall) }, (_, column) =>
    Array.from({ length: hall.rows }, (_, row) => ({ area: "hall" as const, row: row + 1, number: column + 1 })).filter((place) => !taken.has(keyOf(place))),
  )
}

/**
 * Takes the `count` places nearest the front out of the columns and lines them up down one column and up the next, so that any stretch of the line sits together.
 * Empty seats are thereby left at the back, at the sides first: 前排不留空座.
 */
function takeFront(columns: Place[][], count: number, emptyAt: "both" | "left" | "right"): Place[] {
  const depth = depthFor(columns, count)
  const taken = columns.map((column) => column.filter((place) => place.row <= depth))
  let surplus = taken.reduce((sum, column) => sum + column.length, 0) - count
  for (let at = 0; surplus > 0 && at < columns.length; at++) {
    const fromLeft = emptyAt === "left" || (emptyAt === "both" && at % 2 === 0)
    const far = emptyAt === "both" ? Math.floor(at / 2) : at
    const column = taken[fromLeft ? far : columns.length - 1 - far]!
    if (column.at(-1)?.row !== depth) continue
    column.pop()
    surplus--
  }
  taken.forEach((places, at) => {
    columns[at] = columns[at]!.slice(places.length)
  })
  return taken.flatMap((places, at) => (at % 2 === 0 ? places : places.toReversed()))
}

/** The smallest row such that the free places up to it hold `count` people. */
function depthFor(columns: readonly Place[][], count: number): number {
  const perRow: number[] = []
  for (const column of columns) for (const place of column) perRow[place.row] = (perRow[place.row] ?? 0) + 1
  let places = 0
  let row = 0
  while (places < count && row < perRow.length) places += perRow[++row] ?? 0
  return row
}

const leadersOf = (members: readonly Guest[]) => [
  ...members.filter((person) => person.role === "leader"),
  ...members.filter((person) => person.role === "deputy"),
]

/** Leaders from the middle of the block's first row outwards; the rest column by column from the front in stroke order. */
function seatBlock(cells: readonly Place[], members: readonly Guest[]): Seat[] {
  const leaders = leadersOf(members).slice(0, cells.length)
  const front = cellsFromTheMiddle(cells).slice(0, leaders.length)
  const used = new Set(front)
  const rest = cells.filter((cell) => !used.has(cell)).sort((a, b) => a.number - b.number || a.row - b.row)
  const others = members.filter((person) => person.role === null)
  const seats = leaders.map((person, at) => ({ ...front[at]!, attendeeId: person.id }))
  rest.forEach((cell, at) => {
    const person = others[at]
    if (person) seats.push({ ...cell, attendeeId: person.id })
  })
  return seats
}

function cellsFromTheMiddle(cells: readonly Place[]): Place[] {
  const rows = Map.groupBy(cells, (cell) => cell.row)
  return [...rows.keys()]
    .sort((a, b) => a - b)
    .flatMap((row) => {
      const line = rows.get(row)!.toSorted((a, b) => a.number - b.number)
      const middle = (line.length - 1) / 2
      // at the same distance the place on the right as the audience sees it comes first, as on the rostrum
      return line
        .map((cell, at) => ({ cell, at }))
        .sort((a, b) => Math.abs(a.at - middle) - Math.abs(b.at - middle) || b.at - a.at)
        .map(({ cell }) => cell)
    })
}
