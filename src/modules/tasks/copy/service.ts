import { fill } from "#kernel/words.ts"
import type { Context } from "#server/context.ts"
import { spotsUnder, there } from "../placing/service.ts"
import { words } from "../words.ts"
import { partFrom } from "./rules.ts"
import { listIn, meantIn } from "./store.ts"

/** All tasks, none of them done. */
export async function partOf(ctx: Context, meetingId: string, owners: boolean) {
  const { meeting } = await there(ctx, meetingId)
  const tasks = await meantIn(ctx.db, meetingId)
  if (!tasks.length) return []
  const anchors = new Set(Object.keys(await spotsUnder(ctx, meetingId, meeting)))
  const part = partFrom(tasks, { list: await listIn(ctx.db, meetingId), opensOn: meeting.startsOn, anchors, owners })
  const say = words[ctx.locale]
  const fixed = tasks.filter(({ anchor }) => anchor === null).length
  const said = [fill(say["copied.tasks"], { count: tasks.length }), ...(fixed ? [fill(say["copied.fixed"], { count: fixed })] : [])]
  return [{ module: "tasks", part, said }]
}
