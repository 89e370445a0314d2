/**
 * What is hashed and signed of the audit, and how: pure, so that the sealer and whoever verifies cannot differ.
 * Texts are those of the database (jsonb, microseconds), so that nothing is lost in a number of JavaScript. docs/decisions/0006 tells what this proves.
 */
import { createHash, type Hash, hash, timingSafeEqual } from "node:crypto"
import type { Keys } from "./keys.ts"

/** An entry as the database says it in text. */
export type EntryText = {
  id: string
  at: string
  kind: string
  actor: string
  name: string
  operation: string
  meeting: string | null
  object: string | null
  input: string | null
  result: string
  address: string | null
  mac: string | null
}
export type ChangeText = { seq: string; table: string; before: string | null; after: string | null }

export const algorithms = ["sha256", "sm3"] as const
export type Algorithm = (typeof algorithms)[number]

/** Before the first entry. */
export const nothingYet: Buffer = Buffer.alloc(32)

/** The hash over the one before, the entry in its place, and its changes one by one: a roster of thousands passes through without being held. */
export class LinkHash {
  readonly #hash: Hash
  constructor(algorithm: Algorithm, before: Uint8Array, { position, entry }: { position: number; entry: EntryText }) {
    const { id, at, kind, actor, name, operation, meeting, object, input, result, address, mac } = entry
    this.#hash = createHash(algorithm).update(before)
    this.#line([1, position, id, at, kind, actor, name, operation, meeting, object, input, result, address, mac])
  }
  add({ seq, table, before, after }: ChangeText): void {
    this.#line([seq, table, before, after])
  }
  end(): Buffer {
    return this.#hash.digest()
  }
  #line(values: unknown[]): void {
    this.#hash.update(`${JSON.stringify(values)}\n`)
  }
}

export type Seal = { number: number; first: number; last: number; before: Uint8Array; hash: Uint8Array; algorithm: string; at: string }
export const sealBytes = ({ number, first, last, before, hash, algorithm, at }: Seal): Buffer =>
  Buffer.from(JSON.stringify(["huixu.audit.seal", 1, number, first, last, hex(before), hex(hash), algorithm, at]))

export type Checkpoint = { seal: number; position: number; hash: Uint8Array; algorithm: string; at: string }
export const checkpointBytes = ({ seal, position, hash, algorithm, at }: Checkpoint): Buffer =>
  Buffer.from(JSON.stringify(["huixu.audit.checkpoint", 1, seal, position, hex(hash), algorithm, at]))

export type Head = { seals: number; entries: number; hash: string; algorithm: string; at: string }
export const headBytes = ({ seals, entries, hash, algorithm, at }: Head): Buffer =>
  Buffer.from(JSON.stringify(["huixu.audit.head", 1, seals, entries, hash, algorithm, at]))

export const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex")

type Pads = { inner: Buffer; outer: Buffer }
const pads = new WeakMap<Keys, Pads>()
/** The key of an HMAC-SHA-256, padded to its block. */
function padsOf(keys: Keys): Pads {
  const known = pads.get(keys)
  if (known) return known
  const block = Buffer.alloc(64)
  keys.secret("audit").copy(block)
  const made = { inner: Buffer.from(block.map((byte) => byte ^ 0x36)), outer: Buffer.from(block.map((byte) => byte ^ 0x5c)) }
  pads.set(keys, made)
  return made
}

/** HMAC-SHA-256 by its two hashes: each command is marked, and making an Hmac object costs several times as much. A test compares. */
export function hmac(keys: Keys, text: string): string {
  const { inner, outer } = padsOf(keys)
  return hash("sha256", Buffer.concat([outer, hash("sha256", Buffer.concat([inner, Buffer.from(text)]), "buffer")]), "base64url")
}

type Vouched = Omit<EntryText, "mac" | "input"> & { input: unknown }

/** The server's own mark on an entry: whoever writes one into the table by SQL has not the key for it. */
export function macOf(keys: Keys, { id, at, kind, actor, name, operation, meeting, object, input, result, address }: Vouched): string {
  const text = JSON.stringify([1, id, at, kind, actor, name, operation, meeting, object, inOrder(input ?? null), result, address])
  return hmac(keys, text)
}

export function isOurs(keys: Keys, entry: EntryText): boolean {
  const { mac, input, ...rest } = entry
  const right = macOf(keys, { ...rest, input: input === null ? null : JSON.parse(input) })
  return mac !== null && mac.length === right.length && timingSafeEqual(Buffer.from(mac), Buffer.from(right))
}

/** JSON with its names in order, since jsonb keeps another order than what was sent. */
function inOrder(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null"
  if (Array.isArray(value)) return `[${value.map(inOrder).join(",")}]`
  const record = value as Record<string, unknown>
  const names = Object.keys(record)
    .filter((name) => record[name] !== undefined)
    .sort()
  return `{${names.map((name) => `${JSON.stringify(name)}:${inOrder(record[name])}`).join(",")}}`
}

/** The database's way of writing an instant of ours. */
export const inMicroseconds = (instant: string): string => instant.replace(/(\.\d{3})Z$/, "$1000Z")
