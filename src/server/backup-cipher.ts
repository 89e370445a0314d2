/**
 * A backup under a passphrase: scrypt, then AES-256-GCM in pieces of 64 KiB. The nonce of a piece holds its number and whether it is the last,
 * so that pieces can be neither left out, nor exchanged, nor cut off at the end.
 */
import { createCipheriv, createDecipheriv, createHmac, randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto"
import { damaged, type Sink, type Source } from "./backup-file.ts"

const magic = Buffer.from("HUIXU-SEALED-1\n")
const piece = 65_536
const tagSize = 16
const headSize = magic.length + 16 + 7 + 1
/** 2^17 × 8 × 128 bytes: 128 MB and about half a second a guess. */
const cost = 17

type Secret = { key: Buffer; check: Buffer }

function derive(passphrase: string, salt: Buffer, power: number): Promise<Secret> {
  const options: ScryptOptions = { N: 2 ** power, r: 8, p: 1, maxmem: 2 ** power * 8 * 128 * 2 }
  return new Promise((done, failed) =>
    scrypt(passphrase.normalize("NFKC"), salt, 64, options, (error, bytes) =>
      error ? failed(error) : done({ key: bytes.subarray(0, 32), check: bytes.subarray(32) }),
    ),
  )
}

const nonceOf = (prefix: Buffer, number: number, isLast: boolean): Buffer => {
  const out = Buffer.alloc(12)
  prefix.copy(out)
  out.writeUInt32BE(number, 7)
  out[11] = isLast ? 1 : 0
  return out
}

const checkOf = (secret: Secret, head: Buffer) => createHmac("sha256", secret.check).update(head).digest().subarray(0, tagSize)

/** `end` must be called: it writes the piece that says that nothing comes after. */
export async function sealing(sink: Sink, passphrase: string): Promise<Sink & { end(): Promise<void> }> {
  const salt = randomBytes(16)
  const prefix = randomBytes(7)
  const head = Buffer.concat([magic, salt, prefix, Buffer.from([cost])])
  const secret = await derive(passphrase, salt, cost)
  await sink.write(Buffer.concat([head, checkOf(secret, head)]))
  let number = 0
  let held: Buffer = Buffer.alloc(0)
  const put = async (plain: Buffer, isLast: boolean) => {
    const cipher = createCipheriv("aes-256-gcm", secret.key, nonceOf(prefix, number++, isLast)).setAAD(head)
    await sink.write(Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]))
  }
  return {
    async write(bytes) {
      held = Buffer.concat([held, bytes])
      // a full piece is held back until more comes: only the last one may be marked as such
      for (; held.length > piece; held = held.subarray(piece)) await put(held.subarray(0, piece), false)
    },
    end: () => put(held, true),
  }
}

export async function isSealed(source: Source & { size: number }): Promise<boolean> {
  return source.size > headSize + tagSize && (await source.read(magic.length)).equals(magic)
}

/** `source` stands behind the magic word, where isSealed left it. Throws an Error with a sentence when the passphrase is another. */
export async function opening(source: Source & { size: number }, passphrase: string): Promise<Source> {
  const head = Buffer.concat([magic, await source.read(headSize - magic.length)])
  const [salt, prefix] = [head.subarray(magic.length, magic.length + 16), head.subarray(magic.length + 16, headSize - 1)]
  const power = head[headSize - 1] as number
  // a changed byte here must not ask for all the memory of the machine
  if (power !== cost) throw damaged()
  const secret = await derive(passphrase, salt, power)
  if (!timingSafeEqual(checkOf(secret, head), await source.read(tagSize))) throw new Error(wrongPassphrase)
  const next = openPieces(source, { secret, prefix, head, left: source.size - headSize - tagSize })
  return reading(next)
}

const wrongPassphrase =
  "备份口令不对（HUIXU_BACKUP_PASSWORD），或文件开头已被改动。The passphrase (HUIXU_BACKUP_PASSWORD) is wrong, or the beginning of the file was changed."

type Opened = { secret: Secret; prefix: Buffer; head: Buffer; left: number }

/** Answers piece after piece, undefined after the last. */
function openPieces(source: Source, { secret, prefix, head, left }: Opened): () => Promise<Buffer | undefined> {
  let rest = left
  let number = 0
  return async () => {
    if (rest === 0) return undefined
    const length = Math.min(rest, piece + tagSize)
    if (length < tagSize) throw damaged()
    const sealed = await source.read(length)
    rest -= length
    const decipher = createDecipheriv("aes-256-gcm", secret.key, nonceOf(prefix, number++, rest === 0), { authTagLength: tagSize })
    decipher.setAAD(head).setAuthTag(sealed.subarray(-tagSize))
    try {
      return Buffer.concat([decipher.update(sealed.subarray(0, -tagSize)), decipher.final()])
    } catch {
      throw damaged()
    }
  }
}

function reading(next: () => Promise<Buffer | undefined>): Source {
  let held: Buffer = Buffer.alloc(0)
  let isOver = false
  const fill = async (length: number) => {
    const pieces = [held]
    let got = held.length
    while (!isOver && got <= length) {
      const more = await next()
      if (more) pieces.push(more)
      else isOver = true
      got += more?.length ?? 0
    }
    held = Buffer.concat(pieces)
  }
  return {
    async read(length) {
      // one byte more than asked: then isAtEnd knows
      if (held.length <= length) await fill(length)
      if (held.length < length) throw damaged()
      const out = held.subarray(0, length)
      held = held.subarray(length)
      return out
    },
    isAtEnd: () => isOver && held.length === 0,
  }
}
