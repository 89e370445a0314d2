/** The sources as the rules see them: path from the root, text, and which floor of the house a file stands on. */
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"

export type Source = { path: string; text: string; lines: number }
export type Tree = { root: string; sources: Source[]; order: string[] }

const roots = ["src", "scripts", "bench", "test"]
const read = /\.(ts|tsx|mjs|sql|css)$/

function walk(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return []
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    return entry.isDirectory() ? walk(root, path) : [path]
  })
}

export function readTree(root: string): Tree {
  const sources = roots
    .flatMap((folder) => walk(root, folder))
    .map((path) => {
      const text = read.test(path) ? readFileSync(join(root, path), "utf8") : ""
      return { path, text, lines: text.split("\n").length - 1 }
    })
  const law = sources.find((source) => source.path === "src/modules/order.ts")?.text ?? ""
  const list = /order = \[([^\]]*)\]/.exec(law)?.[1] ?? ""
  return { root, sources, order: [...list.matchAll(/"([a-z-]+)"/g)].map((match) => match[1] as string) }
}

export type Place =
  | { floor: "kernel" | "server" | "web" | "shells" | "cli" | "top" | "outside" }
  /** `inner`: the path inside the module. */
  | { floor: "module"; module: string; inner: string }

export function placeOf(path: string): Place {
  const [src, floor, name, ...rest] = path.split("/")
  if (src !== "src" || floor === undefined) return { floor: "outside" }
  if (floor === "modules" && name !== undefined && rest.length > 0) return { floor: "module", module: name, inner: rest.join("/") }
  if (floor === "kernel" || floor === "server" || floor === "web" || floor === "shells" || floor === "cli") return { floor }
  return { floor: "top" }
}

export const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path)
/** Tests and their factories may reach further than the product. */
export const isProof = (path: string): boolean => isTest(path) || /(^|\/)given\.ts$/.test(path)
