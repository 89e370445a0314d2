/** The clock of a house, by hand: what its schedule would send at the hour is sent now. */
import { PgBoss } from "pg-boss"
import { databaseOf } from "../../bench/running.ts"

export async function strike(dataDir: string, name: string): Promise<void> {
  const boss = new PgBoss({ connectionString: databaseOf(dataDir), schedule: false, supervise: false, max: 1 })
  await boss.start()
  const sent = { singletonKey: name, retryLimit: 5, retryDelay: 5, heartbeatSeconds: 10 }
  // one that the house itself is just doing read what there was before: the queue takes the next when it is over
  while ((await boss.send("huixu-jobs-ticks", { name }, sent)) === null) await new Promise((resume) => setTimeout(resume, 100))
  await boss.stop({ graceful: false, close: true })
}
