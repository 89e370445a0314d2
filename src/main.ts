/** Huixu's process: configuration → database → migrations → jobs → door → the address, and all of it ended in order. */

import { backingUp } from "#server/backup-nightly.ts"
import { type Config, readConfig } from "#server/config.ts"
import { filesNotAtHand, notAtHand } from "#server/files-at-hand.ts"
import { createLog } from "#server/log.ts"
import { mustBeFit, startPostgres } from "#server/postgres.ts"
import { build, type House } from "./compose.ts"

const say = (sentence: string) => process.stderr.write(`${sentence}\n`)

/** Listens on the wanted port, or on one of the twenty after it, and says so. */
async function listen(house: House, { port, host }: Config): Promise<string> {
  for (let tried = port; ; tried++) {
    try {
      return await house.app.listen({ port: tried, host })
    } catch (error) {
      if ((error as { code?: string }).code !== "EADDRINUSE" || port === 0 || tried >= port + 20) throw error
      say(`端口 ${tried} 已被占用，改用 ${tried + 1}。Port ${tried} is taken, trying ${tried + 1}.`)
    }
  }
}

export type Running = { url: string; house: House; stop(): Promise<void> }

/** Starts everything; `stop` drains the server first and the database after it. */
export async function start(config: Config): Promise<Running> {
  const log = createLog(config.logLevel)
  const database = config.databaseUrl ? undefined : await startPostgres({ dataDir: config.dataDir, log: { info: say, error: say } })
  try {
    const databaseUrl = config.databaseUrl ?? database?.url ?? ""
    if (config.databaseUrl) await mustBeFit(config.databaseUrl)
    const house = await build({ config, databaseUrl, log })
    const lacking = await filesNotAtHand(house.platform.pool, config.filesDir)
    if (lacking) say(notAtHand(config.filesDir, lacking))
    const url = await listen(house, config)
    const stopBackups = backingUp(house.platform, databaseUrl)
    return {
      url,
      house,
      async stop() {
        stopBackups()
        await house.close()
        await database?.stop()
      },
    }
  } catch (error) {
    await database?.stop()
    throw error
  }
}

/** Ctrl-C and SIGTERM end the same way; a second one does not wait. One Ctrl-C may come twice: from the terminal and through npm. */
function stopOnSignals(running: Running): void {
  let stoppingSince = 0
  const stop = () => {
    if (stoppingSince > 0 && Date.now() - stoppingSince > 1000) process.exit(1)
    if (stoppingSince > 0) return
    stoppingSince = Date.now()
    say("正在收尾，请稍候…… Stopping…")
    running.stop().then(
      () => process.exit(0),
      (error: Error) => {
        say(error.message)
        process.exit(1)
      },
    )
  }
  process.on("SIGINT", stop)
  process.on("SIGTERM", stop)
}

export async function serve(): Promise<void> {
  try {
    const running = await start(readConfig(process.env))
    stopOnSignals(running)
    process.stdout.write(`会序已启动 Huixu is ready: ${running.url}\n`)
  } catch (error) {
    say((error as Error).message)
    process.exitCode = 1
    setTimeout(() => process.exit(1), 1000).unref()
  }
}

if (import.meta.main) await serve()
