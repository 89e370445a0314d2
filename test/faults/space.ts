/** A disk that is full: nothing half saved, a sentence for the person, and all goes on as soon as there is space again. */
import { execFileSync, spawnSync } from "node:child_process"
import { readdirSync, rmSync, statfsSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import pg from "pg"
import { units } from "#modules/units/contract.ts"
import { type Client, databaseOf, forget, freshFolder, ownerOf, post, type Running, startHuixu, uploadTo } from "../../bench/running.ts"
import { agreementOf } from "./agreement.ts"
import { must, until } from "./kill.ts"

const noDisk = "left out: no small disk can be mounted here (that takes root and the right to mount)"

type Disk = { folder: string; fill(spare?: number): void; empty(): void; remove(): void }

/** A small disk of its own below the data directory; undefined where none can be mounted. */
function smallDisk(megabytes: number): Disk | undefined {
  const folder = freshFolder()
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m,mode=755`, "huixu-fault", folder], { stdio: "ignore" })
  if (mounted.status !== 0) {
    rmSync(folder, { recursive: true })
    return undefined
  }
  const ballast = join(folder, "ballast")
  return {
    folder,
    fill: (spare = 0) => {
      const { bavail, bsize } = statfsSync(folder)
      writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - spare)))
    },
    empty: () => rmSync(ballast, { force: true }),
    remove: () => {
      execFileSync("umount", ["-l", folder])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const table = (lines: number) => Buffer.from(`姓名,单位\n${"张伟,东湖区委\n".repeat(lines)}`)
const isRefusedFor = async (work: Promise<unknown>, code: string): Promise<boolean> =>
  work.then(
    () => false,
    (error: Error) => error.message.includes(code) && error.message.includes("503"),
  )

async function filesKnown({ dataDir }: Running): Promise<number> {
  const client = new pg.Client({ connectionString: databaseOf(dataDir) })
  await client.connect()
  const { rows } = await client.query("select count(*)::int as count from stored_file")
  await client.end()
  return rows[0].count
}

async function mustLeaveNothing(running: Running, refuse: () => Promise<boolean>): Promise<void> {
  const before = await filesKnown(running)
  must(await refuse(), "a file that does not fit was not refused with 503 house.noSpace")
  must((await filesKnown(running)) === before, "a file that was not saved is known to the database")
  must(readdirSync(join(running.dataDir, "files", "new")).length === 0, "half a file was left behind")
}

/** Without a disk of our own a limit to the size of a file does the same to an upload, though not to the database. */
async function withinLimit(): Promise<string> {
  const limit = 24 * 1024
  if (spawnSync("bash", ["-c", `ulimit -f ${limit}`], { stdio: "ignore" }).status !== 0) return noDisk
  const running = await startHuixu(freshFolder(), {}, ["bash", "-c", `ulimit -f ${limit}; exec "$0" "$@"`])
  try {
    const owner = await ownerOf(running.url)
    await mustLeaveNothing(running, () => isRefusedFor(uploadTo(owner, "大表.csv", table(1_700_000)), "house.noSpace"))
    await uploadTo(owner, "小表.csv", table(10))
    return `${noDisk}; a limit to the size of a file was taken instead: refused, nothing left, a smaller file is taken`
  } finally {
    await running.stop()
    forget(running)
  }
}

export async function uploadWithoutSpace(): Promise<string> {
  const disk = smallDisk(320)
  if (!disk) return withinLimit()
  const running = await startHuixu(disk.folder)
  try {
    const owner = await ownerOf(running.url)
    disk.fill(6 * 1024 * 1024)
    await mustLeaveNothing(running, () => isRefusedFor(uploadTo(owner, "大表.csv", table(500_000)), "house.noSpace"))
    disk.empty()
    await uploadTo(owner, "大表.csv", table(500_000))
    must((await filesKnown(running)) === 1, "the file is not there although there is space again")
    return "refused with its sentence, nothing left behind, saved when there was space again"
  } finally {
    disk.empty()
    await running.stop()
    disk.remove()
  }
}

/** Commands until `enough` were refused for want of space; whatever is refused is refused with 503. */
async function untilFull(owner: Client, names: Set<string>, enough: number): Promise<number> {
  let refused = 0
  for (let n = 0; n < 30_000 && refused < enough; n += 8) {
    const answers = await Promise.all(
      Array.from({ length: 8 }, async (_, k) => {
        const name = `单位${n + k}-${"长".repeat(60)}`
        const answer = await post(`${owner.url}/api/units/add`, { ...owner.headers, "idempotency-key": `unit-${n + k}` }, { name })
        if (answer.status === 200) names.add(name)
        return answer
      }),
    )
    for (const { status, body } of answers.filter((one) => one.status !== 200)) {
      const { code } = body as { code: string }
      // where the journal itself finds no space the database goes away for a moment
      must(status === 503 && ["house.noSpace", "house.away"].includes(code), `a full disk was answered with ${status} ${JSON.stringify(body)}`)
      refused++
    }
  }
  must(refused >= enough, "the disk never became full")
  return refused
}

export async function databaseWithoutSpace(): Promise<string> {
  const disk = smallDisk(320)
  if (!disk) return noDisk
  const running = await startHuixu(disk.folder)
  try {
    const owner = await ownerOf(running.url)
    const names = new Set<string>()
    disk.fill(2 * 1024 * 1024)
    const refused = await untilFull(owner, names, 500)
    disk.empty()
    // not /readyz: on so small a disk it warns of too little space even when it is empty
    await until(
      () =>
        owner(units.add, { name: "又装得下" }).then(
          () => true,
          () => false,
        ),
      "commands go on when there is space",
    )
    const there = new Set<string>()
    for (let n = 0; n < 10; n++) for (const { name } of await owner(units.list, { find: `单位${n}` })) there.add(name)
    must(
      [...names].every((name) => there.has(name)),
      "an acknowledged unit is gone",
    )
    const seen = await agreementOf(databaseOf(running.dataDir))
    return `${names.size} commands acknowledged and ${refused} refused, the acknowledged all there and whole (${seen} looked at); went on when there was space`
  } finally {
    disk.empty()
    await running.stop()
    disk.remove()
  }
}
