/** One short transaction apart from any door, of a job or of the clock: with a full context, audited under its name, announced. */
import { sql } from "kysely"
import { newId } from "#kernel/ids.ts"
import type { Locale } from "#kernel/words.ts"
import { addEntry, beginEntry } from "./audit.ts"
import type { Actor, Context } from "./context.ts"
import { createContext, type Making } from "./context-of.ts"
import { type Db, triedAgain } from "./db.ts"
import { type Announcement, addAnnouncements } from "./outbox.ts"

export type Apart = {
  actor: Actor
  locale: Locale
  /** The audit's operation. */
  name: string
  meetingId: string | null
  objectId: string | null
  /** `ctx.now`, where it is not the moment itself. */
  now?: string
  own: readonly Announcement[]
}

/** `work` may be done anew: people work at the same rows meanwhile. */
export async function apart<T>(making: Making, of: Apart, work: (ctx: Context) => Promise<T>): Promise<T> {
  const { platform } = making
  const { actor, locale, name, meetingId, objectId, now } = of
  const once = async (db: Db) => {
    const id = newId()
    await beginEntry(db, id)
    const { context, announcements } = createContext(making, { db, actor, locale, meetingId, now })
    const answer = await work(context)
    const entry = { id, at: new Date().toISOString(), actor, operation: name, meetingId, objectId, input: null, result: "done", address: null }
    // what only read is told by its command; a minute of the clock without a change by nothing
    if (await isChanged(db, id)) await addEntry(db, platform.keys, entry)
    const all = [...of.own, ...announcements]
    await addAnnouncements(db, all)
    return { answer, all }
  }
  const out = await triedAgain(() => platform.db.transaction().execute(once), { times: 3 })
  platform.told.tell(out.all)
  platform.live.wake()
  return out.answer
}

async function isChanged(db: Db, entryId: string): Promise<boolean> {
  const { rows } = await sql`select from audit_change where entry_id = ${entryId} limit 1`.execute(db)
  return rows.length > 0
}
