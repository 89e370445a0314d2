/** What a backup says of itself: manifest.json, its last entry before the seal, and README.txt, its first. */
import { z } from "zod"
import { damaged } from "./backup-file.ts"
import type { Migration } from "./migrate.ts"

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const Name = z.string().regex(/^[a-z_]\w*$/i)

export const Manifest = z.object({
  format: z.literal("huixu-backup"),
  version: z.literal(1),
  huixu: z.string(),
  madeAt: z.iso.datetime(),
  postgres: z.string(),
  /** The migrations its tables stand at. */
  level: z.array(z.object({ module: z.string(), name: z.string(), checksum: Sha256 })),
  tables: z.array(z.object({ name: Name, columns: z.array(Name), rows: z.int(), bytes: z.int(), sha256: Sha256 })),
  sequences: z.array(z.object({ name: Name, last: z.string().regex(/^\d+$/) })),
  files: z.object({
    count: z.int(),
    bytes: z.int(),
    /** Named by the database, but not on the disk, or with another content than they were stored with. */
    missing: z.array(Sha256),
    damaged: z.array(Sha256),
  }),
  keys: z.object({
    /** SHA-256 over the house's keys; null: the house had none yet. */
    fingerprint: Sha256.nullable(),
    names: z.array(z.string()),
  }),
})
export type Manifest = z.infer<typeof Manifest>

const later = (version: unknown, unknown = "") =>
  `这个备份由更新版本的会序（${version}${unknown}）生成，请先升级程序。This backup was made by a newer Huixu (${version}${unknown}): update the program first.`

/** Throws an Error with a sentence when it is of a newer Huixu, or none at all. */
export function readManifest(bytes: Buffer | undefined): Manifest {
  const found = bytes ? (JSON.parse(bytes.toString("utf8")) as { format?: unknown; version?: unknown; huixu?: unknown }) : {}
  if (found.format !== "huixu-backup") throw new Error("这不是会序的备份文件。This is no backup of Huixu.")
  if (typeof found.version === "number" && found.version > 1) throw new Error(later(found.huixu))
  const manifest = Manifest.safeParse(found)
  if (!manifest.success) throw damaged()
  return manifest.data
}

/** The migrations that bring an empty database to the backup's level. Throws an Error with a sentence when this program does not know one of them. */
export function levelOf({ level, huixu }: Manifest, known: readonly Migration[]): Migration[] {
  const wanted = new Map(level.map(({ module, name, checksum }) => [`${module}/${name}`, checksum]))
  const found = known.filter(({ module, name }) => wanted.has(`${module}/${name}`))
  const named = new Set(found.map(({ module, name }) => `${module}/${name}`))
  const unknown = [...wanted.keys()].find((name) => !named.has(name))
  if (unknown) throw new Error(later(huixu, `, ${unknown}`))
  const other = found.find(({ module, name, checksum }) => wanted.get(`${module}/${name}`) !== checksum)
  if (other) throw new Error(`迁移 ${other.module}/${other.name} 与备份时的不同，无法恢复。It differs from the one the backup was made with.`)
  return found
}

export const readMe = (madeAt: string, huixu: string): Buffer =>
  Buffer.from(`会序备份 Huixu backup · ${huixu} · ${madeAt}

恢复 restore:  huixu restore FILE
校验 check:    huixu backup.check FILE

tables/NAME/000001.csv.gz …  表，UTF-8 CSV，首行为列名；多段依次相接即为一个 gzip。
                             one table, CSV with a header; put its parts one behind another: cat tables/NAME/*.gz | gunzip > NAME.csv
files/xx/SHA256              文件内容，以 SHA-256 命名；名称见表 stored_file。
                             contents of files under their SHA-256; their names are in the table stored_file
keys/                        密钥。有此文件夹的备份可解开全部加密内容，请妥善保管。
                             the house's keys: who has them opens everything, keep this file as you keep them
manifest.json                行数、校验值、迁移级别。counts, checksums and the level of migrations
seal.json                    此前全部字节的 SHA-256 与本机构签名（Ed25519）。SHA-256 of every byte before it, signed by the house (Ed25519)
`)
