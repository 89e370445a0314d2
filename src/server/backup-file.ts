/** The file a backup is written to and read from: it has its name only when it is whole and on the disk. */
import { createHash } from "node:crypto"
import { access, type FileHandle, open, rename, rm } from "node:fs/promises"
import { basename, dirname, join } from "node:path"

export type Sink = { write(bytes: Buffer): Promise<void> }
export type Source = {
  /** Exactly so many bytes; throws when the file ends before. */
  read(length: number): Promise<Buffer>
  isAtEnd(): boolean
}

export const damaged = (): Error => new Error("备份文件不完整或已被改动，没有恢复任何内容。The backup is incomplete or was changed; nothing was restored.")

const piece = 1 << 20

/** Where a backup grows until it is whole: beside its place, so that the last step is a rename. */
export const partOf = (file: string): string => join(dirname(file), `.${basename(file)}.part`)

function collecting(handle: FileHandle): Sink & { flush(): Promise<{ bytes: number; sha256: string }> } {
  const hash = createHash("sha256")
  let waiting: Buffer[] = []
  let held = 0
  let bytes = 0
  const out = async () => {
    const all = Buffer.concat(waiting)
    waiting = []
    held = 0
    hash.update(all)
    bytes += all.length
    await handle.appendFile(all)
  }
  return {
    async write(more) {
      waiting.push(more)
      held += more.length
      if (held >= piece) await out()
    },
    async flush() {
      await out()
      return { bytes, sha256: hash.digest("hex") }
    },
  }
}

/** Throws an Error fit for the person who asked; whatever goes wrong, no file bears the name. */
export async function writeWhole(file: string, work: (sink: Sink) => Promise<void>): Promise<{ bytes: number; sha256: string }> {
  const isThere = await access(file).then(
    () => true,
    () => false,
  )
  if (isThere) throw new Error(`${file} 已经存在，请换一个文件名。It exists already; give another name.`)
  const part = partOf(file)
  await rm(part, { force: true })
  const handle = await open(part, "wx", 0o600)
  try {
    const sink = collecting(handle)
    await work(sink)
    const written = await sink.flush()
    await handle.sync()
    await handle.close()
    await rename(part, file)
    await syncFolder(dirname(file))
    return written
  } catch (error) {
    await handle.close().catch(() => undefined)
    await rm(part, { force: true })
    if ((error as NodeJS.ErrnoException).code === "ENOSPC") throw new Error(noSpace(file), { cause: error })
    throw error
  }
}

const noSpace = (file: string) =>
  `磁盘已满，没有写成 ${file}。请清出空间，或换一个磁盘。The disk is full, ${file} was not made: make room or choose another disk.`

/** Without it the name may be lost with the power. Windows cannot and need not. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r").catch(() => undefined)
  await handle?.sync().catch(() => undefined)
  await handle?.close()
}

export async function openSource(file: string): Promise<Source & { size: number; close(): Promise<void> }> {
  const handle = await open(file, "r").catch((error: Error) => {
    throw new Error(`打不开 ${file}。It cannot be opened: ${error.message}`, { cause: error })
  })
  const { size } = await handle.stat()
  let at = 0
  return {
    size,
    async read(length) {
      if (at + length > size) throw damaged()
      const out = Buffer.allocUnsafe(length)
      for (let got = 0; got < length; ) {
        const { bytesRead } = await handle.read(out, got, length - got, at + got)
        if (bytesRead === 0) throw damaged()
        got += bytesRead
      }
      at += length
      return out
    },
    isAtEnd: () => at === size,
    close: () => handle.close(),
  }
}
