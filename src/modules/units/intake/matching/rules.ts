import { newId } from "#kernel/ids.ts"
import type { Line } from "../contract.ts"

export type ExistingUnit = { id: string; path: string; shortName: string; kind: string; place: number; phone: string; address: string }
export type ExistingPost = { id: string; unit: string; title: string; place: number; isMain: boolean; from: string | null; until: string | null }
export type ExistingPerson = {
  id: string
  name: string
  phoneHash: string | null
  officePhone: string
  email: string
  note: string
  mark: string
  posts: ExistingPost[]
}

/** What distinguishes two paths when they are written: blanks and the kind of stroke between steps do not. */
export const pathKey = (steps: readonly string[]): string => steps.map((step) => step.replace(/\s+/gu, " ").trim().replaceAll("/", "／")).join("/")
const given = <T>(value: T | null, before: T): T => value ?? before

export type UnitMatch = {
  row: number
  id: string
  isNew: boolean
  isSame: boolean
  unit: Omit<ExistingUnit, "id" | "path" | "place"> & { place: number | null }
}
/** `made`: units that are not there yet, parents first; among them those the file only names as a step of a path. */
export type UnitsMatched = { made: { id: string; parentId: string | null; name: string }[]; ids: Map<string, string> }

export function matchPaths(existing: readonly ExistingUnit[], paths: readonly (readonly string[])[]): UnitsMatched {
  const ids = new Map(existing.map(({ id, path }) => [pathKey(path.split("/")), id]))
  const made: UnitsMatched["made"] = []
  for (const path of paths)
    for (let length = 1; length <= path.length; length++) {
      const key = pathKey(path.slice(0, length))
      if (ids.has(key)) continue
      const id = newId()
      ids.set(key, id)
      made.push({ id, parentId: length === 1 ? null : ids.get(pathKey(path.slice(0, length - 1)))!, name: path[length - 1]! })
    }
  return { made, ids }
}

export function matchUnits(existing: readonly ExistingUnit[], lines: readonly Line[], { ids }: UnitsMatched): UnitMatch[] {
  const byId = new Map(existing.map((unit) => [unit.id, unit]))
  return lines.map((line) => {
    const id = ids.get(pathKey(line.path))!
    const before = byId.get(id)
    const unit = {
      shortName: given(line.shortName, before?.shortName ?? ""),
      kind: given(line.kind, before?.kind ?? ""),
      phone: given(line.unitPhone, before?.phone ?? ""),
      address: given(line.address, before?.address ?? ""),
      place: line.place ?? before?.place ?? null,
    }
    const isSame = before !== undefined && (Object.keys(unit) as (keyof typeof unit)[]).every((key) => unit[key] === before[key])
    return { row: line.row, id, isNew: !before, isSame, unit }
  })
}

type Group = { name: string; hash: string | null; lines: Line[] }
export type PostMatch = { id: string; unit: string; title: string; place: number | null; from: string | null; until: string | null }
export type PersonMatch = {
  row: number
  id: string
  isNew: boolean
  isSame: boolean
  name: string
  /** null: as it was. */
  phone: string | null
  officePhone: string
  email: string
  note: string
  mark: string
  /** Those that are new or changed, and the main one where it changes. */
  posts: PostMatch[]
  mainPostId: string | null
}
export type PeopleMatched = { people: PersonMatch[]; ambiguous: { row: number; name: string; unit: string }[] }
type Ambiguous = PeopleMatched["ambiguous"]

const unitsOf = ({ lines }: Group) => new Set(lines.map(({ path }) => pathKey(path)))
const markOf = ({ lines }: Group) => lines.find(({ mark }) => mark !== null)?.mark ?? null

/** Lines of one person: one name and phone; without a phone one name in one unit, which may be one of those with a phone. */
function grouped(lines: readonly Line[], hash: (phone: string) => string, ambiguous: Ambiguous): Group[] {
  const groups = new Map<string, Group>()
  const named = new Map<string, Group[]>()
  const put = (key: string, line: Line, ofPhone: string | null) => {
    const group = groups.get(key)
    if (group) return void group.lines.push(line)
    const fresh = { name: line.name, hash: ofPhone, lines: [line] }
    groups.set(key, fresh)
    if (ofPhone) named.set(line.name, [...(named.get(line.name) ?? []), fresh])
  }
  for (const line of lines) if (line.phone) put(`${line.name}|${hash(line.phone)}`, line, hash(line.phone))
  for (const line of lines) {
    if (line.phone) continue
    const unit = pathKey(line.path)
    const same = (named.get(line.name) ?? []).filter((group) => unitsOf(group).has(unit) && (line.mark === null || (markOf(group) ?? "") === line.mark))
    if (same.length === 1) same[0]!.lines.push(line)
    else if (same.length > 1) ambiguous.push({ row: line.row, name: line.name, unit })
    else put(`${line.name}||${unit}|${line.mark ?? ""}`, line, null)
  }
  return [...groups.values()].sort((a, b) => a.lines[0]!.row - b.lines[0]!.row)
}

/**
 * The same person comes again: one name and phone wherever he is now, else one name in one unit. Where the house knows two of that name there, the mark or the phone
 * must say which, or nobody could be sure whose number is changed.
 */
