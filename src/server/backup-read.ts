/** A backup read from its file, sealed with a passphrase or not; and looked through from beginning to end before anything is done with it. */
import { isSealed, opening } from "./backup-cipher.ts"
import { damaged, openSource, type Source } from "./backup-file.ts"
import { type Manifest, readManifest } from "./backup-manifest.ts"
import { type Entry, entriesOf } from "./backup-pack.ts"

export type BackupFile = { file: string; passphrase: string | null }
/** Small entries, kept; the others are only looked through. */
type Looked = { manifest: Manifest; keys: Map<string, Buffer>; encrypted: boolean }

const names = /^(README\.txt|manifest\.json|keys\/[a-z0-9][\w.-]{0,60}|tables\/[a-z_]\w*\/\d{6}\.csv\.gz|files\/[0-9a-f]{2}\/[0-9a-f]{64})$/i
const largestKept = 64 << 20

export async function bytesOf(entry: Entry): Promise<Buffer> {
  if (entry.size > largestKept) throw damaged()
  const pieces: Buffer[] = []
  for await (const bytes of entry.content()) pieces.push(bytes)
  return Buffer.concat(pieces)
}

/** Opens the file and hands over its entries; each one's name is of a kind that Huixu writes. */
export async function readBackup<T>(
  { file, passphrase }: BackupFile,
  work: (entries: AsyncGenerator<Entry>) => Promise<T>,
): Promise<T & { encrypted: boolean }> {
  const sealed = await lookAtBeginning(file)
  if (sealed && passphrase === null) throw new Error(needsPassphrase)
  const source = await openSource(file)
  try {
    const plain: Source = sealed && (await isSealed(source)) ? await opening(source, passphrase ?? "") : source
    return { ...(await work(known(entriesOf(plain)))), encrypted: sealed }
  } finally {
    await source.close()
  }
}

const needsPassphrase =
  "这个备份设有口令，请用环境变量 HUIXU_BACKUP_PASSWORD 给出。This backup has a passphrase: give it in the environment variable HUIXU_BACKUP_PASSWORD."

async function lookAtBeginning(file: string): Promise<boolean> {
  const source = await openSource(file)
  try {
    return await isSealed(source)
  } finally {
    await source.close()
  }
}

async function* known(entries: AsyncGenerator<Entry>): AsyncGenerator<Entry> {
  for await (const entry of entries) {
    if (!names.test(entry.name)) throw damaged()
    yield entry
  }
}

/** Reads everything once and answers what the backup says of itself. Throws an Error with a sentence when a byte is missing or was changed. */
export function lookThrough(backup: BackupFile): Promise<Looked> {
  return readBackup(backup, async (entries) => {
    const keys = new Map<string, Buffer>()
    let list: Buffer | undefined
    for await (const entry of entries) {
      if (entry.name === "manifest.json") list = await bytesOf(entry)
      else if (entry.name.startsWith("keys/")) keys.set(entry.name.slice("keys/".length), await bytesOf(entry))
    }
    return { manifest: readManifest(list), keys }
  })
}
