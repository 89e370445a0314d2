/** What a browser fetches of scripts before the first page of the desk's own chunk: the entry and all it imports at once. */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { gzipSync } from "node:zlib"

type Chunk = { file: string; imports?: string[]; isEntry?: boolean }

/** Of a line of 3 Mbit/s this is a little over a second. */
export const mostFirstLoad = 450_000

/** Bytes after gzip. `folder`: where the shell was built to. */
export function firstLoadOf(folder: string): number {
  const manifest = JSON.parse(readFileSync(join(folder, ".vite/manifest.json"), "utf8")) as Record<string, Chunk>
  const wanted = new Set(Object.keys(manifest).filter((name) => manifest[name]?.isEntry))
  for (const name of wanted) for (const other of manifest[name]?.imports ?? []) wanted.add(other)
  const scripts = [...wanted].map((name) => manifest[name]?.file ?? "").filter((file) => file.endsWith(".js"))
  return scripts.reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file))).byteLength, 0)
}
