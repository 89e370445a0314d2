import { Refusal } from "#kernel/contract.ts"
import { fill, type Locale } from "#kernel/words.ts"
import { type Credential, type Report, Standing, type Standings, type Structure } from "./contract.ts"
import { words } from "./words.ts"

/** What is counted of one delegate; `others`: choices of the meeting's own open fields, such as 职业构成. */
export type Counted = {
  sex: "male" | "female" | null
  ethnicity: string | null
  birth: string | null
  education: string | null
  politics: string | null
  delegationId: string | null
  others: Record<string, string>
}

export function mustHaveGround(standing: Standing, ground: string): void {
  if (standing !== "valid" && ground === "") throw new Refusal("attendees.groundNeeded")
}

const bands = [35, 45, 55, 60] as const

/** Full years on that day; a birth known to the month only counts from its first day. */
export function ageOn(birth: string, day: string): number {
  const [year = "", rest = ""] = [birth.slice(0, 4), birth.slice(5).padEnd(5, "-01")]
  const years = Number(day.slice(0, 4)) - Number(year)
  return rest > day.slice(5) ? years - 1 : years
}

function bandOf(birth: string | null, { day, locale }: { day: string; locale: Locale }): string {
  const say = words[locale]
  if (!birth) return say.unknown
  const age = ageOn(birth, day)
  const at = bands.findIndex((top) => age <= top)
  if (at === 0) return fill(say.upToAge, { to: bands[0] })
  return at < 0 ? fill(say.overAge, { over: bands[3] }) : fill(say.ageBand, { from: (bands[at - 1] ?? 0) + 1, to: bands[at] })
}

/** One of three thousand is not none, and all but one are not all. */
function shareOf(count: number, all: number): string {
  const share = all === 0 ? "0.0" : ((count * 100) / all).toFixed(1)
  if (share === "0.0" && count > 0) return "<0.1%"
  return share === "100.0" && count < all ? ">99.9%" : `${share}%`
}

type Counting = { people: readonly Counted[]; of: (one: Counted) => string; order?: readonly string[] }
function partOf(title: string, { people, of, order }: Counting): Structure["parts"][number] {
  const counts = new Map<string, number>()
  for (const one of people) counts.set(of(one), (counts.get(of(one)) ?? 0) + 1)
  const rank = (name: string) => (order?.includes(name) ? order.indexOf(name) : (order?.length ?? 0))
  const names = [...counts.keys()].sort((a, b) => rank(a) - rank(b) || (counts.get(b) ?? 0) - (counts.get(a) ?? 0) || (a < b ? -1 : 1))
  return { title, rows: names.map((name) => ({ name, count: counts.get(name) ?? 0, share: shareOf(counts.get(name) ?? 0, people.length) })) }
}

/** Women, minorities, age, education, politics and what else the meeting asks of its people, of those who are valid. A part nobody filled in is left out. */
export function structureOf(all: readonly (Counted & { standing: Standing })[], { day, locale }: { day: string; locale: Locale }): Structure {
  const say = words[locale]
  const standings: Standings = { valid: 0, pending: 0, ended: 0, byElection: 0 }
  for (const { standing } of all) standings[standing]++
  const people = all.filter(({ standing }) => standing === "valid" || standing === "byElection")
  const known = (value: string | null) => value || say.unknown
  const ages = [
    ...bands.map((top, at) => (at === 0 ? fill(say.upToAge, { to: top }) : fill(say.ageBand, { from: (bands[at - 1] ?? 0) + 1, to: top }))),
    fill(say.overAge, { over: bands[3] }),
  ]
  const others = [...new Set(people.flatMap((one) => Object.keys(one.others)))]
  const parts = [
    partOf(say.sex, { people, of: ({ sex }) => (sex ? say[sex] : say.unknown), order: [say.male, say.female] }),
    partOf(say.ethnicity, {
      people,
      of: ({ ethnicity }) => (ethnicity ? (ethnicity === "汉族" ? say.han : say.minority) : say.unknown),
      order: [say.han, say.minority],
    }),
    partOf(say.age, { people, of: ({ birth }) => bandOf(birth, { day, locale }), order: ages }),
    partOf(say.education, { people, of: ({ education }) => known(education) }),
    partOf(say.politics, { people, of: ({ politics }) => known(politics) }),
    ...others.map((title) => partOf(title, { people, of: (one) => known(one.others[title] ?? null) })),
  ]
  const delegations = new Set(people.flatMap(({ delegationId }) => delegationId ?? [])).size
  return { standings, delegates: people.length, delegations, parts: parts.filter(({ rows }) => rows.some(({ name }) => name !== say.unknown)) }
}

