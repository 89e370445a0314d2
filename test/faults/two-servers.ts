/** Two servers of one house: one database, one folder of keys, two ports. What happens at one is known at the other; either goes on alone. */
import { rmSync } from "node:fs"
import { setTimeout as pause } from "node:timers/promises"
import pg from "pg"
import { access } from "#modules/access/contract.ts"
import { attendees } from "#modules/attendees/contract.ts"
import { units } from "#modules/units/contract.ts"
import { startPostgres } from "#server/postgres.ts"
import { type Client, clientOf, ownerOf, post, type Running, startHuixu } from "../../bench/running.ts"
import { importInto, meetingOf, rosterCsv } from "../../bench/seed.ts"
import { preparedFolder } from "../prepared.ts"
import { agreementOf, mustBeSealed } from "./agreement.ts"
import { clerkOf } from "./clerk.ts"
import { must, until } from "./kill.ts"
import { announceFrom, expectedFrom, mustBeWhole } from "./live.ts"
import { changesOf, type Ear, isAscending, listenTo } from "./wire.ts"

type Pair = { one: Running; other: Running; here: Client; there: Client; database: string; ears: Ear[] }

async function withPair(work: (pair: Pair) => Promise<string>): Promise<string> {
  const dataDir = await preparedFolder()
  const database = await startPostgres({ dataDir, log: { info: () => undefined, error: () => undefined } })
  const env = { DATABASE_URL: database.url, HUIXU_KEYS: `${dataDir}/keys` }
  const running: Running[] = []
  const ears: Ear[] = []
  try {
    for (let n = 0; n < 2; n++) running.push(await startHuixu(dataDir, env))
    const [one, other] = running as [Running, Running]
    const here = await ownerOf(one.url)
    return await work({ one, other, here, there: clientOf(other.url, here.headers), database: database.url, ears })
  } finally {
    for (const ear of ears) ear.close()
    for (const each of running) await each.stop()
    await database.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

const lanes = 4
const each = 60

/** Commands at both: one stream of events, the same at both, and what is made at one is there at the other. */
async function mustHearEachOther({ one, other, here, there, database, ears }: Pair): Promise<void> {
  for (const { url } of [one, other]) ears.push(await listenTo({ url: () => url, headers: here.headers, topics: "-/numbers,-/units" }))
  const commands = [here, there].map(async (client, n) => {
    for (let k = 0; k < each; k++) await client(units.add, { name: `单位${n}-${k}` })
  })
  await Promise.all([announceFrom(database, { lanes, each, topic: "numbers" }), ...commands])
  const [first, second] = ears as [Ear, Ear]
  const numbersAt = (ear: Ear) => changesOf(ear).filter(({ topic }) => topic === "-/numbers")
  for (const ear of ears) {
    await until(() => numbersAt(ear).length >= expectedFrom({ lanes, each }), "the events of both servers")
    mustBeWhole(ear, "numbers", { lanes, each })
    must(isAscending(changesOf(ear).map(({ id }) => id)), "events of several topics came out of order")
  }
  must(
    numbersAt(first)
      .map(({ id }) => id)
      .join() ===
      numbersAt(second)
        .map(({ id }) => id)
        .join(),
    "the two servers told the same events in another order",
  )
  const seen = await Promise.all([0, 1].flatMap((n) => [here, there].map((client) => client(units.list, { find: `单位${n}-` }))))
  must(
    seen.every((list) => list.length === each),
    `${seen.map((list) => list.length).join(", ")} units seen, ${each} made at each server`,
  )
}

/** One Idempotency-Key at both servers at the same moment is one command. */
async function mustBeOneCommand({ one, other, here }: Pair): Promise<void> {
  for (let n = 0; n < 20; n++) {
    const send = (url: string) => post(`${url}/api/units/add`, { ...here.headers, "idempotency-key": `both-${n}` }, { name: `同一单位${n}` })
    const answers = await Promise.all([send(one.url), send(other.url), send(one.url), send(other.url)])
    const ids = new Set(answers.flatMap(({ status, body }) => (status === 200 ? [(body as { id: string }).id] : [])))
    const refusals = answers.filter(({ status }) => status !== 200).map(({ body }) => (body as { code: string }).code)
    must(ids.size === 1 && refusals.every((code) => code === "house.inFlight"), `one key at two servers made ${ids.size} units (${refusals.join(", ")})`)
  }
}

async function mustDoJobsOnce({ here, there, database }: Pair): Promise<void> {
  const each = await Promise.all(
    [here, there, here, there].map(async (client) => {
      const meetingId = await meetingOf(client)
      await importInto(client, meetingId, { name: "名册.csv", bytes: rosterCsv(200) })
      return (await client(attendees.list, { meetingId, size: 1 })).total
    }),
  )
  must(
    each.every((total) => total === 200),
    `imports of 200 took in ${each.join(", ")}`,
  )
  const pool = new pg.Client({ connectionString: database })
  await pool.connect()
  const { rows } = await pool.query(
    "select count(*)::int as jobs, count(*) filter (where retry_count > 0)::int as again from pgboss.job where name = 'huixu-jobs'",
  )
  await pool.end()
  must(rows[0].jobs === 4 && rows[0].again === 0, `${rows[0].jobs} jobs in the queue, ${rows[0].again} taken twice; 4 were started`)
}

/** Milliseconds until a grant that was revoked at one server no longer counts at the other. */
async function mustForget({ here, other }: Pair): Promise<number> {
  const clerk = await clerkOf(here, ["units.list"])
  const elsewhere = clientOf(other.url, clerk.headers)
  await elsewhere(units.list, {})
  await here(access.revokeGrant, { id: clerk.grantId })
  const began = performance.now()
  const isRefused = async () => (await post(`${other.url}/api/units/list`, elsewhere.headers, {})).status === 403
  await until(isRefused, "the revoked grant at the other server", 20)
  const took = Math.round(performance.now() - began)
  must(took <= 1000, `a revoked grant counted for ${took} ms more at the other server`)
  return took
}

/** One is killed in the middle: the other answers all the time, and what both had acknowledged is there. */
async function mustGoOnAlone({ one, here, there, database }: Pair): Promise<void> {
  let acknowledged = 0
  const alone = (async () => {
    for (let n = 0; n < 80; n++) {
      await there(units.add, { name: `留下的${n}` })
      acknowledged++
    }
  })()
  const dying = (async () => {
    for (let n = 0; ; n++) {
      const answer = await post(`${one.url}/api/units/add`, here.headers, { name: `离开的${n}` }).catch(() => undefined)
      if (answer?.status !== 200) return n
    }
  })()
  await pause(150)
  one.child.kill("SIGKILL")
  const left = await dying
  await alone
  const [stayed, went] = await Promise.all([there(units.list, { find: "留下的" }), there(units.list, { find: "离开的" })])
  must(stayed.length === acknowledged, `${stayed.length} of ${acknowledged} units of the server that stayed`)
  // the one in flight at the kill may have come through, unanswered
  must(went.length === left || went.length === left + 1, `${went.length} of ${left} units of the server that was killed`)
  must((await there(attendees.list, { meetingId: await meetingOf(there), size: 1 })).total === 0, "the server left alone makes no meeting")
  await agreementOf(database)
  // whoever sealed before: the one that is left does it now
  await mustBeSealed(there, database)
}

export const twoServers = (): Promise<string> =>
  withPair(async (pair) => {
    await mustHearEachOther(pair)
    await mustBeOneCommand(pair)
    await mustDoJobsOnce(pair)
    const forgotten = await mustForget(pair)
    await mustGoOnAlone(pair)
    return `${expectedFrom({ lanes, each })} events alike at both, 4 jobs done once, a revoked grant gone elsewhere after ${forgotten} ms, one killed and the other went on and sealed`
  })
