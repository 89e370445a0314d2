/** Closed file names: who has read one module knows where everything is in all of them. */
import { isTest, placeOf, type Tree } from "./tree.ts"

const files = new Set(["contract.ts", "rules.ts", "store.ts", "service.ts", "jobs.ts", "routes.ts", "worker.ts", "cli.ts", "words.ts", "given.ts"])
const vague = /^(utils?|helpers?|constants?|common|misc|index)$/
const kebab = /^[a-z0-9]+(-[a-z0-9]+)*$/

const stem = (name: string): string => name.replace(/(\.(test|spec|config|d))?\.[a-z0-9]+$/i, "")

function complaintInModule(inner: string): string | undefined {
  const parts = inner.split("/")
  const name = parts.pop() as string
  const special = parts.find((part) => part === "data" || part === "print" || part === "web")
  if (special === "data") return /\.json$/.test(name) ? undefined : "data/ holds JSON only"
  if (special === "print") return /\.(typ|ts)$/.test(name) ? undefined : "print/ holds templates (.typ) and their .ts"
  if (special === "web") return /\.(tsx?|css)$/.test(name) ? undefined : "web/ holds .ts, .tsx and .css"
  if (files.has(name) || isTest(name) || /^\d{3}\.sql$/.test(name)) return undefined
  return "a module has only contract, rules, store, service, jobs, routes, worker, cli, words, given, NNN.sql, data/, print/, web/ and tests"
}

function complaintsAbout(path: string, order: string[]): string[] {
  const said: string[] = []
  const parts = path.split("/")
  const name = stem(parts.at(-1) as string)
  if (/\.(tsx?|mjs)$/.test(path) && !kebab.test(name)) said.push(`${path}: file names are kebab-case`)
  if (/\.(tsx?|mjs)$/.test(path) && vague.test(name)) said.push(`${path}: "${name}" says nothing about what is in it; name it after that`)
  for (const folder of parts.slice(1, -1)) if (vague.test(folder)) said.push(`${path}: the folder "${folder}" says nothing about what is in it`)
  const place = placeOf(path)
  if (place.floor !== "module") return said
  if (!order.includes(place.module)) said.push(`${path}: the module ${place.module} is not in src/modules/order.ts`)
  if (name === "types") said.push(`${path}: types stand where they are declared: contract.ts, or beside their function`)
  const complaint = complaintInModule(place.inner)
  if (complaint) said.push(`${path}: ${complaint}`)
  return said
}

export const checkNames = ({ sources, order }: Tree): string[] => sources.flatMap(({ path }) => complaintsAbout(path, order))
