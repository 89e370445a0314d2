/**
 * A backup's container: a tar (README.txt, keys/, tables/, files/, manifest.json) that ends with seal.json, the SHA-256 of every byte before it
 * and the house's signature over that. What was cut, changed or put in is seen before anything is restored.
 */
import { createHash, createPublicKey, type Hash, verify } from "node:crypto"
import { damaged, type Sink, type Source } from "./backup-file.ts"
import { headerOf, headerSize, paddingOf, readHeader, tarEnd } from "./backup-tar.ts"

type Seal = { sha256: string; signature: string | null; publicKey: string | null }
/** undefined: a house from before it had keys. */
export type Signer = { sign(bytes: Uint8Array): Buffer; publicKey: string } | undefined

export type Pack = {
  put(name: string, bytes: Buffer): Promise<void>
  /** Throws when the content is not as long as was said. */
  pour(name: string, size: number, content: AsyncIterable<Buffer>): Promise<void>
  close(signer: Signer): Promise<void>
}

const sealName = "seal.json"
const sealText = (seal: Seal): Buffer => Buffer.from(`${JSON.stringify(seal)}\n`)

export function packing(sink: Sink, madeAt: string): Pack {
  const seconds = Math.floor(Date.parse(madeAt) / 1000)
  const hash = createHash("sha256")
  const out = async (bytes: Buffer) => {
    hash.update(bytes)
    await sink.write(bytes)
  }
  const pour: Pack["pour"] = async (name, size, content) => {
    await out(headerOf({ name, size, seconds }))
    let left = size
    for await (const bytes of content) {
      left -= bytes.length
      await out(bytes)
    }
    if (left !== 0) throw new Error(`${name} changed while it was being copied`)
    await out(Buffer.alloc(paddingOf(size)))
  }
  return {
    put: (name, bytes) => pour(name, bytes.length, once(bytes)),
    pour,
    async close(signer) {
      const sha256 = hash.digest()
      const bytes = sealText({
        sha256: sha256.toString("hex"),
        signature: signer?.sign(sha256).toString("base64") ?? null,
        publicKey: signer?.publicKey ?? null,
      })
      await sink.write(Buffer.concat([headerOf({ name: sealName, size: bytes.length, seconds }), bytes, Buffer.alloc(paddingOf(bytes.length)), tarEnd]))
    },
  }
}

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes
}

export type Entry = { name: string; size: number; content(): AsyncIterable<Buffer> }

const piece = 1 << 20

/** Entry by entry to the seal, which is checked: who has got to the end without an error has read a whole and unchanged backup. What the caller leaves unread is read over. */
export async function* entriesOf(source: Source): AsyncGenerator<Entry> {
  const hash = createHash("sha256")
  for (;;) {
    const header = await source.read(headerSize)
    const { name, size, seconds } = readHeader(header)
    if (name === sealName) return await checkSeal(source, { hash, size })
    hash.update(header)
    const body = contentOf(source, { size, hash })
    yield { name, size, content: () => body }
    for await (const _ of body);
    const padding = await source.read(paddingOf(size))
    if (padding.some((byte) => byte !== 0) || seconds === 0) throw damaged()
    hash.update(padding)
  }
}

async function* contentOf(source: Source, { size, hash }: { size: number; hash: Hash }): AsyncGenerator<Buffer> {
  for (let left = size; left > 0; ) {
    const bytes = await source.read(Math.min(left, piece))
    left -= bytes.length
    hash.update(bytes)
    yield bytes
  }
}

async function checkSeal(source: Source, { hash, size }: { hash: Hash; size: number }): Promise<void> {
  if (size > 10_000) throw damaged()
  const bytes = await source.read(size)
  const rest = await source.read(paddingOf(size) + tarEnd.length)
  if (!source.isAtEnd() || rest.some((byte) => byte !== 0)) throw damaged()
  const seal = sealOf(bytes)
  const sha256 = hash.digest()
  if (!seal || seal.sha256 !== sha256.toString("hex") || !sealText(seal).equals(bytes)) throw damaged()
  const { signature, publicKey } = seal
  if ((signature === null) !== (publicKey === null)) throw damaged()
  if (signature && publicKey && !isSigned({ sha256, signature, publicKey })) throw damaged()
}

function isSigned({ sha256, signature, publicKey }: { sha256: Buffer; signature: string; publicKey: string }): boolean {
  try {
    const key = createPublicKey(publicKey)
    const bytes = Buffer.from(signature, "base64")
    // base64 can say the same in more than one way: only ours is right
    const isOurs = bytes.toString("base64") === signature && String(key.export({ type: "spki", format: "pem" })) === publicKey
    return isOurs && verify(null, sha256, key, bytes)
  } catch {
    return false
  }
}

function sealOf(bytes: Buffer): Seal | undefined {
  try {
    const { sha256, signature, publicKey } = JSON.parse(bytes.toString("utf8")) as Seal
    return { sha256, signature, publicKey }
  } catch {
    return undefined
  }
}
