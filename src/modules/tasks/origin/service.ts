import type { Context } from "#server/context.ts"
import { origins } from "./contract.ts"

export const originHandlers = {
  origins: async (ctx: Context, which: { meetingId: string; id: string }) => (await ctx.ask(origins, which)).flat(),
}
