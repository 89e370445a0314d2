/** 座次表: the hall as sheets of A3, in millimetres — one overview, and one sheet a section where names would be too small in it. */
import type { Place, SeatMap } from "../contract.ts"
import { columnsOf, keyOf } from "../hall/rules.ts"

export type Cell = { x: number; y: number; w: number; h: number; tint: string | null; lines: string[]; size: number }
export type Label = { x: number; y: number; w: number; h: number; text: string; size: number; at: "bottom" | "middle" | "top"; strong: boolean }
export type Rule = [number, number, number, number]
export type Sheet = { part: string; cells: Cell[]; labels: Label[]; rules: Rule[]; frame: { x: number; y: number; w: number; h: number } | null }
export type Worded = { aisle: string; whole: string; entrance: (name: string) => string }
export type Drawing = Pick<SeatMap, "plan" | "groups" | "people" | "seats"> & { words: Worded }

const page = { width: 420, height: 297, margin: 10, head: 14, foot: 7 }
const tints = ["#E3EAF3", "#EFE9DB", "#E2EEE7", "#ECE5F1"]
const aisle = 5
const rowMark = 6
const blockHead = 12
/** Below this width of a seat three characters are under 6.5 pt: the names go to a sheet of their own. */
const narrowest = 8

type Sat = { name: string; groupId: string }
type Room = Drawing & { sat: Map<string, Sat>; tintOf: Map<string, string> }
type Column = { number: number; x: number; first: boolean; last: boolean }
type Grid = { columns: Column[]; rows: { row: number; y: number }[]; w: number; h: number; left: number; right: number; bottom: number; top: number }

export function sheetsOf(drawing: Drawing): Sheet[] {
  const room = roomOf(drawing)
  const overview = overviewOf(room)
  if (overview.readable) return [overview.sheet]
  let last = 0
  const sections = drawing.plan.hall.sections.map((section) => {
    const numbers = Array.from({ length: section.seats }, (_, at) => last + at + 1)
    last += section.seats
    return sectionSheet(room, { name: section.name, numbers })
  })
  return [overview.sheet, ...sections]
}

function roomOf(drawing: Drawing): Room {
  const byId = new Map(drawing.people.map((person) => [person.id, person]))
  const sat = new Map(
    drawing.seats.flatMap((seat) => {
      const person = byId.get(seat.attendeeId)
      return person ? [[keyOf(seat), { name: person.name, groupId: person.groupId }] as const] : []
    }),
  )
  return { ...drawing, sat, tintOf: tintsOf(drawing.seats, (seat) => byId.get(seat.attendeeId)?.groupId) }
}

/** Four pale tints in the order in which the blocks stand in the hall, so that neighbours differ. */
function tintsOf(
  seats: readonly (Place & { attendeeId: string })[],
  groupOf: (seat: Place & { attendeeId: string }) => string | undefined,
): Map<string, string> {
  const inOrder = new Set(
    seats
      .filter((seat) => seat.area === "hall")
      .toSorted((a, b) => a.number - b.number || a.row - b.row)
      .map(groupOf),
  )
  return new Map([...inOrder].flatMap((id, at) => (id ? [[id, tints[at % tints.length]!] as const] : [])))
}

function overviewOf(room: Room): { sheet: Sheet; readable: boolean } {
  const { hall, rostrum } = room.plan
  const stage = rostrumOn(room)
  const top = page.margin + page.head + stage.height + 4
  const numbers = Array.from({ length: columnsOf(hall) }, (_, at) => at + 1)
  const grid = gridOf(room, { numbers, top })
  const readable = grid.w >= narrowest
  const sheet = hallOn(room, grid, { named: readable })
  const titled: Label = {
    x: stage.frame.x,
    y: stage.frame.y + stage.frame.h - 5.5,
    w: stage.frame.w,
    h: 5,
    text: rostrum.name,
    size: 3.4,
    at: "middle",
    strong: false,
  }
  return {
    readable,
    sheet: { part: room.words.whole, cells: [...stage.cells, ...sheet.cells], labels: [titled, ...sheet.labels], rules: sheet.rules, frame: stage.frame },
  }
}

/** Chairs as they are occupied, each row centred, the front row nearest the hall. */
function rostrumOn(room: Room): { cells: Cell[]; height: number; frame: { x: number; y: number; w: number; h: number } } {
  const rows = room.plan.rostrum.rows
    .map((_, at) => room.seats.filter((seat) => seat.area === "rostrum" && seat.row === at + 1))
    .filter((row) => row.length > 0)
  const longest = Math.max(12, ...rows.map((row) => row.length))
  const w = Math.min(16, (page.width - 2 * page.margin - 8) / longest)
  const h = 5.6
  const top = page.margin + page.head
  const cells = rows.flatMap((row, at) =>
    row.map((seat) =>
      cellOf(room, seat, { x: page.width / 2 + (seat.number - 1 - row.length / 2) * w, y: top + 2 + (rows.length - 1 - at) * h, w, h, named: true }),
    ),
  )
  const height = rows.length * h + 9
  return { cells, height, frame: { x: page.width / 2 - (longest * w) / 2 - 3, y: top, w: longest * w + 6, h: height } }
}

