/** Whether a session may be opened, and the sentences of its log. */
import { Refusal } from "#kernel/contract.ts"
import { leastOf, type Share } from "#kernel/shares.ts"
import { fill } from "#kernel/words.ts"
import type { Item, Quorum, SittingHead } from "./contract.ts"
import { words } from "./words.ts"

export function quorumOf(share: Share, { members, present }: { members: number; present: number }): Quorum {
  const needed = leastOf(share, members)
  return { members, needed, present, missing: Math.max(0, needed - present), reached: members > 0 && present >= needed }
}

export function mustHaveQuorum(head: SittingHead, quorum: Quorum | null): asserts quorum is Quorum {
  if (head.state === "open") throw new Refusal("sittings.alreadyOpen", { title: head.title })
  if (head.state === "closed") throw new Refusal("sittings.isClosed", { title: head.title })
  if (!quorum) throw new Refusal("sittings.noBody", { title: head.title })
  if (quorum.members === 0) throw new Refusal("sittings.noMembers", { body: head.bodyName ?? head.title })
  if (!quorum.reached) throw new Refusal("sittings.noQuorum", quorum)
}

export function mustBeOpen(head: SittingHead): void {
  if (head.state === "waiting") throw new Refusal("sittings.notOpen", { title: head.title })
  if (head.state === "closed") throw new Refusal("sittings.isClosed", { title: head.title })
}

export function mustNotBeClosed(head: SittingHead): void {
  if (head.state === "closed") throw new Refusal("sittings.isClosed", { title: head.title })
}

/** The order after one item was moved; what has begun keeps its place, and nothing is moved before it. */
export function moved(items: readonly Item[], id: string, position: number): string[] {
  const item = mustBeAhead(items, id)
  const begun = items.filter((one) => one.startedAt).length
  const others = items.filter((one) => one.id !== id).map((one) => one.id)
  const place = Math.min(Math.max(position - 1, begun), others.length)
  return [...others.slice(0, place), item.id, ...others.slice(place)]
}

export function mustBeAhead(items: readonly Item[], id: string): Item {
  const item = items.find((one) => one.id === id)
  if (!item) throw new Refusal("house.notFound")
  if (item.startedAt) throw new Refusal("sittings.itemBegun", { item: item.title })
  return item
}

type Logged = keyof (typeof words)["zh-CN"] & `log.${string}`
/** The log is written in the language of the record, whatever the operator reads. */
export const logSentence = (key: Logged, data: Record<string, unknown>): string => fill(words["zh-CN"][key], data)
