import { Refusal } from "#kernel/contract.ts"
import type { Context } from "#server/context.ts"
import type { Task } from "../contract.ts"
import { there } from "../placing/service.ts"
import { taskById } from "../store.ts"
import { addFile, removeFile } from "./store.ts"

type Which = { meetingId: string; id: string; fileId: string }
const taskOf = async (ctx: Context, { meetingId, id }: Omit<Which, "fileId">): Promise<Task> => taskById(ctx.db, await there(ctx, meetingId), id)

async function mustBeIts(ctx: Context, which: Which): Promise<void> {
  const { files } = await taskOf(ctx, which)
  if (!files.some((file) => file.id === which.fileId)) throw new Refusal("house.notFound")
}

export const attachmentHandlers = {
  async attach(ctx: Context, which: Which) {
    await taskOf(ctx, which)
    // only what was just uploaded, so that nobody takes another meeting's file by its id
    const file = await ctx.platform.files.keep(ctx.db, which.fileId, which.meetingId)
    if (!file) throw new Refusal("tasks.notUploaded")
    await addFile(ctx.db, which, { by: ctx.actor.name, at: ctx.now })
    return (await taskOf(ctx, which)).files
  },

  async detach(ctx: Context, which: Which) {
    await mustBeIts(ctx, which)
    await removeFile(ctx.db, which)
    await ctx.platform.files.release(ctx.db, which.fileId)
    return (await taskOf(ctx, which)).files
  },

  async fileTicket(ctx: Context, which: Which) {
    await mustBeIts(ctx, which)
    return ctx.platform.files.ticket(ctx, which.fileId)
  },
}
