/** 座次: who sits where on the rostrum, and with whom in the hall. */
import { z } from "zod"
import { Refusal } from "#kernel/contract.ts"
import { type Group, Hall, Order, type Person, type Place, Rostrum, type Seat } from "./contract.ts"

/** 2 at 1's left hand when the number is even ("two-left", most guides), or at 1's right hand ("two-right"). */
export type EvenScheme = "two-left" | "two-right"

/**
 * Ranks from left to right as the audience sees them. Left is higher seen from the rostrum, so the person at 1's left hand stands right of him here.
 * 双数排法有两说 (2 在 1 之左 / 之右)，来源互相矛盾，所以由各单位自选。
 */
export function rostrumOrder(count: number, even: EvenScheme = "two-left"): number[] {
  const mirrored = even === "two-right" && count % 2 === 0
  const audienceLeft: number[] = []
  const audienceRight: number[] = []
  for (let rank = 2; rank <= count; rank++) (rank % 2 === 0 ? audienceRight : audienceLeft).push(rank)
  const line = [...audienceLeft.reverse(), ...(count > 0 ? [1] : []), ...audienceRight]
  return mirrored ? line.reverse() : line
}

/** Several rows: the front row is filled first and ranks continue behind it. Answers a line of ranks for each row, front row first. */
export function rostrumRows(count: number, capacities: readonly number[], even: EvenScheme = "two-left"): number[][] {
  const rows: number[][] = []
  let seated = 0
  for (const capacity of capacities) {
    const here = Math.min(capacity, count - seated)
    if (here <= 0) break
    const before = seated
    rows.push(rostrumOrder(here, even).map((rank) => rank + before))
    seated += here
  }
  return rows
}

export type RosterRow = {
  id: string
  name: string
  mark: string | null
  category: string
  delegationId: string | null
  delegationName: string | null
  delegationPlace: number | null
  role: Person["role"]
  unit: string | null
  post: string | null
  sex: string | null
  rank: number | null
  excused: boolean
  sortFull: string
  sortSurname: string
}
export type Seated = Person & { sortKey: string }

/** Categories, as the office writes them, of people who work in the hall and have no seat in it; and of those who sit behind the delegates. */
export const standing = "工作人员|服务人员|staff"
const behindDelegates = /列席|特邀|特约|旁听|嘉宾|观察员|observer|guest/i
const noDelegation = "none"

/** Delegates sit with their delegation, in its official place; observers and guests by category behind them; staff have no seat. */
export function groupsOf(roster: readonly RosterRow[], order: Order): { groups: Group[]; people: Seated[] } {
  const groups = new Map<string, Group & { place: number }>()
  const people = roster.flatMap((row): Seated[] => {
    const { category } = row
    if (new RegExp(standing, "i").test(category) && row.rank === null) return []
    const behind = behindDelegates.test(category)
    const id = behind ? category : (row.delegationId ?? noDelegation)
    if (!groups.has(id))
      groups.set(id, { id, name: behind ? category : (row.delegationName ?? ""), behind, place: row.delegationPlace ?? Number.MAX_SAFE_INTEGER })
    const { mark, name, role, unit, post, sex, rank, excused } = row
    return [
      { id: row.id, name, mark, groupId: id, role, unit, post, sex, rank, excused, sortKey: order.names === "full-name" ? row.sortFull : row.sortSurname },
    ]
  })
  const inOrder = [...groups.values()].sort((a, b) => Number(a.behind) - Number(b.behind) || a.place - b.place || (a.name < b.name ? -1 : 1))
  return { groups: inOrder.map(({ id, name, behind }) => ({ id, name, behind })), people }
}

/** What a person reads on badge, phone and door: 3 排 12 座. */
export function labelOf(rostrum: Rostrum, place: Place): string {
  return `${place.area === "rostrum" ? `${rostrum.name} ` : ""}${place.row} 排 ${place.number} 座`
}

export function mustHaveAisles(hall: Hall): void {
  const row = hall.aislesAfterRows.find((aisle) => aisle >= hall.rows)
  if (row !== undefined) throw new Refusal("seating.noSuchAisle", { row, rows: hall.rows })
}

type Difference = { attendeeId: string; name: string; kind: "moved" | "seated" | "left"; from: string | null; to: string | null; place: Place | null }

/** The draft against the published edition, person by person. */
export function differencesBetween(
  published: readonly (Seat & { label: string })[],
  draft: readonly Seat[],
  of: { names: Map<string, string>; rostrum: Rostrum },
): Difference[] {
  const before = new Map(published.map((seat) => [seat.attendeeId, seat.label]))
  const name = (id: string) => of.names.get(id) ?? ""
  const changed = draft.flatMap((seat): Difference[] => {
    const from = before.get(seat.attendeeId) ?? null
    const to = labelOf(of.rostrum, seat)
    before.delete(seat.attendeeId)
    const place = { area: seat.area, row: seat.row, number: seat.number }
    return from === to ? [] : [{ attendeeId: seat.attendeeId, name: name(seat.attendeeId), kind: from ? "moved" : "seated", from, to, place }]
  })
  return [
    ...changed,
    ...[...before].map(([attendeeId, from]): Difference => ({ attendeeId, name: name(attendeeId), kind: "left", from, to: null, place: null })),
  ]
}

/** The part `seating` of a template: blocks from left to right, entrances by block, 方案 A or B of the rostrum. */
const TemplatePart = z.object({
  order: Order.optional(),
  rostrum: z.object({ name: z.string(), scheme: z.enum(["A", "B"]).default("B"), rows: z.array(z.int()) }),
  hall: z.object({
    name: z.string(),
    rows: z.int(),
    blocks: z.array(z.object({ key: z.string(), name: z.string(), seats: z.int() })),
    crossAislesAfter: z.array(z.int()).default([]),
    entrances: z.array(z.object({ name: z.string(), blocks: z.array(z.string()) })).default([]),
  }),
})

export function planFromTemplate(part: unknown): { hall: Hall; rostrum: Rostrum; order?: Order } | undefined {
  if (part === undefined || part === null) return undefined
  const { hall, rostrum, order } = TemplatePart.parse(part)
  const entranceOf = (key: string) => hall.entrances.find((entrance) => entrance.blocks.includes(key))?.name ?? ""
  const plan = {
    ...(order ? { order } : {}),
    hall: Hall.parse({
      name: hall.name,
      rows: hall.rows,
      sections: hall.blocks.map((block) => ({ name: block.name, seats: block.seats, entrance: entranceOf(block.key) })),
      aislesAfterRows: hall.crossAislesAfter,
    }),
    rostrum: Rostrum.parse({ name: rostrum.name, rows: rostrum.rows, even: rostrum.scheme === "A" ? "two-right" : "two-left" }),
  }
  mustHaveAisles(plan.hall)
  return plan
}
