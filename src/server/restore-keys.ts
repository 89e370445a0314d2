/** The keys' folder of a restored house: the backup's, or the one that stands there already when it is the same house's. */
import { mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { damaged } from "./backup-file.ts"
import type { Manifest } from "./backup-manifest.ts"
import { masterFile, readKeys, writeDurably } from "./keys.ts"

type Wanted = { folder: string; manifest: Manifest; keys: ReadonlyMap<string, Buffer> }

/** Throws an Error with a sentence before anything was written: a house whose keys are not at hand would not start. */
export async function mustHaveKeys({ folder, manifest, keys }: Wanted): Promise<void> {
  const { fingerprint } = manifest.keys
  if (keys.has(masterFile) && fingerprint && (await fingerprintOf(keys)) !== fingerprint) throw damaged()
  const there = await readKeys(folder)
  if (there && there.fingerprint !== fingerprint) throw new Error(others(folder))
  if (!there && fingerprint && !keys.has(masterFile)) throw new Error(absent(folder))
}

const others = (folder: string) =>
  `密钥文件夹 ${folder} 里是另一个库的密钥，没有恢复。请用 HUIXU_KEYS 指明一个空文件夹。The keys in ${folder} belong to another database; nothing was restored. Name an empty folder with HUIXU_KEYS.`
const absent = (folder: string) =>
  `这个备份不含密钥。请先把原来的密钥文件夹放到 ${folder}，或用 HUIXU_KEYS 指明，再恢复。This backup has no keys: first put the house's keys to ${folder}, or name their folder with HUIXU_KEYS.`

async function fingerprintOf(keys: ReadonlyMap<string, Buffer>): Promise<string | undefined> {
  const folder = await mkdtemp(join(tmpdir(), "huixu-keys-"))
  try {
    for (const [name, bytes] of keys) await writeFile(join(folder, name), bytes, { mode: 0o600 })
    return (await readKeys(folder).catch(() => undefined))?.fingerprint
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/**
 * The master key last, as where keys are made: killed in between, the next restore finds no keys and writes them all anew.
 * What stands there with another content, such as the end of the audit after the backup, is kept under another name: it is evidence.
 */
export async function writeKeys({ folder, keys }: Wanted): Promise<void> {
  const names = [...keys.keys()].sort((one, other) => Number(one === masterFile) - Number(other === masterFile))
  for (const name of names) {
    const bytes = keys.get(name) as Buffer
    const path = join(folder, name)
    const there = await readFile(path).catch(() => undefined)
    if (there?.equals(bytes)) continue
    if (there) await rename(path, `${path}.before-restore-${Date.now()}`)
    await writeDurably(path, bytes)
  }
}
