/** Files: content-addressed under the data directory; a row per file says what it is and whose. */
import { createHmac, timingSafeEqual } from "node:crypto"
import type { ReadStream } from "node:fs"
import { sql } from "kysely"
import { Refusal } from "#kernel/contract.ts"
import { newId } from "#kernel/ids.ts"
import { type Contents, openContents, type Part, type Staged } from "./contents.ts"
import type { Db } from "./db.ts"

export type StoredFile = { id: string; name: string; type: string; size: number; sha256: string; meetingId: string | null; uploadedBy: string | null }

/** `passing`: needed for a day only (an upload, an export with people's numbers); otherwise it belongs to something and stays. `uploadedBy`: the person's account, where somebody brought it. */
type About = { name: string; type?: string; meetingId: string | null; passing?: boolean; uploadedBy?: string }

type Asking = { db: Db; actor: { kind: string; id: string }; headers: Readonly<Record<string, string | string[] | undefined>> }

export type Files = Pick<Contents, "stage" | "discard"> & {
  /**
   * Adds the row in `db`'s transaction; the content was staged before it, where it may take its time.
   * `bytes` are written and fsynced here: only outside a transaction. Throws Refusal house.noSpace on a full disk.
   */
  put(db: Db, file: About & ({ bytes: Uint8Array } | { staged: Staged })): Promise<StoredFile>
  /** What was uploaded belongs to something from now on and stays; undefined when it is not a fresh upload: nobody takes another's file by its id. */
  keep(db: Db, id: string, meetingId: string | null): Promise<StoredFile | undefined>
  /** Bytes that this account brought within the last day. */
  broughtBy(db: Db, accountId: string): Promise<number>
  /** It belongs to nothing any more, and goes with its content once it is a day old. */
  release(db: Db, id: string): Promise<void>
  /** The row, or undefined. */
  find(db: Db, id: string): Promise<StoredFile | undefined>
  /** The whole content, its checksum verified. Throws Refusal house.noSuchFile. */
  read(db: Db, id: string): Promise<{ file: StoredFile; bytes: Buffer }>
  /** The content as a stream, its checksum verified before. Throws Refusal house.noSuchFile. */
  open(file: StoredFile, part?: Part): Promise<ReadStream>
  /** A link of 60 seconds for the one who asks, to be given out only after the right was checked. Throws Refusal house.noSuchFile. */
  ticket(asking: Asking, id: string): Promise<{ url: string; name: string; size: number }>
  /** Is this ticket for this file and for him, and not yet expired? */
  opens(id: string, ticket: string, actor: Asking["actor"]): boolean
  /** Passing files older than a day go, and their content where nothing else has the same. Answers how many. */
  removePassed(db: Db): Promise<number>
}

const columns = sql`id, name, type, size, sha256, meeting_id as "meetingId", uploaded_by as "uploadedBy"`

/** `key` signs the tickets; all processes of a house have the same, so that a ticket made by one opens at another. */
export async function createFiles(folder: string, key: Buffer): Promise<Files> {
  const contents = await openContents(folder)
  const find = async (on: Db, id: string) => (await sql<StoredFile>`select ${columns} from stored_file where id = ${id}`.execute(on)).rows[0]
  const openFile: Files["open"] = async ({ sha256 }, part) => {
    const stream = await contents.open(sha256, part)
    if (!stream) throw new Refusal("house.noSuchFile")
    return stream
  }
  return {
    stage: contents.stage,
    discard: contents.discard,
    put: (on, file) => put(contents, on, file),
    keep: keepUpload,
    broughtBy,
    release,
    find,
    async read(on, id) {
      const file = await find(on, id)
      if (!file) throw new Refusal("house.noSuchFile")
      const chunks: Buffer[] = []
      for await (const chunk of await openFile(file)) chunks.push(chunk as Buffer)
      const bytes = Buffer.concat(chunks)
      return { file, bytes }
    },
    open: openFile,
    ...tickets(key, find),
    removePassed: (on) => removePassed(on, contents),
  }
}

