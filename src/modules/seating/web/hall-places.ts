/** One seat on paper, and the pitch at which seats stand. */
import type { Place, SeatMap } from "../contract.ts"

type Person = SeatMap["people"][number]
export type Spot = Place & { x: number; y: number; w: number; h: number; person: Person | null; locked: boolean; tint: string | null }
export type Line = { x: number; y: number; w: number; h: number }

export const pitch = { x: 33, y: 21.5 }
export const gap = 2

export const keyOf = (place: Place): string => `${place.area}/${place.row}/${place.number}`
