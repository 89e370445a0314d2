import { Refusal } from "#kernel/contract.ts"
import type { Delegation, NewDelegation } from "./contract.ts"

type Held = Pick<Delegation, "fromId" | "fromName" | "toId" | "toName" | "kinds" | "startsOn" | "endsOn" | "endedOn">

const meets = (a: Pick<NewDelegation, "kinds" | "startsOn" | "endsOn">, b: Held): boolean =>
  b.endedOn === null &&
  a.startsOn <= b.endsOn &&
  b.startsOn <= a.endsOn &&
  (a.kinds.length === 0 || b.kinds.length === 0 || a.kinds.some((kind) => b.kinds.includes(kind)))

/**
 * A delegation is not passed on: who stands in for another may not be away then, and who is away stands in for nobody.
 * So there is never a chain, let alone a circle in which everybody waits for everybody.
 */
export function mustBeSound(wanted: NewDelegation & { fromId: string }, others: readonly Held[], today: string): void {
  if (wanted.toId === wanted.fromId) throw new Refusal("approvals.notToYourself")
  if (wanted.startsOn > wanted.endsOn || wanted.endsOn < today) throw new Refusal("approvals.badDates")
  const then = others.filter((other) => meets(wanted, other))
  const own = then.find((other) => other.fromId === wanted.fromId)
  if (own) throw new Refusal("approvals.alreadyAway", { name: own.toName })
  const away = then.find((other) => other.fromId === wanted.toId)
  if (away) throw new Refusal("approvals.delegateAway", { name: away.fromName })
  const asked = then.find((other) => other.toId === wanted.fromId)
  if (asked) throw new Refusal("approvals.standsForOther", { name: asked.fromName })
}