/** The first draft: numbers as they stand, for the committee to rewrite. */
export function draftOf(structure: Structure, { meeting, locale }: { meeting: string; locale: Locale }): string {
  const say = words[locale]
  const { standings, delegates, delegations } = structure
  const all = delegates + standings.pending + standings.ended
  const of = (title: string, name: string) => structure.parts.find((part) => part.title === title)?.rows.find((row) => row.name === name)
  const women = of(say.sex, say.female)
  const minority = of(say.ethnicity, say.minority)
  const line = (wanted: { count: number; share: string } | undefined, sentence: string) => (wanted ? fill(sentence, wanted) : "")
  return [
    fill(say["draft.opening"], { meeting }),
    fill(say["draft.numbers"], { all, delegations, delegates }) +
      (standings.byElection > 0 ? fill(say["draft.byElection"], { count: standings.byElection }) : "") +
      (standings.ended > 0 ? fill(say["draft.ended"], { count: standings.ended }) : "") +
      (standings.pending > 0 ? fill(say["draft.pending"], { count: standings.pending }) : ""),
    `${say["draft.structure"]}${line(women, say["draft.women"])}${line(minority, say["draft.minority"])}${say["draft.table"]}`,
    fill(say["draft.result"], { delegates }),
  ].join("\n")
}

export const isSame = (one: Standings, other: Standings): boolean => Standing.options.every((standing) => one[standing] === other[standing])

/** `seen`: what who adopts had before his eyes; a number that changed since is read again before it is adopted. */
export function mustBeAsSeen({ standings, delegates }: Structure, seen: Standings | undefined): void {
  if (delegates === 0) throw new Refusal("attendees.nobodyQualified")
  if (seen && !isSame(seen, standings)) throw new Refusal("attendees.figuresMoved", standings)
}

const numbersIn = (text: string): string[] => (text.replaceAll(/(?<=\d)[,，](?=\d)/g, "").match(/\d+(?:\.\d+)?%?/g) ?? []).filter((one) => /^\d+$/.test(one))
/** Numbers of now that a text written earlier does not name: it was written before the last of them was judged. */
export function numbersLacking({ isWritten, adopted, body, draft }: Pick<Report, "isWritten" | "adopted" | "body" | "draft">): string[] {
  if (!isWritten || adopted) return []
  const named = new Set(numbersIn(body))
  return [...new Set(numbersIn(draft))].filter((one) => !named.has(one))
}

export function mustBeOpen({ adopted }: Pick<Report, "adopted">): void {
  if (adopted) throw new Refusal("attendees.reportAdopted")
}
export function mustBeAdopted({ adopted }: Pick<Report, "adopted">): void {
  if (!adopted) throw new Refusal("attendees.reportNotAdopted")
}

/** On a shelf a paper is known by its meeting. */
export const titleOf = (title: string, meeting: string): string => (title.startsWith(meeting) ? title : `${meeting}${title}`)

/** 一、 and （一） open a heading of their own level on an official paper. */
export function paragraphsOf(body: string): { level: number; text: string }[] {
  const level = (line: string) => (/^[一二三四五六七八九十]+、/.test(line) ? 1 : /^（[一二三四五六七八九十]+）/.test(line) ? 2 : 0)
  return body
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => ({ level: level(line), text: line }))
}

export const whoIs = ({ name, sameNameMark }: Credential): string => (sameNameMark ? `${name}（${sameNameMark}）` : name)
