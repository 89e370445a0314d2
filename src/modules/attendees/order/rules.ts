import { Refusal } from "#kernel/contract.ts"
import type { To } from "./contract.ts"

type Pin = { id: string; how: "top" | "before" | "after"; anchorId: string | null; place: number; name: string }
type Placed = Omit<Pin, "name">
type List = { ids: readonly string[]; pins: readonly Pin[] }

/** The pins that put a person where he is wanted; those at the top move up or down to make room. `ids`: the list without him, in its order. */
export function pinsFor(id: string, to: To, { ids, pins }: List): Placed[] {
  const others = pins.filter((pin) => pin.id !== id)
  if (to.at === "top") return atTop(id, 1, others)
  if (to.at === "place") return atPlace(id, to.place, { ids, pins: others })
  const beside = others.filter(({ how, anchorId }) => how === to.at && anchorId === to.other)
  // the newest stands nearest: before somebody the last, behind him the first
  const place = to.at === "before" ? Math.max(0, ...beside.map((pin) => pin.place)) + 1 : 1
  const moved = to.at === "after" ? beside.map(({ name: _name, ...pin }) => ({ ...pin, place: pin.place + 1 })) : []
  return [...moved, { id, how: to.at, anchorId: to.other, place }]
}

function atTop(id: string, place: number, others: readonly Pin[]): Placed[] {
  const top = others.filter(({ how }) => how === "top").map((pin) => pin.id)
  top.splice(place - 1, 0, id)
  return top.map((one, index) => ({ id: one, how: "top", anchorId: null, place: index + 1 }))
}

/** A place behind the pinned ones at the top is a place among them; anywhere else one stands before whoever has that place now, or behind the last. */
function atPlace(id: string, place: number, { ids, pins }: List): Placed[] {
  const top = new Set(pins.filter(({ how }) => how === "top").map((pin) => pin.id))
  if (place <= 1 || ids.slice(0, place - 1).every((one) => top.has(one))) return atTop(id, place, pins)
  const there = ids[place - 1]
  if (there) return pinsFor(id, { at: "before", other: there }, { ids, pins: [...pins] })
  return pinsFor(id, { at: "after", other: ids.at(-1)! }, { ids, pins: [...pins] })
}

/** Each adds a piece to the key of whoever is pinned to him, and a key must fit into its index, however long the names. */
const longestChain = 40

function mustNotBeTooLong(id: string, other: string, pins: readonly Pin[]): void {
  const byId = new Map(pins.map((pin) => [pin.id, pin]))
  const below = Map.groupBy(pins, ({ anchorId }) => anchorId)
  let length = 1
  for (let at = byId.get(other); at?.anchorId && length <= longestChain; at = byId.get(at.anchorId)) length++
  for (let ids = [id]; ids.length > 0 && length <= longestChain; length++) ids = ids.flatMap((one) => (below.get(one) ?? []).map((pin) => pin.id))
  if (length > longestChain) throw new Refusal("attendees.pinnedTooLong", { most: longestChain })
}

/** Two that are pinned to each other would stand nowhere. */
export function mustNotCircle(id: string, to: To, { pins }: Pick<List, "pins">): void {
  if (to.at !== "before" && to.at !== "after") return
  const byId = new Map(pins.map((pin) => [pin.id, pin]))
  for (let at = byId.get(to.other), steps = 0; at && steps <= pins.length; at = at.anchorId ? byId.get(at.anchorId) : undefined, steps++)
    if (at.anchorId === id) throw new Refusal("attendees.pinnedToHim", { other: at.name, name: byId.get(id)?.name ?? "" })
  mustNotBeTooLong(id, to.other, pins)
}
