/**
 * The secrets of the house stand in a folder outside the database, so that who reads or changes the database can neither forge a session,
 * open an encrypted field nor seal an audit anew. Every process of one house uses the same folder (HUIXU_KEYS).
 */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  randomBytes,
  sign,
  verify,
} from "node:crypto"
import { type FileHandle, mkdir, open, readFile } from "node:fs/promises"
import { dirname, join } from "node:path"
import type pg from "pg"

export type Keys = {
  folder: string
  /** 32 bytes for one purpose: the same for every process of this house, useless for any other purpose. */
  secret(purpose: string): Buffer
  /** AES-256-GCM; `about` (such as "attendee.id_number/ID") is bound to it: moved to another row it does not open. Text safe for a column. */
  seal(plain: string, about: string): string
  /** Throws an Error when it was changed, moved or sealed by another house. */
  open(sealed: string, about: string): string
  /** Ed25519, for what the house vouches for: the audit's seals, a backup's list. */
  sign(bytes: Uint8Array): Buffer
  verify(bytes: Uint8Array, signature: Uint8Array): boolean
  /** PEM, fit to be published. */
  publicKey: string
  /** SHA-256 over both keys: the database remembers it, so that a wrong or missing folder is noticed at the start. */
  fingerprint: string
}

export const masterFile = "house.key"
const signingFile = "signing.pem"
/** What a backup without keys leaves out; the rest of the folder is no secret. */
export const secretFiles: readonly string[] = [masterFile, signingFile]

/** Throws an Error fit for the person who starts the server when the folder is not the one this database was made with. */
export async function openKeys(pool: pg.Pool, folder: string): Promise<Keys> {
  const client = await pool.connect()
  try {
    await client.query("begin")
    await client.query("select pg_advisory_xact_lock(hashtext('huixu.keys'))")
    const { rows } = await client.query<{ known: string }>("select value #>> '{}' as known from house_setting where name = 'keys'")
    const known = rows[0]?.known
    const keys = known ? await readKeys(folder) : ((await readKeys(folder)) ?? (await makeKeys(folder)))
    if (!keys) throw new Error(missing(folder))
    if (known && known !== keys.fingerprint) throw new Error(foreign(folder))
    if (!known) await client.query("insert into house_setting (name, value) values ('keys', to_jsonb($1::text))", [keys.fingerprint])
    // where earlier versions kept theirs
    await client.query("delete from house_setting where name in ('session-secret', 'ticket-key')")
    await client.query("commit")
    return keys
  } catch (error) {
    await client.query("rollback").catch(() => undefined)
    throw error
  } finally {
    client.release()
  }
}

const missing = (folder: string) =>
  `密钥文件夹 ${folder} 里没有本库的密钥。请把原来的密钥文件夹放回，或用 HUIXU_KEYS 指明。The keys of this database are not in ${folder}: put the folder back, or name it with HUIXU_KEYS.`
const foreign = (folder: string) =>
  `密钥文件夹 ${folder} 不是本库的密钥。请用 HUIXU_KEYS 指明正确的文件夹。The keys in ${folder} belong to another database: name the right folder with HUIXU_KEYS.`

/** The keys that stand in this folder, or undefined. */
export async function readKeys(folder: string): Promise<Keys | undefined> {
  const master = await readOr(join(folder, masterFile))
  const pem = await readOr(join(folder, signingFile))
  return master && pem ? keysOf(folder, Buffer.from(master.trim(), "base64"), createPrivateKey(pem)) : undefined
}

const readOr = (path: string) =>
  readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined
    throw error
  })

/** The master key is written last: killed in between, the next start finds no pair and makes a new one before anything was sealed with it. */
async function makeKeys(folder: string): Promise<Keys> {
  const master = randomBytes(32)
  const { privateKey } = generateKeyPairSync("ed25519")
  await writeDurably(join(folder, signingFile), String(privateKey.export({ type: "pkcs8", format: "pem" })))
  await writeDurably(join(folder, masterFile), `${master.toString("base64")}\n`)
  return keysOf(folder, master, privateKey)
}

/** The folder is made where there is none; only its owner reads it. */
export async function writeDurably(path: string, text: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const handle: FileHandle = await open(path, "w", 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function keysOf(folder: string, master: Buffer, privateKey: KeyObject): Keys {
  if (master.length !== 32) throw new Error(`${join(folder, masterFile)} 已损坏。It is damaged.`)
  const secret = (purpose: string) => Buffer.from(hkdfSync("sha256", master, "", `huixu.${purpose}`, 32))
  const sealing = secret("seal")
  const publicKey = createPublicKey(privateKey)
  const pem = String(publicKey.export({ type: "spki", format: "pem" }))
  return {
    folder,
    secret,
    seal(plain, about) {
      const iv = randomBytes(12)
      const cipher = createCipheriv("aes-256-gcm", sealing, iv).setAAD(Buffer.from(about))
      const body = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()])
      return `v1.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString("base64url")}`
    },
    open(sealed, about) {
      const bytes = Buffer.from(sealed.replace(/^v1\./, ""), "base64url")
      const decipher = createDecipheriv("aes-256-gcm", sealing, bytes.subarray(0, 12), { authTagLength: 16 })
      decipher.setAAD(Buffer.from(about)).setAuthTag(bytes.subarray(12, 28))
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8")
    },
    sign: (bytes) => sign(null, bytes, privateKey),
    verify: (bytes, signature) => verify(null, bytes, publicKey, signature),
    publicKey: pem,
    fingerprint: createHash("sha256").update(secret("fingerprint")).update(pem).digest("hex"),
  }
}