export function matchPeople(existing: readonly ExistingPerson[], lines: readonly Line[], hash: (phone: string) => string): PeopleMatched {
  const ambiguous: Ambiguous = []
  const byPhone = new Map(existing.flatMap((person) => (person.phoneHash ? [[`${person.name}|${person.phoneHash}`, person] as const] : [])))
  const byName = Map.groupBy(existing, ({ name }) => name)
  const taken = new Map<Group, ExistingPerson>()
  const groups = grouped(lines, hash, ambiguous)
  for (const group of groups) {
    const found = group.hash && byPhone.get(`${group.name}|${group.hash}`)
    if (found) taken.set(group, found)
  }
  const byTheirPhone = new Set(taken.values())
  for (const group of groups) {
    if (taken.has(group)) continue
    const found = inTheirUnits(group, byName.get(group.name) ?? [], byTheirPhone)
    if (found === "ambiguous") for (const { row, path } of group.lines) ambiguous.push({ row, name: group.name, unit: pathKey(path) })
    else if (found) taken.set(group, found)
  }
  const unclear = new Set(ambiguous.map(({ row }) => row))
  const merged = Map.groupBy(
    groups.filter((group) => group.lines.some(({ row }) => !unclear.has(row))),
    (group) => taken.get(group)?.id ?? group,
  )
  return {
    people: [...merged.values()].map((same) =>
      matchedPerson(
        taken.get(same[0]!),
        same.flatMap((group) => group.lines.filter(({ row }) => !unclear.has(row))),
        hash,
      ),
    ),
    ambiguous,
  }
}

function inTheirUnits(group: Group, named: readonly ExistingPerson[], byTheirPhone: ReadonlySet<ExistingPerson>): ExistingPerson | "ambiguous" | undefined {
  const units = unitsOf(group)
  const mark = markOf(group)
  // who is already recognised by his phone is himself; a line with another phone is somebody else
  const there = named.filter((person) => person.posts.some(({ unit }) => units.has(unit)) && !(group.hash && byTheirPhone.has(person)))
  const marked = there.length > 1 || mark ? there.filter((person) => person.mark === (mark ?? "")) : there
  if (marked.length === 1) return marked[0]
  if (marked.length === 0 && (mark || there.length === 0)) return undefined
  return group.hash && there.every(({ phoneHash }) => phoneHash) ? undefined : "ambiguous"
}

const last = <K extends keyof Line>(lines: readonly Line[], field: K) => lines.findLast((line) => line[field] !== null)?.[field] ?? null

function matchedPerson(before: ExistingPerson | undefined, lines: readonly Line[], hash: (phone: string) => string): PersonMatch {
  const person = {
    officePhone: given(last(lines, "officePhone"), before?.officePhone ?? ""),
    email: given(last(lines, "email"), before?.email ?? ""),
    note: given(last(lines, "note"), before?.note ?? ""),
    mark: given(last(lines, "mark"), before?.mark ?? ""),
  }
  const phone = last(lines, "phone")
  const { posts, mainPostId } = matchPosts(before?.posts ?? [], lines)
  const isNumberSame = phone === null || before?.phoneHash === hash(phone)
  const isAsBefore = before !== undefined && isNumberSame && (Object.keys(person) as (keyof typeof person)[]).every((key) => person[key] === before[key])
  return {
    row: lines[0]!.row,
    id: before?.id ?? newId(),
    isNew: !before,
    isSame: isAsBefore && posts.length === 0,
    name: lines[0]!.name,
    phone,
    ...person,
    posts,
    mainPostId,
  }
}

function matchPosts(before: readonly ExistingPost[], lines: readonly Line[]): { posts: PostMatch[]; mainPostId: string | null } {
  const wanted = new Map<string, PostMatch & { isMain: boolean; wasMain: boolean; isSame: boolean }>()
  for (const line of lines) {
    const unit = pathKey(line.path)
    const here = before.filter((post) => post.unit === unit)
    const only = here.length === 1 && lines.filter(({ path }) => pathKey(path) === unit).length === 1 ? here[0] : undefined
    const old = here.find(({ title }) => title === (line.title ?? "")) ?? only ?? (line.title === null ? here[0] : undefined)
    const key = old?.id ?? `${unit}|${line.title ?? ""}`
    const post = {
      id: old?.id ?? wanted.get(key)?.id ?? newId(),
      unit,
      title: given(line.title, old?.title ?? ""),
      place: line.place ?? old?.place ?? null,
      from: line.from ?? old?.from ?? null,
      until: line.until ?? old?.until ?? null,
    }
    const isSame = old !== undefined && (["title", "place", "from", "until"] as const).every((field) => post[field] === old[field])
    wanted.set(key, { ...post, isMain: line.main === true, wasMain: old?.isMain ?? false, isSame })
  }
  const all = [...wanted.values()]
  const said = all.find(({ isMain }) => isMain) ?? (before.some(({ isMain }) => isMain) ? undefined : all[0])
  const main = said && !said.wasMain ? said : undefined
  const posts = all.filter((post) => !post.isSame || post === main).map(({ isMain: _is, wasMain: _was, isSame: _same, ...post }) => post)
  return { posts, mainPostId: main?.id ?? null }
}
