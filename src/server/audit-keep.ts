/** Keeps the audit while the server runs: seals behind the door, keeps the head, lets go of what was kept for its time. */
import { cutAudit } from "./audit-cut.ts"
import { keepHead, sealAll } from "./audit-seal.ts"
import type { Platform } from "./context.ts"

type Keeping = Pick<Platform, "db" | "pool" | "keys" | "config" | "log">

/** Every second; the head goes into its file when it moved, and into the log every minute. Answers how to stop: what waits then is sealed first. */
export function keepAudit(platform: Keeping): () => Promise<void> {
  const stopSealing = every(1000, platform, sealing(platform))
  const stopCutting = every(6 * 3_600_000, platform, async () => void (await cutAudit({ ...platform, days: platform.config.audit.days })))
  return async () => {
    await stopCutting(false)
    await stopSealing(true)
  }
}

function sealing({ pool, keys, config, log }: Keeping): () => Promise<void> {
  let toldAt = 0
  return async () => {
    const sealed = await sealAll({ pool, keys, algorithm: config.audit.hash })
    const isTime = Date.now() - toldAt >= 60_000
    if (sealed === 0 && !isTime) return
    const head = await keepHead({ pool, keys })
    if (!isTime || head === undefined) return
    toldAt = Date.now()
    if (typeof head === "string") log.error({ audit: head }, "the audit in the database is not the one whose head was kept")
    else log.info({ entries: head.entries, hash: head.hash, algorithm: head.algorithm }, "audit head")
  }
}

/** One run at a time; a run that fails is tried again at the next turn. */
function every(milliseconds: number, { log }: Keeping, work: () => Promise<void>): (onceMore: boolean) => Promise<void> {
  let running: Promise<void> | undefined
  const run = () => {
    running ??= work()
      .catch((error: Error) => log.warn({ error: error.message }, "keeping the audit"))
      .finally(() => {
        running = undefined
      })
    return running
  }
  const timer = setInterval(run, milliseconds)
  return async (onceMore) => {
    clearInterval(timer)
    await running
    if (onceMore) await run()
  }
}
