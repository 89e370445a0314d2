import type { GatePerson, Scan, Verdict } from "./contract.ts"

/** Badge and phone card draw `HX1:` before the code; a scanner may add a FNC1 or symbology prefix, spaces or line ends. */
export function codeOf(read: string): string {
  const text = read
    .normalize("NFC")
    // biome-ignore lint/suspicious/noControlCharactersInRegex: keyboard scanners send GS, STX and ETX around what they read
    .replace(/[\u0000-\u001f\u007f]/g, "")
    .trim()
    .replace(/^\](?:Q[0-6]|d[0-6]|C[0-4])/i, "")
    .replace(/^\\0000\d\d/, "")
  return text.replace(/^HX1:/i, "").toUpperCase()
}

/** By how much a device's clock is ahead. Below 5 s it is the network's delay, not the clock, and nothing is corrected. */
export function clockAheadMs(sentAt: string, now: string): number {
  const ahead = Date.parse(sentAt) - Date.parse(now)
  return Math.abs(ahead) < 5000 ? 0 : ahead
}

/** A scan's time by the server's clock; never in the future, whatever the device said. */
export function correctedAt(scannedAt: string, aheadMs: number, now: string): string {
  return new Date(Math.min(Date.parse(scannedAt) - aheadMs, Date.parse(now))).toISOString()
}

export type Entered = { at: string; gate: string }
export type Known = { person: GatePerson | undefined; revoked: boolean }
type Case = Known & { kind: Scan["kind"]; signsIn: boolean; entered: Entered | undefined }

/** What a gate answers by itself, by the same order of checks as the server: who, which card, this session, leave, twice. */
export function judge({ person, revoked, kind, signsIn, entered }: Case): Verdict {
  if (!person) return "notOnList"
  if (revoked) return "revokedCard"
  if (!signsIn) return "wrongSession"
  if (entered) return "already"
  if (person.excused && kind === "entry") return "excused"
  return "admitted"
}

/** Two letters of pinyin, initials or one character of a name are enough; the beginning of a name before its middle. */
export function findPeople(people: readonly GatePerson[], find: string, most = 30): GatePerson[] {
  const wanted = find.normalize("NFC").replace(/\s/g, "")
  const letters = wanted.toLowerCase()
  const latin = /^[a-zü]+$/.test(letters)
  if (wanted === "" || (latin && letters.length < 2)) return []
  const fits = (person: GatePerson) => {
    if (!latin) return person.name.startsWith(wanted) ? 0 : person.name.includes(wanted) ? 2 : 9
    const pinyin = person.pinyin.toLowerCase().replace(/\s/g, "")
    return person.initials.toLowerCase() === letters ? 0 : person.initials.toLowerCase().startsWith(letters) ? 1 : pinyin.startsWith(letters) ? 1 : 9
  }
  return people
    .map((person) => ({ person, rank: fits(person) }))
    .filter(({ rank }) => rank < 9)
    .sort((a, b) => a.rank - b.rank || (a.person.pinyin < b.person.pinyin ? -1 : a.person.pinyin > b.person.pinyin ? 1 : 0))
    .slice(0, most)
    .map(({ person }) => person)
}

const rounds = Uint32Array.from(primes(64).map((prime) => Math.floor((Math.cbrt(prime) % 1) * 2 ** 32)))
const firstState = primes(8).map((prime) => Math.floor((Math.sqrt(prime) % 1) * 2 ** 32))

function primes(count: number): number[] {
  const found: number[] = []
  for (let n = 2; found.length < count; n++) if (found.every((prime) => n % prime)) found.push(n)
  return found
}
const turn = (word: number, by: number) => (word >>> by) | (word << (32 - by))

/** SHA-256 in hexadecimal, by hand: a gate on plain http has no WebCrypto, and codes rest on it only as their hash. */
export function sha256(text: string): string {
  const bytes = new TextEncoder().encode(text)
  const blocks = new DataView(new ArrayBuffer(((bytes.length + 72) >> 6) << 6))
  new Uint8Array(blocks.buffer).set(bytes)
  blocks.setUint8(bytes.length, 0x80)
  blocks.setUint32(blocks.byteLength - 4, bytes.length * 8)
  const state = Uint32Array.from(firstState)
  for (let at = 0; at < blocks.byteLength; at += 64) mix(state, new DataView(blocks.buffer, at, 64))
  return Array.from(state, (word) => word.toString(16).padStart(8, "0")).join("")
}

function mix(state: Uint32Array, block: DataView): void {
  const word = new Uint32Array(64)
  for (let i = 0; i < 16; i++) word[i] = block.getUint32(i * 4)
  for (let i = 16; i < 64; i++) {
    const [near, far] = [word[i - 2]!, word[i - 15]!]
    word[i] = word[i - 16]! + (turn(far, 7) ^ turn(far, 18) ^ (far >>> 3)) + word[i - 7]! + (turn(near, 17) ^ turn(near, 19) ^ (near >>> 10))
  }
  let [a, b, c, d, e, f, g, h] = Array.from(state) as [number, number, number, number, number, number, number, number]
  for (let i = 0; i < 64; i++) {
    const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + rounds[i]! + word[i]!) | 0
    const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0
    ;[h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0]
  }
  for (const [i, value] of [a, b, c, d, e, f, g, h].entries()) state[i] = state[i]! + value
}
