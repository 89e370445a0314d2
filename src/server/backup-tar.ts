/** The tar that a backup is: every header has exactly one right form, so that a changed byte in one is seen. */
import { damaged } from "./backup-file.ts"

export type TarHeader = { name: string; size: number; seconds: number }

const block = 512
/** Two empty blocks end a tar. */
export const tarEnd = Buffer.alloc(2 * block)
export const headerSize = block

/** What fills the last block of an entry of this size. */
export const paddingOf = (size: number): number => (block - (size % block)) % block

const octal = (value: number, length: number): string => `${value.toString(8).padStart(length - 1, "0")}\0`

/** ustar; the owner may read and write, nobody else. */
export function headerOf({ name, size, seconds }: TarHeader): Buffer {
  if (Buffer.byteLength(name) > 99) throw new Error(`${name} is too long for a name in a tar`)
  if (size >= 8 ** 11) throw new Error(`${name} is too large for a tar`)
  const header = Buffer.alloc(block)
  header.write(name, 0)
  header.write(octal(0o600, 8), 100)
  header.write(octal(0, 8), 108)
  header.write(octal(0, 8), 116)
  header.write(octal(size, 12), 124)
  header.write(octal(seconds, 12), 136)
  header.fill(" ", 148, 156)
  header.write("0", 156)
  header.write("ustar\x0000", 257)
  header.write("huixu", 265)
  header.write("huixu", 297)
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148)
  return header
}

const textAt = (header: Buffer, from: number, length: number): string => {
  const end = header.indexOf(0, from)
  return header.toString("utf8", from, end < 0 || end > from + length ? from + length : end)
}

/** Throws when the header is not byte for byte the one we would have written. */
export function readHeader(header: Buffer): TarHeader {
  const name = textAt(header, 0, 100)
  const size = Number.parseInt(textAt(header, 124, 12), 8)
  const seconds = Number.parseInt(textAt(header, 136, 12), 8)
  if (!name || Buffer.byteLength(name) > 99 || !(size >= 0) || !(seconds >= 0)) throw damaged()
  if (!headerOf({ name, size, seconds }).equals(header)) throw damaged()
  return { name, size, seconds }
}
