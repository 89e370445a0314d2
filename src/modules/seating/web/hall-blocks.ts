/** Delegations as they stand in the hall: where each one's name goes, and the lines between them. */
import type { SeatMap } from "../contract.ts"
import { gap, keyOf, type Line, pitch, type Spot } from "./hall-places.ts"

export type Block = {
  id: string
  name: string
  count: number
  /** Its seats in the first row; without any, 0 wide. */
  x: number
  w: number
  /** Where its longest columns stand, for a name within it. */
  middle: { x: number; y: number }
  breadth: number
  height: number
}
/** Every seat of a delegation in the hall; its name stands above its seats in its first row. */
export function blocksOf(map: SeatMap, hall: readonly Spot[]): Block[] {
  const members = Map.groupBy(
    hall.filter((spot) => spot.person),
    (spot) => spot.person!.groupId,
  )
  return map.groups.flatMap((group) => {
    const block = members.get(group.id)
    if (!block) return []
    const front = block.filter((spot) => spot.row === 1)
    const x = Math.min(...front.map((spot) => spot.x))
    const { middle, breadth, height } = bodyOf(block)
    const name = group.name.replace(/代表团$/, "")
    const w = front.length > 0 ? Math.max(...front.map((spot) => spot.x)) + pitch.x - x : 0
    return [{ id: group.id, name, count: block.length, x: front.length > 0 ? x : 0, w, middle, breadth, height }]
  })
}

/** The full columns of a block, without the ends that reach into a neighbour's column. */
function bodyOf(block: readonly Spot[]): Pick<Block, "middle" | "breadth" | "height"> {
  const columns = [...Map.groupBy(block, (spot) => spot.x).values()]
  const longest = Math.max(...columns.map((column) => column.length))
  const full = columns.filter((column) => column.length >= longest * 0.6).flat()
  const [xs, ys] = [full.map((spot) => spot.x), full.map((spot) => spot.y)]
  const [left, right, first, last] = [Math.min(...xs), Math.max(...xs) + pitch.x, Math.min(...ys), Math.max(...ys) + pitch.y]
  return { middle: { x: (left + right) / 2, y: (first + last) / 2 }, breadth: right - left, height: last - first }
}

/** A line wherever two neighbouring seats belong to different delegations; `lastOf`: seats with an aisle at their right. */
export function bordersOf(hall: readonly Spot[], lastOf: ReadonlySet<number>): Line[] {
  const at = new Map(hall.map((spot) => [keyOf(spot), spot]))
  return hall.flatMap((spot): Line[] => {
    const group = spot.person?.groupId
    const aside = lastOf.has(spot.number) ? undefined : at.get(keyOf({ ...spot, number: spot.number + 1 }))
    const below = at.get(keyOf({ ...spot, row: spot.row + 1 }))
    const joined = below && below.y - spot.y <= pitch.y + 0.1
    const upright = aside && aside.person?.groupId !== group ? [{ x: spot.x + pitch.x - gap / 2, y: spot.y - gap / 2, w: 0, h: pitch.y }] : []
    return joined && below.person?.groupId !== group ? [...upright, { x: spot.x - gap / 2, y: spot.y + pitch.y - gap / 2, w: pitch.x, h: 0 }] : upright
  })
}
