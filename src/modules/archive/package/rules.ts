/** The sealed package: papers under their 档号, a manifest, the 目录 as a sheet and as CSV, and checksums of it all. */
import { createHash } from "node:crypto"
import { unzipSync, Zip, ZipPassThrough } from "fflate"
import { Refusal } from "#kernel/contract.ts"
import { sumsOf } from "../rules.ts"

export type Entry = { path: string; bytes: Uint8Array }
export const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex")

/** Papers are compressed already; stored as they are, every tool of the next decades can take them out. `at` stamps the entries, so that equal content gives equal bytes. */
export function zipOf(entries: Entry[], at: string): Uint8Array {
  const chunks: Uint8Array[] = []
  const zip = new Zip((error, chunk) => {
    if (error) throw error
    chunks.push(chunk)
  })
  for (const { path, bytes } of entries) {
    const file = new ZipPassThrough(path)
    file.mtime = at
    zip.add(file)
    file.push(bytes, true)
  }
  zip.end()
  return Buffer.concat(chunks)
}

export const checksums = (entries: Entry[]): Entry => ({
  path: "SHA256SUMS",
  bytes: new TextEncoder().encode(sumsOf(entries.map(({ path, bytes }) => ({ path, sha256: sha256(bytes) })))),
})

/** Opens the package as it was stored and compares every file with its checksum. Throws archive.brokenPackage. */
export function mustVerify(stored: Uint8Array): number {
  const files = unzipSync(stored)
  const lines = new TextDecoder().decode(files.SHA256SUMS).trim().split("\n")
  for (const line of lines) {
    const [sum, path] = [line.slice(0, 64), line.slice(66)]
    const bytes = files[path]
    if (!bytes || sha256(bytes) !== sum) throw new Refusal("archive.brokenPackage", { path })
  }
  const strange = Object.keys(files).filter((path) => path !== "SHA256SUMS" && !lines.some((line) => line.slice(66) === path))
  if (strange[0]) throw new Refusal("archive.brokenPackage", { path: strange[0] })
  return lines.length
}
