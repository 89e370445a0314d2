/** Backup: one snapshot of the database and every file it names, in one file that is whole or not there. Works beside a running server. */
import { createHash } from "node:crypto"
import { createReadStream } from "node:fs"
import { readdir, readFile, stat } from "node:fs/promises"
import { join } from "node:path"
import pg from "pg"
import { sealing } from "./backup-cipher.ts"
import { type Sink, writeWhole } from "./backup-file.ts"
import { type Manifest, readMe } from "./backup-manifest.ts"
import { type Pack, packing } from "./backup-pack.ts"
import { type CopiedTable, copyOut, sequencesOf, shapesOf, speakPlainly } from "./backup-tables.ts"
import { type Keys, masterFile, readKeys, secretFiles } from "./keys.ts"
import { packageVersion } from "./version.ts"

export type BackupWanted = {
  databaseUrl: string
  /** A name that no file bears yet. */
  file: string
  filesDir: string
  keysDir: string
  withKeys: boolean
  passphrase: string | null
  say(sentence: string): void
}
export type BackupMade = {
  file: string
  bytes: number
  sha256: string
  madeAt: string
  encrypted: boolean
  keys: boolean
  fingerprint: string | null
  tables: number
  rows: number
  files: number
  missing: string[]
  damaged: string[]
}

/** Throws an Error fit for the person who asked; then there is no such file. */
export async function makeBackup(wanted: BackupWanted): Promise<BackupMade> {
  const client = new pg.Client({ connectionString: wanted.databaseUrl, application_name: "huixu backup", keepAlive: true })
  client.on("error", () => undefined)
  await client.connect()
  try {
    let manifest: Manifest | undefined
    const { bytes, sha256 } = await writeWhole(wanted.file, async (sink) => {
      manifest = await fill(sink, wanted, client)
    })
    return madeOf(wanted, { manifest: manifest as Manifest, bytes, sha256 })
  } finally {
    await client.end().catch(() => undefined)
  }
}

function madeOf(wanted: BackupWanted, { manifest, bytes, sha256 }: { manifest: Manifest; bytes: number; sha256: string }): BackupMade {
  const { madeAt, keys, tables, files } = manifest
  return {
    file: wanted.file,
    bytes,
    sha256,
    madeAt,
    encrypted: wanted.passphrase !== null,
    keys: keys.names.includes(masterFile),
    fingerprint: keys.fingerprint,
    tables: tables.length,
    rows: tables.reduce((total, { rows }) => total + rows, 0),
    files: files.count,
    missing: files.missing,
    damaged: files.damaged,
  }
}

