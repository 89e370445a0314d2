import { Refusal } from "#kernel/contract.ts"
import { slowFirst } from "#server/api.ts"
import type { Staged } from "#server/contents.ts"
import type { Context } from "#server/context.ts"
import { mustBeConsented } from "../../privacy/service.ts"
import { attendeeById } from "../../store.ts"
import type { Attendee } from "../contract.ts"
import { setPhoto } from "../store.ts"
import { type Photo, photoIn, smallest } from "./rules.ts"

type One = { meetingId: string; id: string }
type Upload = One & { fileId: string }
const largest = 2_000_000
const hand = (ctx: Context, meetingId: string) => ({ meetingId, by: ctx.actor.name, at: ctx.now })

async function cleaned({ db, platform }: Context, fileId: string): Promise<Photo> {
  const file = await platform.files.find(db, fileId)
  if (!file) throw new Refusal("house.noSuchFile")
  if (file.size > largest) throw new Refusal("attendees.photoTooLarge")
  const { bytes } = await platform.files.read(db, fileId)
  const photo = photoIn(bytes)
  if (typeof photo === "string") throw new Refusal(`attendees.${photo}`, smallest)
  return photo
}

type Prepared = { photo: Photo; staged: Staged }
async function change(ctx: Context, { meetingId, id, fileId }: Upload, { photo, staged }: Prepared): Promise<Attendee> {
  const { files } = ctx.platform
  const person = await attendeeById(ctx, meetingId, id, ctx.reach)
  await mustBeConsented(ctx, meetingId, { id, photo: fileId })
  // only what was just uploaded: nobody makes another's file his photo by its id
  if (!(await files.keep(ctx.db, fileId, meetingId))) throw new Refusal("house.noSuchFile")
  await files.release(ctx.db, fileId)
  if (person.photoFileId) await files.release(ctx.db, person.photoFileId)
  const { id: photoFileId } = await files.put(ctx.db, {
    name: `${person.name}.${photo.type === "image/png" ? "png" : "jpg"}`,
    type: photo.type,
    meetingId,
    staged,
  })
  await setPhoto(ctx.db, hand(ctx, meetingId), { id, photoFileId })
  return attendeeById(ctx, meetingId, id)
}

export const photoService = {
  async photo(ctx: Context, { meetingId, id }: One) {
    const { photoFileId } = await attendeeById(ctx, meetingId, id, ctx.reach)
    if (!photoFileId) throw new Refusal("house.noSuchFile")
    return ctx.platform.files.ticket(ctx, photoFileId)
  },

  setPhoto: slowFirst(async (ctx: Context, { fileId }: Upload): Promise<Prepared> => {
    const photo = await cleaned(ctx, fileId)
    return { photo, staged: await ctx.platform.files.stage(photo.clean) }
  }, change),

  async removePhoto(ctx: Context, { meetingId, id }: One): Promise<Attendee> {
    const { photoFileId } = await attendeeById(ctx, meetingId, id, ctx.reach)
    if (photoFileId) {
      await setPhoto(ctx.db, hand(ctx, meetingId), { id, photoFileId: null })
      await ctx.platform.files.release(ctx.db, photoFileId)
    }
    return attendeeById(ctx, meetingId, id)
  },
}
