import type { Context } from "#server/context.ts"
import { covering, mayEverywhere } from "#server/grants.ts"
import { meetingsIn } from "../store.ts"
import { everywhere } from "./contract.ts"

/** Meetings in which the reader holds the operation: whole, or only in some delegations of a meeting. By id with their names; in one statement or two. */
export async function meetingsHeld(
  { db, actor }: Context,
  operation: string,
  but: string | null,
): Promise<{ whole: Map<string, string>; delegations: string[] }> {
  const held = covering(actor.grants, { name: operation })
  const whole = await meetingsIn(db, mayEverywhere(actor, operation) ? "all" : held.map(({ at }) => at))
  const partly = covering(actor.grants, { name: operation, within: ["delegation"] }).filter((grant) => !held.includes(grant))
  const delegations = partly.flatMap(({ at }) => (at.kind === "meeting" && at.id !== but && at.delegations !== "all" ? at.delegations : []))
  return { whole: new Map(whole.filter(({ id }) => id !== but).map(({ id, name }) => [id, name])), delegations }
}

export const findingHandlers = {
  find: async (ctx: Context, { find, but }: { find: string; but?: string | undefined }) =>
    (await ctx.ask(everywhere, { find, but: but ?? null })).flat().slice(0, 20),
}
