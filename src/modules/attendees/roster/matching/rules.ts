import { newId } from "#kernel/ids.ts"
import type { Incoming } from "../contract.ts"

type Written = Omit<Incoming, "row" | "who" | "category"> & { category: string }
export type Existing = Written & { id: string }
/** What a row becomes: somebody new, or somebody who is there and may be just as the row says. */
export type Matched = { row: number; id: string; isNew: boolean; isSame: boolean; person: Written }
/** A row that several people answer to: who it is must be said by a person. */
export type Unclear = { row: number; name: string; candidates: Existing[] }
export type Matching = { people: Matched[]; unclear: Unclear[] }

const placeKey = ({ name, delegation }: { name: string; delegation: string | null }) => `${name}|${delegation ?? ""}`

/**
 * The same person comes again, known by his document's number, else by name and phone, else by name in his delegation, where unit and post, then post, sex or birth
 * must tell namesakes apart one by one. Whoever could be two people is asked for: a guess would write one person's fields over another's.
 */
export function matchPeople(existing: readonly Existing[], incoming: readonly Incoming[], usual: string): Matching {
  const search = new Search(existing)
  for (const person of incoming) search.byAnswer(person)
  for (const person of incoming) search.byNumber(person)
  for (const [key, same] of Map.groupBy(incoming, placeKey)) search.byPlace(key, same)
  for (const [, same] of Map.groupBy(incoming, ({ name }) => name)) search.byName(same)
  return {
    people: incoming.filter(({ row }) => !search.unclear.has(row)).map((person) => matched(person, search.found.get(person.row), usual)),
    unclear: [...search.unclear.values()],
  }
}

/** Values that tell two people of one name apart, the surest first. */
const marks: readonly ((person: Incoming | Existing) => string)[] = [
  ({ unit, post, sex, birth }) => (unit || post ? [unit, post, sex, birth].join("|") : ""),
  ({ mark }) => mark ?? "",
  ({ unit, post }) => (unit || post ? `${unit}|${post}` : ""),
  ({ post }) => post,
  ({ birth }) => birth ?? "",
  ({ sex }) => sex ?? "",
]

class Search {
  readonly found = new Map<number, Existing>()
  readonly unclear = new Map<number, Unclear>()
  private readonly free: Map<string, Existing>
  private readonly settled = new Set<number>()
  private readonly documents: Map<string, Existing>
  private readonly phones: Map<string, Existing[]>
  private readonly places: Map<string, Existing[]>
  private readonly names: Map<string, Existing[]>

  constructor(existing: readonly Existing[]) {
    this.free = new Map(existing.map((person) => [person.id, person]))
    this.documents = new Map(existing.flatMap((person) => (person.idNumber ? [[person.idNumber, person] as const] : [])))
    this.phones = Map.groupBy(
      existing.filter(({ phone }) => phone),
      ({ name, phone }) => `${name}|${phone}`,
    )
    this.places = Map.groupBy(existing, placeKey)
    this.names = Map.groupBy(existing, ({ name }) => name)
  }

  byAnswer({ row, who }: Incoming): void {
    if (!who) return
    const person = this.free.get(who)
    if (person) this.take(row, person)
    else if (who === "new") this.settled.add(row)
  }

  byNumber({ row, name, idNumber, phone }: Incoming): void {
    if (this.settled.has(row)) return
    const document = idNumber ? this.documents.get(idNumber) : undefined
    const called = phone ? (this.phones.get(`${name}|${phone}`) ?? []) : []
    const person = document ?? (called.length === 1 && mayBe(called[0]!, { idNumber }) ? called[0] : undefined)
    if (person && this.free.has(person.id)) this.take(row, person)
  }

  byPlace(key: string, coming: readonly Incoming[]): void {
    this.pair(coming, this.places.get(key) ?? [])
  }

  /** A file without delegations, or people without one: whoever is called so. */
  byName(coming: readonly Incoming[]): void {
    const homeless = coming.filter(({ delegation, row }) => delegation === null && !this.unclear.has(row))
    if (homeless.length > 0) this.pair(homeless, this.names.get(homeless[0]!.name) ?? [])
  }

  private take(row: number, person: Existing): void {
    this.settled.add(row)
    this.free.delete(person.id)
    this.found.set(row, person)
  }

  private pair(all: readonly Incoming[], there: readonly Existing[]): void {
    const open = () => ({ coming: all.filter(({ row }) => !this.settled.has(row)), free: there.filter(({ id }) => this.free.has(id)) })
    const first = open()
    if (first.coming.length === 0 || first.free.length === 0) return
    if (first.coming.length === 1 && there.length === 1 && all.length === 1) this.only(first.coming[0]!, first.free[0]!)
    else this.tellApart(open)
  }

  private tellApart(open: () => { coming: Incoming[]; free: Existing[] }): void {
    for (const mark of marks) {
      const { coming, free } = open()
      const here = Map.groupBy(free, mark)
      for (const [value, same] of Map.groupBy(coming, mark)) {
        const alike = value === "" ? [] : (here.get(value) ?? [])
        if (same.length === 1 && alike.length === 1 && mayBe(alike[0]!, same[0]!)) this.take(same[0]!.row, alike[0]!)
      }
    }
    // who says nothing that does not stand there already changes nobody, whichever of the namesakes he is
    for (const person of open().coming) {
      const same = open().free.find((one) => matched(person, one, "").isSame)
      if (same) this.take(person.row, same)
    }
    const { coming, free } = open()
    for (const person of coming) {
      const candidates = free.filter((one) => mayBe(one, person))
      if (candidates.length > 0) this.unclear.set(person.row, { row: person.row, name: person.name, candidates })
    }
  }

  /** One of that name in the file, one on the list: he himself, unless a number or his sex says otherwise. */
  private only(person: Incoming, one: Existing): void {
    if (!mayBe(one, person)) return
    if (person.sex && one.sex && person.sex !== one.sex) this.unclear.set(person.row, { row: person.row, name: person.name, candidates: [one] })
    else this.take(person.row, one)
  }
}

/** Two documents are two people. */
const mayBe = (one: Existing, { idNumber }: Pick<Incoming, "idNumber">): boolean => !idNumber || !one.idNumber || idNumber === one.idNumber

const filled = (value: unknown): boolean => value !== null && value !== ""

/** What the row says, and where it says nothing what was there. */
function matched({ row, who: _who, ...incoming }: Incoming, before: Existing | undefined, usual: string): Matched {
  if (!before) return { row, id: newId(), isNew: true, isSame: false, person: { ...incoming, category: incoming.category ?? usual } }
  const { id, custom, ...old } = before
  const said = Object.fromEntries(Object.entries(incoming).filter(([key, value]) => key !== "custom" && filled(value)))
  const person: Written = { ...old, ...said, custom: { ...custom, ...incoming.custom } }
  // the month alone says nothing against the day
  if (incoming.birth && old.birth?.startsWith(incoming.birth)) person.birth = old.birth
  const isSame = isAsBefore(old, person) && Object.entries(person.custom).every(([field, value]) => custom[field] === value)
  return { row, id, isNew: false, isSame, person }
}

const isAsBefore = (old: Omit<Existing, "id" | "custom">, person: Written): boolean =>
  (Object.keys(old) as (keyof typeof old)[]).every((key) => (old[key] ?? "") === (person[key] ?? ""))
