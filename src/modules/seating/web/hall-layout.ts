/** Where every seat of the hall stands on paper, in pixels at scale 1; drawn and hit by the canvas. */
import type { Place, SeatMap } from "../contract.ts"
import { type Block, blocksOf, bordersOf } from "./hall-blocks.ts"
import { gap, keyOf, type Line, pitch, type Spot } from "./hall-places.ts"

type Person = SeatMap["people"][number]
export type Layout = {
  width: number
  height: number
  spots: Spot[]
  byKey: Map<string, Spot>
  byPerson: Map<string, Spot>
  blocks: Block[]
  borders: Line[]
  /** The middle of each row; and those whose number stands beside it. */
  rows: { row: number; y: number }[]
  rowMarks: { row: number; x: number; y: number }[]
  aisles: { x: number; y: number; w: number }[]
  sections: { text: string; x: number; y: number }[]
  stage: { x: number; y: number; w: number; h: number; name: string; count: number }
}

const aisle = { x: 24, y: 22 }
const chair = { x: 33, y: 27 }
const left = 40
const stageTop = 8
const tints = ["#E3EAF3", "#EFE9DB", "#E2EEE7", "#ECE5F1"]

type Sitting = { sat: Map<string, Person>; locks: Set<string>; tintOf: Map<string, string> }

export function layoutOf(map: SeatMap): Layout {
  const sitting = sittingOf(map)
  const columns = columnsOf(map)
  const hallWidth = (columns.at(-1)?.x ?? 0) + pitch.x
  const stage = stageOf(map, sitting, hallWidth)
  const top = stage.box.y + stage.box.h + 60
  const rows = rowsOf(map, top)
  const hall = rows.flatMap(({ row, y }) => columns.map(({ number, x }) => spotAt({ area: "hall", row, number }, { x: left + x, y }, sitting)))
  const spots = [...stage.spots, ...hall]
  const bottom = (rows.at(-1)?.y ?? top) + pitch.y
  return {
    width: left + hallWidth + 24,
    height: bottom + 40,
    spots,
    byKey: new Map(spots.map((spot) => [keyOf(spot), spot])),
    byPerson: new Map(spots.flatMap((spot) => (spot.person ? [[spot.person.id, spot] as const] : []))),
    blocks: blocksOf(map, hall),
    borders: bordersOf(hall, new Set(columns.filter((column) => column.isLast).map((column) => column.number))),
    rows: rows.map(({ row, y }) => ({ row, y: y + pitch.y / 2 })),
    rowMarks: rows.filter(({ row }) => row === 1 || row % 5 === 0).map(({ row, y }) => ({ row, x: left - 10, y: y + pitch.y / 2 })),
    aisles: rows.filter(({ row }) => map.plan.hall.aislesAfterRows.includes(row)).map(({ y }) => ({ x: left, y: y + pitch.y, w: hallWidth })),
    sections: sectionsOf(map, columns, bottom),
    stage: { ...stage.box, name: map.plan.rostrum.name, count: map.seats.filter((seat) => seat.area === "rostrum").length },
  }
}

function sittingOf(map: SeatMap): Sitting {
  const people = new Map(map.people.map((person) => [person.id, person]))
  const sat = new Map(
    map.seats.flatMap((seat) => {
      const person = people.get(seat.attendeeId)
      return person ? [[keyOf(seat), person] as const] : []
    }),
  )
  const inOrder = new Set(
    map.seats
      .filter((seat) => seat.area === "hall")
      .sort((a, b) => a.number - b.number || a.row - b.row)
      .map((seat) => people.get(seat.attendeeId)?.groupId),
  )
  const tintOf = new Map([...inOrder].flatMap((id, at) => (id ? [[id, tints[at % tints.length]!] as const] : [])))
  return { sat, locks: new Set(map.locks.map(keyOf)), tintOf }
}

