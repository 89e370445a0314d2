/** 我的任务: one's own open tasks over all meetings. Whoever is named answers for it, whatever else he may do there: he needs no grant but to belong to the meeting. */
import { Refusal } from "#kernel/contract.ts"
import { dayOf, daysBetween } from "#kernel/dates.ts"
import type { Context } from "#server/context.ts"
import { belongsTo } from "#server/grants.ts"
import type { Task } from "../contract.ts"
import { placeAll, there } from "../placing/service.ts"
import { keepTrue } from "../reminding/service.ts"
import { mustBeReady } from "../rules.ts"
import { setDone, type There, tasksByIds } from "../store.ts"
import { countOwned, meetingsOwning, ownedBy } from "./store.ts"

const hand = (ctx: Context) => ({ by: ctx.actor.name, at: ctx.now })

/** A task of whoever asks, held until the end of the command. */
export async function own(ctx: Context, { meetingId, id }: { meetingId: string; id: string }): Promise<{ place: There; task: Task }> {
  if (!(await belongsTo(ctx.platform.places, ctx.actor, meetingId))) throw new Refusal("house.notFound")
  const place = await there(ctx, meetingId)
  const [task] = await tasksByIds(ctx.db, place, [id])
  if (task?.ownerAccount !== ctx.actor.id) throw new Refusal("tasks.notYours", { title: task?.title })
  return { place, task }
}

export const mineHandlers = {
  async mine(ctx: Context, page: { page: number; size: number }) {
    const named = ctx.actor.apart ? [] : await meetingsOwning(ctx.db, ctx.actor.id)
    const belongs = await Promise.all(named.map(({ id }) => belongsTo(ctx.platform.places, ctx.actor, id)))
    const meetings = new Map(named.filter((_, at) => belongs[at]).map((meeting) => [meeting.id, meeting]))
    const owned = { accountId: ctx.actor.id, meetingIds: [...meetings.keys()] }
    if (meetings.size === 0) return { rows: [], total: 0 }
    const rows = (await ownedBy(ctx.db, { ...owned, today: ctx.now.slice(0, 10) }, page)).map((task) => {
      const { name = "", zone = "UTC" } = meetings.get(task.meetingId) ?? {}
      // each meeting has its own day
      const today = dayOf(ctx.now, zone)
      return { ...task, meeting: name, zone, today, lateDays: Math.max(0, daysBetween(task.dueOn, today)) }
    })
    return { rows, total: await countOwned(ctx.db, owned) }
  },

  async completeMine(ctx: Context, { regardless, ...which }: { meetingId: string; id: string; regardless?: string }) {
    const { place, task } = await own(ctx, which)
    mustBeReady([task], regardless)
    const changed = await setDone(ctx.db, { meetingId: place.meetingId, known: [task], done: true, regardless: regardless ?? null }, hand(ctx))
    await keepTrue(ctx, place.meetingId)
    return { changed }
  },

  async reopenMine(ctx: Context, which: { meetingId: string; id: string }) {
    const { place, task } = await own(ctx, which)
    const changed = await setDone(ctx.db, { meetingId: place.meetingId, known: [task], done: false }, hand(ctx))
    // the meeting may have moved since it was done
    if (changed.length) await placeAll(ctx, place.meetingId)
    return { changed }
  },
}
