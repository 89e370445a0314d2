/** Sizes of files and functions, and what no source may contain. */
import { isProof, isTest, placeOf, type Source, type Tree } from "./tree.ts"

const limits: Record<string, number> = { "contract.ts": 150, "jobs.ts": 100, "routes.ts": 150, "cli.ts": 150, "worker.ts": 200 }
const longest = 300
const longestFunction = 40
/** Markup takes lines without taking thought. */
const longestComponent = 80

function limitOf(path: string): number {
  const place = placeOf(path)
  if (place.floor !== "module" || isProof(path)) return longest
  if (/(^|\/)(web|print)\//.test(place.inner)) return 200
  return limits[place.inner.split("/").at(-1) as string] ?? longest
}

const opening = /^(\s*)(?:.*\bfunction\b.*|.*=>\s*|(?:async\s+)?[\w$]+\(.*\)(?::.*)?\s*)[{(]$/

/** Biome formats every file, so a function ends at the first closing bracket that stands as deep as its opening line. */
export function longFunctions(text: string, limit: number): { line: number; length: number }[] {
  const lines = text.split("\n")
  return lines.flatMap((line, start) => {
    const indent = opening.exec(line)?.[1]
    if (indent === undefined || /^\s*(if|for|while|switch|describe|return|\/\/|\*|await|test|it)\b/.test(line)) return []
    const end = lines.findIndex((other, at) => at > start && /^\s*[})\]]/.test(other) && other.search(/\S/) <= indent.length)
    const length = end - start + 1
    return length > limit ? [{ line: start + 1, length }] : []
  })
}

const forbidden: [RegExp, string][] = [
  [/\b(TODO|FIXME|XXX)\b/, "finish it or leave it out: no notes to oneself"],
  [/\b(test|it|describe)\.(skip|only|todo|fixme)\b/, "no test is skipped, singled out or promised"],
  [/biome-ignore(?!.*: .{10,})/, "an ignored rule needs its reason behind a colon"],
  [/@ts-(ignore|nocheck|expect-error)/, "the type checker is not silenced"],
  [/^export (\*|\{[^}]*\}) from /m, "no barrels: import from where it is declared"],
  [/^export default /m, "no default exports: a thing has one name"],
]

function complaintsAbout({ path, text, lines }: Source): string[] {
  if (path.endsWith(".css") && lines > longest) return [`${path}: ${lines} lines, ${longest} are allowed; split it by what it draws`]
  if (!/\.(tsx?|mjs)$/.test(path)) return []
  const said: string[] = []
  const limit = limitOf(path)
  if (lines > limit && !path.endsWith("/words.ts")) said.push(`${path}: ${lines} lines, ${limit} are allowed; split it by concern`)
  const most = path.endsWith(".tsx") ? longestComponent : longestFunction
  if (!isTest(path) && !path.startsWith("test/"))
    for (const { line, length } of longFunctions(text, most))
      said.push(`${path}:${line}: a function of ${length} lines, ${most} are allowed; give its steps names`)
  for (const [pattern, sentence] of forbidden)
    if (pattern.test(text) && !path.includes("boundaries") && !/\.config\.ts$/.test(path)) said.push(`${path}: ${sentence}`)
  return said
}

export const checkSizes = ({ sources }: Tree): string[] => sources.flatMap(complaintsAbout)
