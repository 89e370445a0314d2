/** Ticks: what the house does by the clock, once over all its processes, by pg-boss's schedule. A person's list of jobs knows nothing of them. */
import type { PgBoss } from "pg-boss"
import { officeZone } from "#kernel/dates.ts"
import { type Apart, apart } from "./apart.ts"
import type { Actor, Tick, Ticking } from "./context.ts"
import type { Making } from "./context-of.ts"
import { isAway } from "./db.ts"
import { withoutValues } from "./log.ts"

/** Does what the name stands for, as at its hour. */
export async function tick(making: Making, { name, work }: Ticking, now = new Date().toISOString()): Promise<void> {
  const actor: Actor = { kind: "job", id: name, name: "会序", grants: [{ operations: ["*"], at: { kind: "system" } }], meetingId: null }
  const { platform } = making
  const about: Omit<Apart, "meetingId"> = { actor, locale: "zh-CN", name, objectId: null, now, own: [] }
  const transaction: Tick["transaction"] = (doIt, meetingId) => apart(making, { ...about, meetingId: meetingId ?? null }, doIt)
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
