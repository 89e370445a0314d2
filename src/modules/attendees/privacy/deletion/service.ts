import { addDays, dayOf, officeZone } from "#kernel/dates.ts"
import type { Tick } from "#server/context.ts"
import { removeRowsOf } from "#server/imports.ts"
import { SensitiveField } from "../contract.ts"
import { usualOf } from "../rules.ts"
import * as store from "../store.ts"

/** Each night: what is held beyond its day goes, with the rows an import had kept for its way back, and the photos' files. Done again it finds nothing. */
export async function deleteByDate({ db, platform, actor, now, transaction }: Tick): Promise<void> {
  const today = dayOf(now, officeZone)
  for (const { id: meetingId, departsOn } of await store.departed(db, today)) {
    const rules = new Map((await store.rulesOf(db, meetingId)).map(({ field, keepDays }) => [field, keepDays]))
    const own = await store.ownFields(db, meetingId)
    const fields = [...SensitiveField.options, ...own.map(({ id }) => id)]
    const due = fields.filter((field) => addDays(departsOn, rules.get(field) ?? usualOf(field).keepDays) < today)
    const held = (await store.heldOf(db, meetingId, due)).filter((one) => one.held > 0)
    for (const { field } of held) {
      await transaction(async (ctx) => {
        const { files } = await store.empty(ctx.db, { meetingId, by: actor.name, at: now }, { field, why: "date" })
        for (const file of files) await ctx.platform.files.release(ctx.db, file)
        await removeRowsOf(ctx.db, meetingId)
        ctx.announce("attendees", undefined, meetingId)
      }, meetingId)
    }
  }
  await platform.files.removePassed(db)
}
