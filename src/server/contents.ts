/** Contents of files on disk, named by their SHA-256: written as they come, under a temporary name, and never half there. */
import { createHash } from "node:crypto"
import { createReadStream, type ReadStream } from "node:fs"
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises"
import { join } from "node:path"
import { fileTypeFromFile } from "file-type"
import { Refusal } from "#kernel/contract.ts"
import { newId } from "#kernel/ids.ts"

/** Written and hashed, and not yet anybody's: what no row is made of goes after a day. */
export type Staged = { path: string; sha256: string; size: number; type: string | undefined }
export type Part = { start: number; end: number }

export type Contents = {
  /** Writes and fsyncs; slow, so never inside a transaction. Throws Refusal house.noSpace and leaves nothing behind. */
  stage(content: Uint8Array | AsyncIterable<Uint8Array>): Promise<Staged>
  discard(staged: Staged): Promise<void>
  /** Gives it its lasting name. */
  settle(staged: Staged): Promise<void>
  /** Undefined when it is missing or not what its name says. */
  open(sha256: string, part?: Part): Promise<ReadStream | undefined>
  /** Unless it was written within the day: the same bytes may just have come again, their row not yet committed. */
  remove(sha256: string): Promise<void>
  removeHalfWritten(): Promise<void>
}

const day = 24 * 3_600_000

export async function openContents(folder: string): Promise<Contents> {
  const arriving = join(folder, "new")
  const pathOf = (sha256: string) => join(folder, sha256.slice(0, 2), sha256)
  const verified = new Map<string, number>()
  await mkdir(arriving, { recursive: true })
  return {
    stage: (content) => write(join(arriving, newId()), content),
    discard: ({ path }) => rm(path, { force: true }),
    async settle({ path, sha256 }) {
      await mkdir(join(folder, sha256.slice(0, 2)), { recursive: true }).catch(sayNoSpace)
      await rename(path, pathOf(sha256)).catch(async (error: NodeJS.ErrnoException) => {
        // a transaction that is done once more has settled it already
        if (error.code !== "ENOENT" || !(await stat(pathOf(sha256)).catch(() => undefined))) sayNoSpace(error)
      })
    },
    async open(sha256, part) {
      const path = pathOf(sha256)
      const found = await stat(path).catch(() => undefined)
      if (!found) return undefined
      // hashed again whenever it was touched, not for each of the parts a reader asks for
      if (verified.get(sha256) !== found.mtimeMs && (await hashOf(path)) !== sha256) return undefined
      if (verified.size > 10_000) verified.clear()
      verified.set(sha256, found.mtimeMs)
      return createReadStream(path, part)
    },
    remove: (sha256) => removeOld(pathOf(sha256)),
    async removeHalfWritten() {
      for (const name of await readdir(arriving)) await removeOld(join(arriving, name))
    },
  }
}

async function write(path: string, content: Uint8Array | AsyncIterable<Uint8Array>): Promise<Staged> {
  const hash = createHash("sha256")
  let size = 0
  try {
    const handle = await open(path, "wx")
    try {
      for await (const chunk of content instanceof Uint8Array ? [content] : content) {
        hash.update(chunk)
        size += chunk.byteLength
        await handle.writeFile(chunk)
      }
      await handle.sync()
    } finally {
      await handle.close()
    }
    return { path, sha256: hash.digest("hex"), size, type: await kindOf(path) }
  } catch (error) {
    await rm(path, { force: true })
    return sayNoSpace(error as NodeJS.ErrnoException)
  }
}

function sayNoSpace(error: NodeJS.ErrnoException): never {
  if (["ENOSPC", "EDQUOT", "EFBIG"].includes(error.code ?? "")) throw new Refusal("house.noSpace")
  throw error
}

/** By what is in it, never by its name. Text without a signature counts as csv when it holds no NUL byte outside UTF-16. */
async function kindOf(path: string): Promise<string | undefined> {
  const found = await fileTypeFromFile(path)
  if (found) return found.mime
  const handle = await open(path)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(65_536), 0, 65_536, 0)
    const head = buffer.subarray(0, bytesRead)
    const isUtf16 = head.length >= 2 && ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff))
    return head.length > 0 && (isUtf16 || !head.includes(0)) ? "text/csv" : undefined
  } finally {
    await handle.close()
  }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash("sha256")
  for await (const chunk of createReadStream(path)) hash.update(chunk)
  return hash.digest("hex")
}

async function removeOld(path: string): Promise<void> {
  const written = await stat(path).catch(() => undefined)
  if (written && written.mtimeMs < Date.now() - day) await rm(path, { force: true })
}
