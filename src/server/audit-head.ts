/** The audit's last hash in a file beside the keys: a database whose end was cut off, or sealed anew, no longer agrees with it. */
import { readFile, rename, writeFile } from "node:fs/promises"
import { join } from "node:path"
import type pg from "pg"
import { type Head, headBytes, hex } from "./audit-chain.ts"
import type { Keys } from "./keys.ts"

const pathOf = (keys: Keys) => join(keys.folder, "audit-head.json")

/** undefined: there is none; "foreign": its signature is not this house's. */
export async function readHead(keys: Keys): Promise<Head | "foreign" | undefined> {
  const text = await readFile(pathOf(keys), "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined
    throw error
  })
  if (text === undefined) return undefined
  try {
    const { signature, ...head } = JSON.parse(text) as Head & { signature: string }
    return keys.verify(headBytes(head), Buffer.from(signature, "base64")) ? head : "foreign"
  } catch {
    return "foreign"
  }
}

/** Replaced whole, so that a reader never sees half of it. */
export async function writeHead(keys: Keys, head: Head): Promise<void> {
  const half = join(keys.folder, `.audit-head.${process.pid}`)
  await writeFile(half, `${JSON.stringify({ ...head, signature: keys.sign(headBytes(head)).toString("base64") })}\n`, { mode: 0o600 })
  await rename(half, pathOf(keys))
}

export type Disagreement = "cutOff" | "sealedAnew" | "foreignHead"

/** Why the chain in the database is not the one this head was of; undefined: it is, or it goes on from there. */
export async function disagreement(client: pg.ClientBase, head: Head | "foreign"): Promise<Disagreement | undefined> {
  if (head === "foreign") return "foreignHead"
  const { rows } = await client.query<{ hash: Buffer }>(
    "select hash from audit_chain where position = $1 union all select hash from audit_checkpoint where position = $1",
    [head.entries],
  )
  if (rows[0]) return hex(rows[0].hash) === head.hash ? undefined : "sealedAnew"
  const { rows: cut } = await client.query("select from audit_checkpoint where position > $1", [head.entries])
  return cut.length > 0 ? undefined : "cutOff"
}