async function fill(sink: Sink, wanted: BackupWanted, client: pg.Client): Promise<Manifest> {
  const sealed = wanted.passphrase === null ? undefined : await sealing(sink, wanted.passphrase)
  const madeAt = new Date().toISOString()
  const pack = packing(sealed ?? sink, madeAt)
  await pack.put("README.txt", readMe(madeAt, packageVersion))
  // before the snapshot: what the keys' folder says of the audit's end must not be newer than the audit in the backup
  const keys = await keysFor(client, wanted.keysDir)
  const names = await putKeys(pack, wanted)
  const { contents, ...database } = await snapshot(client, pack, wanted)
  const files = await putFiles(pack, contents, wanted)
  const manifest: Manifest = {
    format: "huixu-backup",
    version: 1,
    huixu: packageVersion,
    madeAt,
    ...database,
    files,
    keys: { fingerprint: keys?.fingerprint ?? null, names },
  }
  await pack.put("manifest.json", Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`))
  await pack.close(keys)
  await sealed?.end()
  return manifest
}

/** A backup beside which the right keys are missing would be found worthless on the day it is needed: refused today. */
async function keysFor(client: pg.Client, folder: string): Promise<Keys | undefined> {
  const { rows: tables } = await client.query("select to_regclass('house_setting') is not null as is_there, to_regclass('migration') is not null as is_house")
  if (!tables[0].is_house) throw new Error("这个数据库里没有会序的数据，没有可备份的内容。There is no Huixu in this database: nothing to back up.")
  const keys = await readKeys(folder)
  const known = tables[0].is_there ? (await client.query("select value #>> '{}' as known from house_setting where name = 'keys'")).rows[0]?.known : undefined
  if (known && known !== keys?.fingerprint)
    throw new Error(
      `密钥文件夹 ${folder} 里没有本库的密钥，没有备份。请用 HUIXU_KEYS 指明。The keys of this database are not in ${folder}; no backup was made. Name their folder with HUIXU_KEYS.`,
    )
  return keys
}

/** Without keys there still is what the folder keeps that is no secret, such as the end of the audit. */
async function putKeys(pack: Pack, { keysDir, withKeys }: BackupWanted): Promise<string[]> {
  const found = await readdir(keysDir, { withFileTypes: true }).catch(() => [])
  const names = found.filter((entry) => entry.isFile() && /^[a-z0-9][\w.-]{0,60}$/i.test(entry.name)).map(({ name }) => name)
  const wanted = names.filter((name) => !name.includes(".before-restore-") && (withKeys || !secretFiles.includes(name))).sort()
  for (const name of wanted) await pack.put(`keys/${name}`, await readFile(join(keysDir, name)))
  return wanted
}

type Database = Pick<Manifest, "postgres" | "level" | "tables" | "sequences"> & { contents: Content[] }

/** All tables as they stood at one moment. A migration of a server that starts now waits until they are copied. */
async function snapshot(client: pg.Client, pack: Pack, { say }: BackupWanted): Promise<Database> {
  await speakPlainly(client)
  // before the transaction, whose first statement already fixes what it sees
  await client.query("select pg_advisory_lock_shared(hashtext('huixu.migrate'))")
  await client.query("begin transaction isolation level repeatable read, read only")
  const version = await client.query<{ shown: string }>("select current_setting('server_version') as shown")
  const level = await client.query<Manifest["level"][number]>("select module, name, checksum from migration order by at, module, name")
  const sequences = await sequencesOf(client)
  const shapes = await shapesOf(client)
  const tables: CopiedTable[] = []
  const tell = now(say)
  for (const shape of shapes) {
    tell(`${tables.length + 1}/${shapes.length} ${shape.name}`)
    tables.push(await copyOut(client, shape, (part, bytes) => pack.put(`tables/${shape.name}/${String(part).padStart(6, "0")}.csv.gz`, bytes)))
  }
  const contents = await client.query<Content>(`select sha256, bool_or(attached_at is not null) as "isKept" from stored_file group by sha256 order by sha256`)
  await client.query("commit")
  await client.query("select pg_advisory_unlock_shared(hashtext('huixu.migrate'))")
  return { postgres: version.rows[0]?.shown ?? "", level: level.rows, tables, sequences, contents: contents.rows }
}

/** `isKept`: false for what is needed for a day only, and may go while we copy. */
type Content = { sha256: string; isKept: boolean }

async function putFiles(pack: Pack, contents: readonly Content[], { filesDir, say }: BackupWanted): Promise<Manifest["files"]> {
  const files: Manifest["files"] = { count: 0, bytes: 0, missing: [], damaged: [] }
  const tell = now(say)
  for (const { sha256, isKept } of contents) {
    const path = join(filesDir, sha256.slice(0, 2), sha256)
    const size = (await stat(path).catch(() => undefined))?.size
    if (size === undefined) {
      if (isKept) files.missing.push(sha256)
      continue
    }
    const hash = createHash("sha256")
    await pack.pour(`files/${sha256.slice(0, 2)}/${sha256}`, size, hashed(createReadStream(path, { highWaterMark: 1 << 20 }), hash))
    if (hash.digest("hex") !== sha256) files.damaged.push(sha256)
    files.count++
    files.bytes += size
    tell(`文件 files ${files.count}/${contents.length}`)
  }
  const told = [...files.missing, ...files.damaged].slice(0, 20).join("\n  ")
  if (told) say(`磁盘上缺少或已损坏的文件 ${files.missing.length + files.damaged.length} 个，其余已备份。Files missing or damaged on the disk:\n  ${told}`)
  return files
}

async function* hashed(content: AsyncIterable<Buffer>, hash: ReturnType<typeof createHash>): AsyncGenerator<Buffer> {
  for await (const bytes of content) {
    hash.update(bytes)
    yield bytes
  }
}

/** At most one sentence a second. */
function now(say: (sentence: string) => void): (sentence: string) => void {
  let last = Number.NEGATIVE_INFINITY
  return (sentence) => {
    if (performance.now() - last < 1000) return
    last = performance.now()
    say(sentence)
  }
}
