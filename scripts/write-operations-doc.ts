/** Writes docs/operations.md from the contracts; with --check only compares and complains when it is stale. */
import { readFileSync, writeFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { z } from "zod"
import { moduleOf, type Operation, type RefusalSpec, refusalsOf } from "#kernel/contract.ts"
import type { Served } from "#server/api.ts"
import { loadModules, servedBy } from "../src/compose.ts"

const file = fileURLToPath(new URL("../docs/operations.md", import.meta.url))

type Schema = {
  type?: string | string[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  enum?: unknown[]
  const?: unknown
  format?: string
  additionalProperties?: Schema | boolean
  default?: unknown
  maxLength?: number
  maximum?: number
}

const union = (schemas: Schema[]): string => [...new Set(schemas.map(shown))].join(" | ")

function shownObject(schema: Schema): string {
  const required = new Set(schema.required)
  const fields = Object.entries(schema.properties ?? {}).map(
    ([name, field]) => `${name}${required.has(name) && field.default === undefined ? "" : "?"}: ${shown(field)}`,
  )
  if (fields.length > 0) return `{ ${fields.join(", ")} }`
  return typeof schema.additionalProperties === "object" ? `{ [name]: ${shown(schema.additionalProperties)} }` : "{ }"
}

/** A JSON schema as a person writes a type. */
function shown(schema: Schema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ")
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return union(choices)
  if (schema.allOf) return schema.allOf.map(shown).join(" & ")
  if (schema.type === "object") return shownObject(schema)
  if (schema.type === "array") return `${/[|&]/.test(shown(schema.items ?? {})) ? `(${shown(schema.items ?? {})})` : shown(schema.items ?? {})}[]`
  if (schema.type === "string") return schema.format ?? "text"
  return [schema.type ?? "any"].flat().join(" | ")
}

const typeOf = (type: z.ZodType, io: "input" | "output"): string => shown(z.toJSONSchema(type, { io, unrepresentable: "any", reused: "inline" }) as Schema)

const sayWho: Record<Operation["scope"], string> = {
  meeting: "one meeting; an account with the grant there",
  series: "one series of meetings; an account with the grant there",
  unit: "one unit; an account with the grant there or above it",
  system: "the whole house; an account with the grant",
  self: "one's own things",
  public: "anyone",
}

function sectionOf(operation: Operation): string {
  const actors = operation.actors ? `; ${operation.actors.join(", ")}` : ""
  const kept = operation.within?.length ? `kept within a grant's ${operation.within.map((part) => `${part}s`).join(" and ")}` : ""
  const notes = [kept, operation.audited ? "leaves an audit entry" : "", operation.follows?.length ? `follows ${operation.follows.join(", ")}` : ""].filter(
    Boolean,
  )
  return [
    `### ${operation.name}`,
    "",
    `${operation.kind} · ${sayWho[operation.scope]}${actors}${notes.length > 0 ? ` · ${notes.join(" · ")}` : ""}`,
    "",
    `- in: ${typeOf(operation.input, "input")}`,
    `- out: ${typeOf(operation.output, "output")}`,
    "",
  ].join("\n")
}

const refusalLine = ([code, { status, sentence }]: [string, RefusalSpec]): string => `| ${code} | ${status} | ${sentence["zh-CN"]} | ${sentence.en} |`

function chapterOf({ contract }: Served): string {
  const refusals = Object.entries(contract[refusalsOf])
  const table = refusals.length === 0 ? [] : ["| refusal | status | 中文 | English |", "|---|---|---|---|", ...refusals.map(refusalLine), ""]
  return [`## ${contract[moduleOf]}`, "", ...Object.values(contract).map(sectionOf), ...table].join("\n")
}

const served = servedBy(await loadModules())
const document = [
  "# Operations",
  "",
  "Generated from the contracts by `node scripts/write-operations-doc.ts`; `npm run check` fails when it is stale.",
  "An operation `module.verb` is `POST /api/module/verb` with a JSON body; its name is the grant, the audit verb and the topic of its live event.",
  "Commands take an `Idempotency-Key`. A refusal answers `{ code, message, data }`; the sentence is in the language of `Accept-Language`.",
  "OpenAPI 3.1 of the same: `/api/openapi.json`.",
  "",
  ...served.map(chapterOf),
]
  .join("\n")
  .trimEnd()
  .concat("\n")

if (!process.argv.includes("--check")) writeFileSync(file, document)
else if (readFileSync(file, "utf8") !== document) {
  console.error("docs/operations.md is stale: run node scripts/write-operations-doc.ts")
  process.exitCode = 1
}