type Column = { number: number; x: number; isLast: boolean; section: number }
function columnsOf({ plan }: SeatMap): Column[] {
  let x = 0
  let number = 0
  return plan.hall.sections.flatMap((section, place) => {
    const columns = Array.from({ length: section.seats }, (_, at): Column => {
      const column = { number: ++number, x, isLast: at === section.seats - 1, section: place }
      x += pitch.x
      return column
    })
    x += aisle.x
    return columns
  })
}

function rowsOf({ plan }: SeatMap, top: number): { row: number; y: number }[] {
  let y = top
  return Array.from({ length: plan.hall.rows }, (_, at) => {
    const line = { row: at + 1, y }
    y += pitch.y + (plan.hall.aislesAfterRows.includes(at + 1) ? aisle.y : 0)
    return line
  })
}

function spotAt(place: Place, { x, y }: { x: number; y: number }, { sat, locks, tintOf }: Sitting): Spot {
  const person = sat.get(keyOf(place)) ?? null
  const w = (place.area === "hall" ? pitch.x : chair.x) - gap
  const h = (place.area === "hall" ? pitch.y : chair.y - 3) - gap
  const tint = person && place.area === "hall" ? (tintOf.get(person.groupId) ?? null) : null
  return { ...place, x, y, w, h, person, locked: locks.has(keyOf(place)), tint }
}

/** Chairs as they are occupied, each row centred; the front row nearest the hall. */
function stageOf(map: SeatMap, sitting: Sitting, hallWidth: number): { box: Line; spots: Spot[] } {
  const rows = map.plan.rostrum.rows.map((_, at) => map.seats.filter((seat) => seat.area === "rostrum" && seat.row === at + 1).length)
  const used = Math.max(1, rows.findLastIndex((count) => count > 0) + 1)
  const longest = Math.max(22, ...rows)
  const middle = left + hallWidth / 2
  const spots = rows
    .slice(0, used)
    .flatMap((count, at) =>
      Array.from({ length: count }, (_, place) =>
        spotAt(
          { area: "rostrum", row: at + 1, number: place + 1 },
          { x: middle + (place - count / 2) * chair.x, y: stageTop + 12 + (used - 1 - at) * chair.y },
          sitting,
        ),
      ),
    )
  const w = Math.min(longest, Math.max(22, ...rows)) * chair.x + 60
  return { box: { x: middle - w / 2, y: stageTop, w, h: used * chair.y + 42 }, spots }
}

function sectionsOf({ plan }: SeatMap, columns: readonly Column[], bottom: number): Layout["sections"] {
  return plan.hall.sections.map((section, place) => {
    const here = columns.filter((column) => column.section === place)
    return {
      text: section.entrance ? `${section.name} · ${section.entrance}` : section.name,
      x: left + ((here[0]?.x ?? 0) + (here.at(-1)?.x ?? 0) + pitch.x) / 2,
      y: bottom + 18,
    }
  })
}

export function spotUnder(layout: Layout, x: number, y: number): Spot | undefined {
  return layout.spots.find((spot) => x >= spot.x - gap / 2 && x < spot.x + spot.w + gap / 2 && y >= spot.y - gap / 2 && y < spot.y + spot.h + gap / 2)
}

/** The next seat in a direction, for the arrow keys: the nearest one whose middle lies that way. */
export function spotBeside(layout: Layout, from: Spot, [dx, dy]: readonly [number, number]): Spot | undefined {
  let best: Spot | undefined
  let nearest = Number.POSITIVE_INFINITY
  for (const spot of layout.spots) {
    const ahead = (spot.x - from.x) * dx + (spot.y - from.y) * dy
    if (ahead <= 1) continue
    const aside = Math.abs((spot.x - from.x) * dy) + Math.abs((spot.y - from.y) * dx)
    const distance = ahead + aside * 3
    if (distance < nearest) {
      nearest = distance
      best = spot
    }
  }
  return best
}
