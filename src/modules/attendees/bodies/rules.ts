import { Refusal } from "#kernel/contract.ts"
import { leastOf } from "#kernel/shares.ts"
import type { AttendeesPart, BodyKind, Quorum } from "./contract.ts"
import type { MemberRole } from "./members/contract.ts"

/** 三分之二以上: at least; 过半数: more than. */
export const neededFor = (due: number, quorum: Quorum): number => (due === 0 ? 0 : leastOf(quorum, due))

/** What the rules of each kind of body ask for: the share, and the key under which the page names its source. */
export const quorumPresets = [
  { key: "congress", quorum: { num: 2, den: 3, strict: false } },
  { key: "congressPresidium", quorum: { num: 2, den: 3, strict: false } },
  { key: "congressStanding", quorum: { num: 1, den: 2, strict: true } },
  { key: "partyCongress", quorum: { num: 1, den: 2, strict: true } },
  { key: "partyElection", quorum: { num: 2, den: 3, strict: true } },
  { key: "partyPlenum", quorum: { num: 2, den: 3, strict: false } },
  { key: "partyStanding", quorum: { num: 1, den: 2, strict: true } },
  { key: "grassRoots", quorum: { num: 4, den: 5, strict: false } },
  { key: "government", quorum: { num: 1, den: 2, strict: true } },
] as const satisfies { key: string; quorum: Quorum }[]
export type PresetKey = (typeof quorumPresets)[number]["key"]

/** 812 × 2/3 = 541.33: how the needed number comes about, for who wants to count it again. */
export function arithmeticOf(due: number, { num, den }: Quorum): string {
  const share = (due * num) / den
  return `${due.toLocaleString("en-US")} × ${num}/${den} = ${Number.isInteger(share) ? share.toLocaleString("en-US") : share.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`
}

/** By the end of a name, and the longer word first: 代表资格审查委员会 is no committee like others, 市人大常委会 no 大会. */
const kindsByName: readonly (readonly [RegExp, BodyKind])[] = [
  [/主席团/, "presidium"],
  [/资格审查(委员会|小组|组)$/, "credentials"],
  [/(常务|常委)(委员会|会)$/, "standing"],
  [/常务会议$|党组(会|会议)?$/, "executive"],
  [/代表团$/, "delegation"],
  [/委员会$|全会$|全体会议$/, "committee"],
  [/大会$|代表会议$/, "assembly"],
  [/组$/, "group"],
]
/** What a body is, as far as its name says so. */
export const kindByName = (name: string): BodyKind | undefined => kindsByName.find(([pattern]) => pattern.test(name.trim()))?.[1]

/** The quorum usually taken for a kind; where the rules of its own body name none, more than half. */
const usualBasis: Partial<Record<BodyKind, PresetKey>> = {
  assembly: "congress",
  presidium: "congressPresidium",
  committee: "partyPlenum",
  standing: "congressStanding",
  executive: "government",
}
export function usualQuorum(kind: BodyKind): { quorum: Quorum; basis: PresetKey | null } {
  const preset = quorumPresets.find(({ key }) => key === usualBasis[kind])
  return preset ? { quorum: preset.quorum, basis: preset.key } : { quorum: { num: 1, den: 2, strict: true }, basis: null }
}

/** 候补委员 never vote, whoever says otherwise. */
export function mustFitRole(role: MemberRole, rights: { mayVote: boolean; mayElect: boolean } | null): void {
  if (role === "alternate" && rights && (rights.mayVote || rights.mayElect)) throw new Refusal("attendees.alternateNoVote")
}

/** A template written before bodies had kinds names them by their keys. */
export const kindOf = (key: string): BodyKind =>
  key === "presidium" ? "presidium" : key === "committee" || key === "discipline" ? "committee" : key === "members" ? "executive" : "assembly"

export function mustBeAShare({ num, den, strict }: Quorum): void {
  if (num > den || (strict && num === den)) throw new Refusal("attendees.oddQuorum")
}

/** A meeting whose template says nothing of people has delegates, and one body of them all. */
export const usualPart: AttendeesPart = {
  categories: [
    { key: "delegate", name: "正式代表", bodies: ["assembly"], mayVote: true },
    { key: "observer", name: "列席", bodies: [], mayVote: false },
    { key: "guest", name: "特邀", bodies: [], mayVote: false },
    { key: "staff", name: "工作人员", bodies: [], mayVote: false },
  ],
  bodies: [{ key: "assembly", name: "大会", quorum: { num: 2, den: 3, strict: false } }],
}
