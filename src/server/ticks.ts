/** Ticks: what the house does by the clock, once over all its processes, by pg-boss's schedule. A person's list of jobs knows nothing of them. */
import { sql } from "kysely"
import type { PgBoss } from "pg-boss"
import { officeZone } from "#kernel/dates.ts"
import { newId } from "#kernel/ids.ts"
import { addEntry, beginEntry } from "./audit.ts"
import type { Actor, Context, Tick, Ticking } from "./context.ts"
import { createContext, type Making } from "./context-of.ts"
import { type Db, isAway, triedAgain } from "./db.ts"
import { withoutValues } from "./log.ts"
import { addAnnouncements } from "./outbox.ts"

/** Does what the name stands for, as at its hour. */
export async function tick(making: Making, { name, work }: Ticking, now = new Date().toISOString()): Promise<void> {
  const actor: Actor = { kind: "job", id: name, name: "会序", grants: [{ operations: ["*"], at: { kind: "system" } }], meetingId: null }
  const { platform } = making
  const transaction: Tick["transaction"] = (doIt, meetingId) => within(making, { actor, name, now, meetingId: meetingId ?? null }, doIt)
  await work({ platform, db: platform.db, actor, now, transaction })
}

/** One that fails is over until its next hour: the queue's own repetition is for a process that died, and would do a lasting fault over and over. */
async function tickOrTell(making: Making, ticking: Ticking): Promise<void> {
  try {
    await tick(making, ticking)
  } catch (error) {
    making.platform.log.error({ tick: ticking.name, error: withoutValues(error as Error) }, "tick failed")
    // the queue gives it out again when the database is back
    if (isAway(error as Error)) throw error
  }
}

type Within = { actor: Actor; name: string; now: string; meetingId: string | null }

/** The entry stands under the tick's name, and only where something was changed: every minute without a change would bury the audit. */
async function within<T>(making: Making, { actor, name, now, meetingId }: Within, doIt: (ctx: Context) => Promise<T>): Promise<T> {
  const { platform } = making
  const one = async (db: Db) => {
    const id = newId()
    await beginEntry(db, id)
    const { context, announcements } = createContext(making, { db, actor, locale: "zh-CN", meetingId, now })
    const answer = await doIt(context)
    if (await isChanged(db, id))
      await addEntry(db, platform.keys, {
        id,
        at: new Date().toISOString(),
        actor,
        operation: name,
        meetingId,
        objectId: null,
        input: null,
        result: "done",
        address: null,
      })
    await addAnnouncements(db, announcements)
    return { answer, announcements }
  }
  // people work at the same rows meanwhile, and there may be no next hour before tomorrow
  const out = await triedAgain(() => platform.db.transaction().execute(one), { times: 3 })
  platform.told.tell(out.announcements)
  platform.live.wake()
  return out.answer
}

async function isChanged(db: Db, entryId: string): Promise<boolean> {
  const { rows } = await sql`select from audit_change where entry_id = ${entryId} limit 1`.execute(db)
  return rows.length > 0
}

/** From now on this process takes its turn. What the program no longer does is taken off the schedule. */
export async function openTicks(boss: PgBoss, queue: string, { making, tickings }: { making: Making; tickings: readonly Ticking[] }): Promise<void> {
  const byName = new Map(tickings.map((ticking) => [ticking.name, ticking]))
  // "exclusive": a tick that comes while its own name still waits or works is dropped. A day's log of minutes is nothing to keep
  await boss.createQueue(queue, { notify: true, policy: "exclusive", retryLimit: 5, deleteAfterSeconds: 3600 })
  for (const { name, cron } of tickings) {
    const sent = { singletonKey: name, retryLimit: 5, retryDelay: 5, heartbeatSeconds: 10, expireInSeconds: 900 }
    await boss.schedule(queue, cron, { name }, { key: name, tz: officeZone, missed: "once", ...sent })
  }
  for (const { key } of await boss.getSchedules(queue)) if (!byName.has(key)) await boss.unschedule(queue, key)
  // of two ticks of one moment the second is taken at the next look: by default, where the queue also rings, that is half a minute later
  const looking = { localConcurrency: 1, batchSize: 1, pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 2 }
  await boss.work<{ name: string }>(queue, looking, async ([sent]) => {
    const ticking = sent && byName.get(sent.data.name)
    if (ticking) await tickOrTell(making, ticking)
  })
}
