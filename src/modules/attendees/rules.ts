import { Refusal } from "#kernel/contract.ts"

/** All and only the delegations there are: an order made from an older list would lose somebody's place. */
export function mustBeAll(there: readonly { id: string }[], ids: readonly string[]): void {
  const wanted = new Set(ids)
  if (wanted.size !== ids.length || wanted.size !== there.length || !there.every(({ id }) => wanted.has(id))) throw new Refusal("attendees.orderIncomplete")
}

/** 市卫健委主任: unit and post as one line, not saying the unit twice. */
export const unitAndPost = ({ unit, post }: { unit: string; post: string }): string => (post.startsWith(unit) ? post : `${unit}${post}`)
