/** Files: content-addressed under the data directory; a row per file says what it is and whose. */
import { createHash, createHmac, timingSafeEqual } from "node:crypto"
import { type FileHandle, mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises"
import { join } from "node:path"
import { fileTypeFromBuffer } from "file-type"
import { sql } from "kysely"
import { Refusal } from "#kernel/contract.ts"
import { newId } from "#kernel/ids.ts"
import type { Db } from "./db.ts"

export type StoredFile = { id: string; name: string; type: string; size: number; sha256: string; meetingId: string | null }

export type Files = {
  /**
   * Stores bytes (written to a temporary name, fsynced, renamed) and adds the row in `db`'s transaction. Throws Refusal house.noSpace on a full disk.
   * `passing`: needed for a day only (an upload, an export with people's numbers); otherwise it belongs to something and stays.
   */
  put(db: Db, file: { name: string; type?: string; bytes: Uint8Array; meetingId: string | null; passing?: boolean }): Promise<StoredFile>
  /** What was uploaded belongs to something from now on and stays; undefined when it is not a fresh upload: nobody takes another's file by its id. */
  keep(db: Db, id: string, meetingId: string | null): Promise<StoredFile | undefined>
  /** The row, or undefined. */
  find(db: Db, id: string): Promise<StoredFile | undefined>
  /** The whole content, its checksum verified. Throws Refusal house.noSuchFile. */
  read(db: Db, id: string): Promise<{ file: StoredFile; bytes: Buffer }>
  /** A link of 60 seconds, to be given out only after the right was checked. Throws Refusal house.noSuchFile. */
  ticket(db: Db, id: string): Promise<{ url: string; name: string; size: number }>
  /** Is this ticket for this file, and not yet expired? */
  opens(id: string, ticket: string): boolean
  /** Passing files older than a day go, and their content where nothing else has the same. Answers how many. */
  removePassed(db: Db): Promise<number>
}

const columns = sql`id, name, type, size, sha256, meeting_id as "meetingId"`

/** `key` signs the tickets; all processes of a house have the same, so that a ticket made by one opens at another. */
export async function createFiles(folder: string, key: Buffer): Promise<Files> {
  await mkdir(join(folder, "new"), { recursive: true })
  const sign = (id: string, until: number) => createHmac("sha256", key).update(`${id}.${until}`).digest("base64url")
  const find = async (on: Db, id: string) => (await sql<StoredFile>`select ${columns} from stored_file where id = ${id}`.execute(on)).rows[0]
  return {
    async put(on, { name, type, bytes, meetingId, passing = false }) {
      const sha256 = createHash("sha256").update(bytes).digest("hex")
      await writeOnce(folder, sha256, bytes)
      const found = type ?? (await fileTypeFromBuffer(bytes))?.mime ?? "application/octet-stream"
      const file: StoredFile = { id: newId(), name: cleanName(name), type: found, size: bytes.byteLength, sha256, meetingId }
      await sql`insert into stored_file (id, sha256, name, type, size, meeting_id, attached_at)
        values (${file.id}, ${sha256}, ${file.name}, ${found}, ${file.size}, ${meetingId}, case when ${!passing} then now() end)`.execute(on)
      return file
    },
    async keep(on, id, meetingId) {
      const { rows } = await sql<StoredFile>`
        update stored_file set attached_at = now(), meeting_id = ${meetingId} where id = ${id} and attached_at is null returning ${columns}`.execute(on)
      return rows[0]
    },
    find,
    async read(on, id) {
      const file = await find(on, id)
      if (!file) throw new Refusal("house.noSuchFile")
      const bytes = await readFile(pathOf(folder, file.sha256)).catch(() => undefined)
      if (!bytes || createHash("sha256").update(bytes).digest("hex") !== file.sha256) throw new Refusal("house.noSuchFile")
      return { file, bytes }
    },
    async ticket(on, id) {
      const file = await find(on, id)
      if (!file) throw new Refusal("house.noSuchFile")
      const until = Date.now() + 60_000
      return { url: `/files/${id}?t=${until}.${sign(id, until)}`, name: file.name, size: file.size }
    },
    opens(id, ticket) {
      const [until = "", given = ""] = ticket.split(".")
      if (!(Number(until) > Date.now())) return false
      const right = sign(id, Number(until))
      return given.length === right.length && timingSafeEqual(Buffer.from(given), Buffer.from(right))
    },
    removePassed: (on) => removePassed(on, folder),
  }
}

const day = 24 * 3_600_000

/** Content goes before its row: killed in between, the row is found again and the rest is done then. */
async function removePassed(db: Db, folder: string): Promise<number> {
  await removeHalfWritten(folder)
  const { rows } = await sql<{ id: string; sha256: string; alone: boolean }>`
    with passed as (select id, sha256 from stored_file where attached_at is null and created_at < now() - interval '24 hours' order by created_at limit 500)
    select p.id, p.sha256, not exists (select 1 from stored_file o where o.sha256 = p.sha256 and o.id not in (select id from passed)) as alone from passed p`.execute(
    db,
  )
  for (const { id, sha256, alone } of rows) {
    if (alone) await removeOld(pathOf(folder, sha256))
    await sql`delete from stored_file where id = ${id} and attached_at is null`.execute(db)
  }
  return rows.length
}

/** Content written within the day stays: the same bytes may just have come again, their row not yet committed. */
async function removeOld(path: string): Promise<void> {
  const written = await stat(path).catch(() => undefined)
  if (written && written.mtimeMs < Date.now() - day) await rm(path, { force: true })
}

async function removeHalfWritten(folder: string): Promise<void> {
  for (const name of await readdir(join(folder, "new"))) await removeOld(join(folder, "new", name))
}

const pathOf = (folder: string, sha256: string) => join(folder, sha256.slice(0, 2), sha256)
const cleanName = (name: string) =>
  name
    .normalize("NFC")
    .replace(/[\\/\p{Cc}]/gu, "_")
    .slice(-200) || "file"

async function writeOnce(folder: string, sha256: string, bytes: Uint8Array): Promise<void> {
  const temporary = join(folder, "new", newId())
  let handle: FileHandle | undefined
  try {
    await mkdir(join(folder, sha256.slice(0, 2)), { recursive: true })
    handle = await open(temporary, "wx")
    await handle.writeFile(bytes)
    await handle.sync()
    await handle.close()
    await rename(temporary, pathOf(folder, sha256))
  } catch (error) {
    await handle?.close().catch(() => undefined)
    await rm(temporary, { force: true })
    if ((error as NodeJS.ErrnoException).code === "ENOSPC") throw new Refusal("house.noSpace")
    throw error
  }
}
