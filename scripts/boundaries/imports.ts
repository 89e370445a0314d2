/** Imports go one way: kernel ← server | web ← modules in their order ← shells, cli, top. */
import { posix } from "node:path"
import { isProof, type Place, placeOf, type Source, type Tree } from "./tree.ts"

type Import = { from: string; to: string; typeOnly: boolean }

const statement = /(?:^|\n)\s*(import|export)\s+(type\s+)?(?:[^"';]*?\sfrom\s+)?"([^"]+)"|\bimport\("([^"]+)"\)/g

const isOurs = (name: string): boolean => name.startsWith("#") || name.startsWith(".")

export function importsOf({ path, text }: Source): Import[] {
  return [...text.matchAll(statement)]
    .map((match) => ({ name: (match[3] ?? match[4]) as string, typeOnly: match[2] !== undefined, dynamic: match[4] !== undefined }))
    .filter(({ name }) => isOurs(name))
    .map(({ name, typeOnly, dynamic }) => {
      const to = name.startsWith("#") ? `src/${name.slice(1)}` : posix.join(posix.dirname(path), name)
      return { from: path, to: to.replace(/\?.*$/, ""), typeOnly: typeOnly || dynamic }
    })
}

const below: Record<string, string[]> = {
  kernel: ["kernel"],
  server: ["kernel", "server"],
  web: ["kernel", "web"],
  module: ["kernel", "server", "web", "module"],
  shells: ["kernel", "web", "module", "shells"],
  cli: ["kernel", "server", "module", "cli", "top"],
  top: ["kernel", "server", "module", "cli", "top", "web"],
}

const leaf = (inner: string): string => inner.split("/").at(-1) as string
const isWeb = (inner: string): boolean => inner.split("/").includes("web")
const isPrint = (inner: string): boolean => inner.split("/").includes("print")
const isPure = (inner: string): boolean => ["contract.ts", "words.ts", "rules.ts"].includes(leaf(inner)) || /(^|\/)(data|print)\//.test(inner)

type Inside = Extract<Place, { floor: "module" }>

/** What one kind of file of a module may use; undefined: no complaint. */
function betweenModules(from: Inside, to: Inside, order: string[]): string | undefined {
  const same = from.module === to.module
  if (!same && order.indexOf(to.module) > order.indexOf(from.module))
    return `${from.module} stands above ${to.module} in order.ts and may not know it; reach it by an occasion or a question`
  if (isProof(from.inner)) return undefined
  if (isProof(to.inner)) return "tests and their factories are not part of the product"
  if (!same && leaf(to.inner) === "store.ts") return `the tables of ${to.module} are its own; use its service or read its view`
  if (isWeb(from.inner))
    return isWeb(to.inner) || isPure(to.inner) ? undefined : "a page may use contracts, words, rules and print, not what runs on the server"
  if (isWeb(to.inner)) return "server code does not use pages"
  const kind = leaf(from.inner)
  if ((kind === "contract.ts" || kind === "rules.ts" || kind === "words.ts" || isPrint(from.inner)) && !isPure(to.inner))
    return `${kind} is pure: it may use contracts and rules only`
  if (kind === "store.ts" && leaf(to.inner) === "service.ts") return "a store does not call services"
  if (kind !== "jobs.ts" && same && leaf(to.inner) === "jobs.ts") return "jobs call services, not the other way"
  return undefined
}

/** What `huixu` asks of a command: the one thing of the command line that modules know. */
const commandType = "src/cli/command.ts"

function complaintOf(from: Place, to: Place, order: string[]): string | undefined {
  if (from.floor === "outside" || to.floor === "outside") return undefined
  if (!below[from.floor]?.includes(to.floor)) return `the ${from.floor} floor may not use the ${to.floor} floor`
  if (from.floor !== "module") return undefined
  if (to.floor === "module") return betweenModules(from, to, order)
  if (isProof(from.inner)) return undefined
  const pure = ["contract.ts", "rules.ts", "words.ts"].includes(leaf(from.inner)) || isWeb(from.inner)
  if (to.floor === "server" && pure) return `${leaf(from.inner)} runs in the browser too: it may not use the server`
  if (to.floor === "web" && !isWeb(from.inner)) return "server code does not use the web floor"
  return undefined
}

function complaintsAbout(source: Source, { order }: Tree, known: Set<string>): string[] {
  const proof = isProof(source.path)
  const from = placeOf(source.path)
  const said = importsOf(source).flatMap(({ to }) => {
    if (!/\.[a-z0-9]+$/.test(to)) return [`${source.path}: the import of ${to} lacks its extension`]
    if (/\.tsx?$/.test(to) && to.includes("/") && !known.has(to)) return [`${source.path}: imports ${to}, which does not exist`]
    if (to.startsWith("test/") && !proof && !source.path.startsWith("test/")) return [`${source.path}: the product does not use ${to}`]
    if (proof && from.floor !== "module") return []
    const complaint = to === commandType && from.floor === "module" && leaf(from.inner) === "cli.ts" ? undefined : complaintOf(from, placeOf(to), order)
    return complaint ? [`${source.path}: imports ${to}, but ${complaint}`] : []
  })
  if (from.floor === "kernel" && !proof && /from "node:/.test(source.text)) said.push(`${source.path}: the kernel runs in the browser too: nothing from node:`)
  return said
}

/** Rings of files that need each other to load; types may point both ways. */
export function ringsIn(sources: Source[]): string[][] {
  const next = new Map(
    sources.map((source) => [
      source.path,
      importsOf(source)
        .filter((one) => !one.typeOnly)
        .map((one) => one.to),
    ]),
  )
  const done = new Set<string>()
  const rings: string[][] = []
  const visit = (path: string, way: string[]): void => {
    const met = way.indexOf(path)
    if (met >= 0) rings.push([...way.slice(met), path])
    if (met >= 0 || done.has(path)) return
    for (const to of next.get(path) ?? []) visit(to, [...way, path])
    done.add(path)
  }
  for (const path of next.keys()) visit(path, [])
  return rings
}

export function checkImports(tree: Tree): string[] {
  const known = new Set(tree.sources.map((source) => source.path))
  const code = tree.sources.filter(({ path }) => /\.(tsx?|mjs)$/.test(path) && !path.startsWith("scripts/boundaries") && !path.includes("check-boundaries"))
  return [
    ...code.flatMap((source) => complaintsAbout(source, tree, known)),
    ...ringsIn(code).map((ring) => `${ring[0]}: a ring of imports: ${ring.join(" → ")}`),
  ]
}
