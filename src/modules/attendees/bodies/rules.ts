import { Refusal } from "#kernel/contract.ts"
import type { AttendeesPart, Quorum } from "./contract.ts"

/** 三分之二以上: at least; 过半数: more than. */
export function neededFor(members: number, { num, den, strict }: Quorum): number {
  if (members === 0) return 0
  const share = (members * num) / den
  return strict ? Math.floor(share) + 1 : Math.ceil(share)
}

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
