import { shortDay } from "#kernel/dates.ts"
import { meetingsHeld } from "#modules/meetings/finding/service.ts"
import type { Context } from "#server/context.ts"
import { tasks } from "../contract.ts"
import { words } from "../words.ts"
import { tasksNamed } from "./store.ts"

export async function tasksEverywhere(ctx: Context, { find, but }: { find: string; but: string | null }) {
  const { whole } = await meetingsHeld(ctx, tasks.list.name, but)
  const rows = await tasksNamed(ctx.db, [...whole.keys()], find)
  return rows.map(({ meetingId, title, dueOn }) => ({
    kind: words[ctx.locale].task,
    title,
    detail: `${whole.get(meetingId) ?? ""} · ${shortDay(dueOn, ctx.locale)}`,
    path: `/meetings/${meetingId}/tasks?find=${encodeURIComponent(title)}`,
  }))
}