function sectionSheet(room: Room, { name, numbers }: { name: string; numbers: number[] }): Sheet {
  const top = page.margin + page.head + 10
  const grid = gridOf(room, { numbers, top })
  const sheet = hallOn(room, grid, { named: true })
  const frame = { x: page.width / 2 - 60, y: page.margin + page.head, w: 120, h: 7 }
  const stage: Label = { ...frame, text: room.plan.rostrum.name, size: 3.4, at: "middle", strong: false }
  return { part: name, cells: sheet.cells, labels: [stage, ...sheet.labels], rules: sheet.rules, frame }
}

function gridOf({ plan: { hall } }: Room, { numbers, top }: { numbers: number[]; top: number }): Grid {
  const ends = new Set<number>()
  let end = 0
  for (const section of hall.sections) {
    end += section.seats
    ends.add(end)
  }
  const gaps = numbers.filter((number) => ends.has(number) && number !== numbers.at(-1)).length
  const w = Math.min(18, (page.width - 2 * page.margin - 2 * rowMark - gaps * aisle) / numbers.length)
  const rowsTop = top + blockHead
  const h = Math.min(9, (page.height - page.margin - page.foot - 5 - rowsTop - hall.aislesAfterRows.length * aisle) / hall.rows)
  let x = (page.width - numbers.length * w - gaps * aisle) / 2
  const left = x
  const columns = numbers.map((number, at): Column => {
    const column = { number, x, first: at === 0 || ends.has(number - 1), last: ends.has(number) }
    x += w + (column.last ? aisle : 0)
    return column
  })
  let y = rowsTop
  const rows = Array.from({ length: hall.rows }, (_, at) => {
    const line = { row: at + 1, y }
    y += h + (hall.aislesAfterRows.includes(at + 1) ? aisle : 0)
    return line
  })
  return { columns, rows, w, h, left, right: columns.at(-1)!.x + w, top: rowsTop, bottom: rows.at(-1)!.y + h }
}

function hallOn(room: Room, grid: Grid, { named }: { named: boolean }): Pick<Sheet, "cells" | "labels" | "rules"> {
  const cells = grid.rows.flatMap(({ row, y }) =>
    grid.columns.map(({ number, x }) => cellOf(room, { area: "hall", row, number }, { x, y, w: grid.w, h: grid.h, named })),
  )
  return { cells, labels: [...marksOf(room, grid, named), ...headsOf(room, grid, named)], rules: bordersOf(room, grid) }
}

type Box = { x: number; y: number; w: number; h: number; named: boolean }
function cellOf(room: Room, place: Place, { named, ...box }: Box): Cell {
  const sitting = room.sat.get(keyOf(place))
  const tint = sitting ? (place.area === "rostrum" ? "#FFFFFF" : (room.tintOf.get(sitting.groupId) ?? "#FFFFFF")) : null
  const lines = sitting && named ? linesOf(sitting.name) : []
  const longest = Math.max(1, ...lines.map((line) => [...line].length))
  return { ...box, tint, lines, size: Math.min(box.h * (lines.length > 1 ? 0.4 : 0.58), (box.w - 1.8) / longest, 3.6) }
}

/** Long names of minorities stand in two lines, parted at the dot. */
export function linesOf(name: string): string[] {
  const characters = [...name]
  if (characters.length === 2) return [characters.join("\u3000")]
  if (characters.length <= 5) return [name]
  const dot = characters.indexOf("·")
  const cut = dot > 0 ? dot + 1 : Math.ceil(characters.length / 2)
  return [characters.slice(0, cut).join(""), characters.slice(cut).join("")]
}

function marksOf(room: Room, grid: Grid, named: boolean): Label[] {
  const mark = (label: Pick<Label, "x" | "y" | "text"> & Partial<Label>): Label => ({
    w: rowMark - 1,
    h: grid.h,
    size: Math.min(2.8, grid.h * 0.6),
    at: "middle",
    strong: false,
    ...label,
  })
  const rows = grid.rows
    .filter(({ row }) => named || row === 1 || row % 5 === 0)
    .flatMap(({ row, y }) => [mark({ x: grid.left - rowMark, y, text: String(row) }), mark({ x: grid.right + 1, y, text: String(row) })])
  const numbers = grid.columns
    .filter(({ number, first }) => named || first || number % 5 === 0)
    .map(({ number, x }) => mark({ x, y: grid.top - 3.4, w: grid.w, h: 3.2, size: Math.min(2.2, grid.w * 0.4), text: String(number) }))
  return [...rows, ...numbers, ...aislesOf(room, grid), ...footOf(room, grid)]
}

