import { Refusal } from "#kernel/contract.ts"
import type { Context } from "#server/context.ts"
import type { Category } from "../bodies/contract.ts"
import { categoriesOf } from "../bodies/store.ts"
import * as store from "./store.ts"

type Making = { meetingId: string; name: string; mayVote: boolean; unitSeat: boolean }

function mustBePossible({ mayVote, unitSeat }: Making): void {
  if (mayVote && unitSeat) throw new Refusal("attendees.seatHasNoVote")
}

async function categoryOf({ db }: Context, meetingId: string, key: string): Promise<Category> {
  const found = (await categoriesOf(db, meetingId)).find((category) => category.key === key)
  if (!found) throw new Refusal("house.notFound")
  return found
}

export const categoriesService = {
  categories: ({ db, reach }: Context, { meetingId }: { meetingId: string }) => categoriesOf(db, meetingId, reach),

  async addCategory({ db }: Context, { meetingId, ...making }: Making) {
    mustBePossible({ meetingId, ...making })
    await store.addCategory(db, meetingId, making)
    return categoriesOf(db, meetingId)
  },

  async editCategory(ctx: Context, { meetingId, key, ...making }: Making & { key: string }) {
    mustBePossible({ meetingId, ...making })
    const { name: was } = await categoryOf(ctx, meetingId, key)
    await store.editCategory(ctx.db, meetingId, { key, was, ...making })
    return categoriesOf(ctx.db, meetingId)
  },

  async orderCategories({ db }: Context, { meetingId, keys }: { meetingId: string; keys: string[] }) {
    const there = await categoriesOf(db, meetingId)
    const wanted = new Set(keys)
    if (wanted.size !== keys.length || wanted.size !== there.length || !there.every(({ key }) => wanted.has(key)))
      throw new Refusal("attendees.categoriesIncomplete")
    await store.placeCategories(db, meetingId, keys)
    return categoriesOf(db, meetingId)
  },

  async removeCategory(ctx: Context, { meetingId, key }: { meetingId: string; key: string }) {
    const { name, count } = await categoryOf(ctx, meetingId, key)
    if (count > 0) throw new Refusal("attendees.categoryInUse", { name, count })
    const body = await store.bodyOf(ctx.db, meetingId, name)
    if (body) throw new Refusal("attendees.categoryMakesBody", { body, name })
    if ((await categoriesOf(ctx.db, meetingId)).length === 1) throw new Refusal("attendees.lastCategory")
    await store.removeCategory(ctx.db, meetingId, key)
    return categoriesOf(ctx.db, meetingId)
  },
}
