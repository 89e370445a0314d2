import { newId } from "#kernel/ids.ts"
import type { Incoming } from "../contract.ts"

export type Existing = Pick<Incoming, "name" | "delegation" | "sex" | "ethnicity" | "unit" | "post" | "phone"> & { id: string }
export type Matched = { incoming: Incoming; id: string; isNew: boolean }

const placeKey = ({ name, delegation }: { name: string; delegation: string | null }) => `${name}|${delegation ?? ""}`
const likeness = (a: Existing, b: Incoming): number =>
  Number(a.phone !== null && a.phone === b.phone) * 8 +
  Number(a.post === b.post) * 4 +
  Number(a.unit === b.unit) * 2 +
  Number(a.sex === b.sex) +
  Number(a.ethnicity === b.ethnicity)

/**
 * The same person comes again: same name in the same delegation, or same name and phone wherever he is now. Where several share both, the likest pair goes first,
 * so that a file in another order changes nobody into his namesake. A file without delegations finds people by a name that stands once.
 */
export function matchPeople(existing: readonly Existing[], incoming: readonly Incoming[]): Matched[] {
  const free = new Set(existing)
  const taken = new Map<Incoming, Existing>()
  const take = (person: Incoming, found: Existing | undefined) => {
    if (!found || !free.delete(found)) return
    taken.set(person, found)
  }
  const byPhone = new Map(existing.flatMap((person) => (person.phone ? [[`${person.name}|${person.phone}`, person] as const] : [])))
  for (const person of incoming) if (person.phone) take(person, byPhone.get(`${person.name}|${person.phone}`))
  const places = Map.groupBy(existing, placeKey)
  for (const [key, same] of Map.groupBy(incoming, placeKey)) pairUp(places.get(key) ?? [], same, { free, taken, take })
  const names = Map.groupBy(existing, ({ name }) => name)
  for (const person of incoming) {
    const only = names.get(person.name)
    if (!taken.has(person) && person.delegation === null && only?.length === 1) take(person, only[0])
  }
  return incoming.map((person) => {
    const found = taken.get(person)
    return { incoming: person, id: found?.id ?? newId(), isNew: !found }
  })
}

type Pairing = { free: Set<Existing>; taken: Map<Incoming, Existing>; take: (person: Incoming, found: Existing | undefined) => void }

function pairUp(there: readonly Existing[], coming: readonly Incoming[], { free, taken, take }: Pairing): void {
  const pairs = coming.flatMap((person) => there.map((found) => ({ person, found, points: likeness(found, person) })))
  for (const { person, found } of pairs.sort((a, b) => b.points - a.points)) if (free.has(found) && !taken.has(person)) take(person, found)
}