function tickets(key: Buffer, find: Files["find"]): Pick<Files, "ticket" | "opens"> {
  const sign = (id: string, until: number, { kind, id: who }: Asking["actor"]) =>
    createHmac("sha256", key).update(`${id}.${until}.${kind}:${who}`).digest("base64url")
  return {
    async ticket({ db, actor, headers }, id) {
      const file = await find(db, id)
      if (!file) throw new Refusal("house.noSuchFile")
      const until = Date.now() + 60_000
      // a link carries no header: whose cookie counts at this browser, the desk's or the phone's, it says itself
      const as = headers["x-huixu-shell"] === undefined ? "" : `&as=${encodeURIComponent(String(headers["x-huixu-shell"]))}`
      return { url: `/files/${id}?t=${until}.${sign(id, until, actor)}${as}`, name: file.name, size: file.size }
    },
    opens(id, ticket, actor) {
      const [until = "", given = ""] = ticket.split(".")
      if (!(Number(until) > Date.now())) return false
      const [bytes, right] = [Buffer.from(given), Buffer.from(sign(id, Number(until), actor))]
      return bytes.length === right.length && timingSafeEqual(bytes, right)
    },
  }
}

async function put(
  contents: Contents,
  on: Db,
  { name, type, meetingId, passing = false, uploadedBy, ...given }: Parameters<Files["put"]>[1],
): Promise<StoredFile> {
  const staged = "staged" in given ? given.staged : await contents.stage(given.bytes)
  await contents.settle(staged)
  const file: StoredFile = {
    id: newId(),
    name: cleanName(name),
    type: type ?? staged.type ?? "application/octet-stream",
    size: staged.size,
    sha256: staged.sha256,
    meetingId,
    uploadedBy: uploadedBy ?? null,
  }
  await sql`insert into stored_file (id, sha256, name, type, size, meeting_id, uploaded_by, attached_at)
    values (${file.id}, ${file.sha256}, ${file.name}, ${file.type}, ${file.size}, ${meetingId}, ${file.uploadedBy}, case when ${!passing} then now() end)`.execute(
    on,
  )
  return file
}

async function keepUpload(db: Db, id: string, meetingId: string | null): Promise<StoredFile | undefined> {
  const { rows } = await sql<StoredFile>`
    update stored_file set attached_at = now(), meeting_id = ${meetingId} where id = ${id} and attached_at is null returning ${columns}`.execute(db)
  return rows[0]
}

async function broughtBy(db: Db, accountId: string): Promise<number> {
  const { rows } = await sql<{ bytes: number }>`select coalesce(sum(size), 0)::bigint as bytes from stored_file
    where uploaded_by = ${accountId} and created_at > now() - interval '24 hours'`.execute(db)
  return rows[0]?.bytes ?? 0
}

async function release(db: Db, id: string): Promise<void> {
  await sql`update stored_file set attached_at = null where id = ${id}`.execute(db)
}

/** Content goes before its row: killed in between, the row is found again and the rest is done then. */
async function removePassed(db: Db, contents: Contents): Promise<number> {
  await contents.removeHalfWritten()
  const { rows } = await sql<{ id: string; sha256: string; alone: boolean }>`
    with passed as (select id, sha256 from stored_file where attached_at is null and created_at < now() - interval '24 hours' order by created_at limit 500)
    select p.id, p.sha256, not exists (select 1 from stored_file o where o.sha256 = p.sha256 and o.id not in (select id from passed)) as alone from passed p`.execute(
    db,
  )
  for (const { id, sha256, alone } of rows) {
    if (alone) await contents.remove(sha256)
    await sql`delete from stored_file where id = ${id} and attached_at is null`.execute(db)
  }
  return rows.length
}

/** A name and nothing else: no path, no hidden file, nothing invisible or turned round, nothing that another system cannot write. */
const cleanName = (name: string) =>
  [...name.normalize("NFC").replace(/[\\/:*?"<>|\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu, "_")]
    .slice(-200)
    .join("")
    .replace(/^[\s.]+|[\s.]+$/g, "") || "file"
