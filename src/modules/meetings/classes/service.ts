import { Refusal } from "#kernel/contract.ts"
import { officeZone, shortMoment } from "#kernel/dates.ts"
import { newId } from "#kernel/ids.ts"
import type { Context } from "#server/context.ts"
import type { ClassRules, ClassRuleText } from "./contract.ts"
import { nationalRules } from "./rules.ts"
import * as store from "./store.ts"

type Seen = { id: string; version: number }
const hand = (ctx: Context) => ({ by: ctx.actor.name, at: ctx.now })

function mustEndAfterward({ validFrom, validTo }: ClassRuleText): void {
  if (validTo !== null && validTo < validFrom) throw new Refusal("meetings.rulesEndFirst")
}

async function mustBeWritten(ctx: Context, { id }: Seen, isWritten: boolean): Promise<void> {
  if (isWritten) return
  const last = await store.lastHand(ctx.db, id)
  if (!last) throw new Refusal("house.notFound")
  throw new Refusal("house.stale", { who: last.by, when: shortMoment(last.at, officeZone, ctx.locale) })
}

export const classHandlers = {
  classRules: async ({ db }: Context): Promise<ClassRules[]> => [...(await store.ownRules(db)), nationalRules],

  async addClassRules(ctx: Context, text: ClassRuleText): Promise<ClassRules> {
    mustEndAfterward(text)
    const id = newId()
    await store.addRules(ctx.db, id, text, hand(ctx))
    return { ...text, id, version: 1 }
  },

  async editClassRules(ctx: Context, changed: ClassRuleText & Seen): Promise<ClassRules> {
    mustEndAfterward(changed)
    await mustBeWritten(ctx, changed, await store.changeRules(ctx.db, changed, hand(ctx)))
    return { ...changed, version: changed.version + 1 }
  },

  async removeClassRules(ctx: Context, seen: Seen) {
    await mustBeWritten(ctx, seen, await store.removeRules(ctx.db, seen))
    return { id: seen.id }
  },
}
