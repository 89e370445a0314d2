/** UUIDv7: ids that sort by the time they were made, so that new rows land at the end of an index. */
let lastTime = 0
let counter = 0

/** Random bytes for 256 ids at a time: asked for one by one they cost more than the rest of an id. */
const stock = new Uint8Array(4096)
let used = stock.length

function freshBytes(): Uint8Array {
  if (used === stock.length) {
    crypto.getRandomValues(stock)
    used = 0
  }
  used += 16
  return stock.subarray(used - 16, used)
}

export function newId(): string {
  const bytes = freshBytes()
  const now = Date.now()
  // within one millisecond the 12 bits after the version count up, so ids of one process stay in order
  if (now > lastTime) {
    lastTime = now
    counter = ((bytes[6]! & 0x07) << 8) | bytes[7]!
  } else if (++counter > 0xfff) {
    lastTime++
    counter = 0
  }
  let time = lastTime
  for (let i = 5; i >= 0; i--) {
    bytes[i] = time % 256
    time = Math.floor(time / 256)
  }
  bytes[6] = 0x70 | (counter >> 8)
  bytes[7] = counter & 0xff
  bytes[8] = 0x80 | (bytes[8]! & 0x3f)
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** A secret that a person carries (link, badge, device key): 128 random bits, 26 characters without look-alikes (Crockford base32). */
export function newSecret(): string {
  const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
  let bits = 0n
  for (const byte of crypto.getRandomValues(new Uint8Array(16))) bits = (bits << 8n) | BigInt(byte)
  let out = ""
  for (let i = 0; i < 26; i++) {
    out = alphabet[Number(bits & 31n)] + out
    bits >>= 5n
  }
  return out
}
