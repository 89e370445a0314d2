/** A photo for badges: JPEG or PNG, 3 to 4, without what a camera writes beside the picture (place, time, device). */

export type Photo = { type: "image/jpeg" | "image/png"; width: number; height: number; clean: Uint8Array }
export type Fault = "photoUnreadable" | "photoTooSmall" | "photoNotThreeToFour"
export const smallest = { width: 240, height: 320 }

const be16 = (bytes: Uint8Array, at: number): number => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)
const be32 = (bytes: Uint8Array, at: number): number => be16(bytes, at) * 65_536 + be16(bytes, at + 2)
const joined = (parts: readonly Uint8Array[]): Uint8Array => {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

/** Segments of a JPEG up to the picture itself; of what may stand before it only what is needed to draw it: JFIF, Adobe, tables, frame. */
function jpegIn(bytes: Uint8Array): Photo | undefined {
  const parts = [bytes.subarray(0, 2)]
  let size: { width: number; height: number } | undefined
  for (let at = 2; at + 4 <= bytes.length; ) {
    const marker = bytes[at + 1] ?? 0
    if (bytes[at] !== 0xff) return undefined
    const length = be16(bytes, at + 2) + 2
    if (length < 4 || at + length > bytes.length) return undefined
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) size = { height: be16(bytes, at + 5), width: be16(bytes, at + 7) }
    if (marker === 0xda) return size && { type: "image/jpeg", ...size, clean: joined([...parts, bytes.subarray(at)]) }
    const isBeside = (marker >= 0xe1 && marker <= 0xef && marker !== 0xee) || marker === 0xfe
    if (!isBeside) parts.push(bytes.subarray(at, at + length))
    at += length
  }
  return undefined
}

const needed = new Set(["IHDR", "PLTE", "tRNS", "sRGB", "gAMA", "IDAT", "IEND"])
function pngIn(bytes: Uint8Array): Photo | undefined {
  const parts = [bytes.subarray(0, 8)]
  let size: { width: number; height: number } | undefined
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = be32(bytes, at)
    const kind = String.fromCharCode(...bytes.subarray(at + 4, at + 8))
    const end = at + 12 + length
    if (end > bytes.length) return undefined
    if (kind === "IHDR") size = { width: be32(bytes, at + 8), height: be32(bytes, at + 12) }
    if (needed.has(kind)) parts.push(bytes.subarray(at, end))
    if (kind === "IEND") return size && { type: "image/png", ...size, clean: joined(parts) }
    at = end
  }
  return undefined
}

export function photoIn(bytes: Uint8Array): Photo | Fault {
  const photo = be16(bytes, 0) === 0xffd8 ? jpegIn(bytes) : be32(bytes, 0) === 0x89504e47 ? pngIn(bytes) : undefined
  if (!photo) return "photoUnreadable"
  if (photo.width < smallest.width || photo.height < smallest.height) return "photoTooSmall"
  return Math.abs(photo.width / photo.height - 3 / 4) > 0.01 ? "photoNotThreeToFour" : photo
}
