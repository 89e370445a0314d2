import { Refusal } from "#kernel/contract.ts"
import { newId, newSecret } from "#kernel/ids.ts"
import type { Context } from "#server/context.ts"
import { covers } from "#server/grants.ts"
import { modeOf } from "../../offices/store.ts"
import type { At } from "../../roles/contract.ts"
import { withNames } from "../../roles/service.ts"
import { rolesOf } from "../../roles/store.ts"
import { ended, hashOf } from "../service.ts"
import * as store from "./store.ts"

const longestDays = 366
/** Told apart at a glance from a gate's key, and found by those who look for secrets in places where none belong. */
const mark = "hxk_"

export const keyHandlers = {
  keys: async (ctx: Context) => withNames(ctx, await store.keysOf(ctx.db)),

  async addKey(ctx: Context, { name, roleId, at, expiresAt }: { name: string; roleId: string; at: At; expiresAt: string }) {
    const role = (await rolesOf(ctx.db)).find(({ id }) => id === roleId)
    if (!role || (at.kind !== "system" && !(await ctx.platform.places.of(at.kind, at.id)))) throw new Refusal("house.notFound")
    const kept = ctx.platform.operations.filter(({ module, kind }) => kind === "command" && ["access", "audit"].includes(module))
    if (role.operations.some((pattern) => kept.some((operation) => covers(pattern, operation.name)))) throw new Refusal("access.keyTooPowerful")
    const lasts = Date.parse(expiresAt) - Date.parse(ctx.now)
    if (lasts <= 0 || lasts > longestDays * 86_400_000) throw new Refusal("access.keyTooLong", { days: longestDays })
    const id = newId()
    const token = `${mark}${newSecret()}`
    const isReleased = (await modeOf(ctx.db)) === "owner"
    await store.addKey(ctx.db, { id, name, roleId, at, expiresAt, hash: hashOf(token), by: ctx.actor.name, now: ctx.now, isReleased })
    return { id, token }
  },

  async releaseKey(ctx: Context, { id }: { id: string }) {
    if (!(await store.releaseKey(ctx.db, { id, by: ctx.actor.name, now: ctx.now }))) throw new Refusal("house.notFound")
    ended(ctx, [`key:${id}`])
    return { id }
  },

  async revokeKey(ctx: Context, { id }: { id: string }) {
    if (!(await store.endKey(ctx.db, { id, now: ctx.now }))) throw new Refusal("house.notFound")
    ended(ctx, [`key:${id}`])
    return { id }
  },
}