function aislesOf({ plan: { hall }, words }: Room, grid: Grid): Label[] {
  return grid.rows
    .filter(({ row }) => hall.aislesAfterRows.includes(row))
    .map(({ y }) => ({ x: grid.left, y: y + grid.h, w: grid.right - grid.left, h: aisle, text: words.aisle, size: 2.6, at: "middle", strong: false }))
}

/** Below each section its name and the door its people come in by. */
function footOf({ plan: { hall }, words }: Room, grid: Grid): Label[] {
  let last = 0
  return hall.sections.flatMap((section) => {
    const first = last + 1
    last += section.seats
    const here = grid.columns.filter(({ number }) => number >= first && number <= last)
    if (here.length === 0) return []
    const text = section.entrance ? `${section.name}　${words.entrance(section.entrance)}` : section.name
    return [{ x: here[0]!.x, y: grid.bottom + 3.4, w: here.at(-1)!.x + grid.w - here[0]!.x, h: 4.5, text, size: 3, at: "middle" as const, strong: false }]
  })
}

type Standing = { row: number; number: number; groupId: string }

/** The delegation's name and number above its seats in the first row; of a small one that has none there below its column, or within it where no names are. */
function headsOf(room: Room, grid: Grid, named: boolean): Label[] {
  const standing = [...room.sat].flatMap(([key, { groupId }]): Standing[] => {
    const [area, row, number] = key.split("/")
    return area === "hall" ? [{ row: Number(row), number: Number(number), groupId }] : []
  })
  const blocks = Map.groupBy(standing, (seat) => seat.groupId)
  const below = new Map<number, Label>()
  const heads = room.groups.flatMap((group): Label[] => {
    const block = blocks.get(group.id) ?? []
    const first = Math.min(...block.map((seat) => seat.row))
    const columns = grid.columns.filter(({ number }) => block.some((seat) => seat.row === first && seat.number === number))
    if (columns.length === 0) return []
    const name = group.name.replace(/代表团$/, "")
    if (first === 1) return [headAbove(grid, columns, { name, count: block.length })]
    if (!named) return [headWithin(grid, block, name)]
    const { x, number } = columns[0]!
    const text = [below.get(number)?.text, `↑${name} ${block.length}`].filter(Boolean).join("\n")
    below.set(number, { x: x - 3, y: grid.bottom + 0.6, w: grid.w + 6, h: 2.4, text, size: 2, at: "top", strong: true })
    return []
  })
  return [...heads, ...below.values()]
}

function headAbove(grid: Grid, columns: readonly Column[], { name, count }: { name: string; count: number }): Label {
  const x = columns[0]!.x
  const w = columns.at(-1)!.x + grid.w - x
  const size = Math.max(2.1, Math.min(3.4, w / Math.min([...name].length, 4)))
  return { x: x - 1, y: grid.top - blockHead, w: w + 2, h: blockHead - 3.8, text: `${name}\n${count}`, size, at: "bottom", strong: true }
}

/** Upright in the block's longest column. */
function headWithin(grid: Grid, block: readonly Standing[], name: string): Label {
  const columns = [...Map.groupBy(block, (seat) => seat.number)].sort((a, b) => b[1].length - a[1].length)
  const [number, seats] = columns[0]!
  const { x } = grid.columns.find((column) => column.number === number)!
  const ys = seats.map((seat) => grid.rows[seat.row - 1]!.y)
  const [top, bottom] = [Math.min(...ys), Math.max(...ys) + grid.h]
  const size = Math.min(2.8, grid.w * 0.7, (bottom - top) / ([...name].length * 1.3))
  return { x, y: top, w: grid.w, h: bottom - top, text: [...name].join("\n"), size, at: "middle", strong: true }
}

/** A line wherever two neighbouring seats belong to different delegations. */
function bordersOf(room: Room, grid: Grid): Rule[] {
  const groupAt = (row: number, number: number) => room.sat.get(`hall/${row}/${number}`)?.groupId
  return grid.rows.flatMap(({ row, y }, at) =>
    grid.columns.flatMap(({ number, x, last }): Rule[] => {
      const here = groupAt(row, number)
      const aside: Rule[] =
        !last && here !== groupAt(row, number + 1) && number !== grid.columns.at(-1)!.number ? [[x + grid.w, y, x + grid.w, y + grid.h]] : []
      const joined = grid.rows[at + 1]?.y === y + grid.h
      return joined && here !== groupAt(row + 1, number) ? [...aside, [x, y + grid.h, x + grid.w, y + grid.h]] : aside
    }),
  )
}
