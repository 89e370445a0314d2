/** /api/openapi.json as the page of the interface reads it: operations by module, schemas as lines. */

export type Schema = {
  type?: string | string[]
  format?: string
  const?: unknown
  enum?: unknown[]
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  items?: Schema
  properties?: Record<string, Schema>
  additionalProperties?: Schema | boolean
  required?: string[]
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  pattern?: string
}
type Content = { content?: Record<string, { schema?: Schema }> }
type Scope = "meeting" | "series" | "unit" | "system" | "self" | "public"
type Refusal = { code: string; status: number; "zh-CN": string; en: string }
type Described = {
  operationId: string
  summary?: string
  "x-scope"?: Scope
  tags?: string[]
  requestBody?: Content
  responses?: Record<string, Content>
  "x-kind"?: "query" | "command"
  "x-refusals"?: Refusal[]
}
export type Document = { paths: Record<string, { post?: Described }> }
export type ApiOperation = {
  name: string
  module: string
  path: string
  kind: "query" | "command"
  /** In both languages. */
  summary: { "zh-CN": string; en: string }
  scope: Scope
  input: Schema | undefined
  output: Schema | undefined
  refusals: Refusal[]
}

export function operationsOf(document: Document): ApiOperation[] {
  return Object.entries(document.paths).flatMap(([path, { post }]) => (post ? [operationOf(path, post)] : []))
}

const schemaIn = (content: Content | undefined): Schema | undefined => content?.content?.["application/json"]?.schema

const operationOf = (path: string, post: Described): ApiOperation => ({
  name: post.operationId,
  module: post.tags?.[0] ?? post.operationId.split(".")[0] ?? "",
  path: `/api${path}`,
  kind: post["x-kind"] ?? "command",
  summary: summaryOf(post),
  scope: post["x-scope"] ?? "system",
  input: schemaIn(post.requestBody),
  output: schemaIn(post.responses?.["200"]),
  refusals: post["x-refusals"] ?? [],
})

function summaryOf({ summary = "", operationId }: Described): ApiOperation["summary"] {
  const [zh = operationId, en = zh] = summary.split(" · ")
  return { "zh-CN": zh, en }
}

export type Field = { name: string; type: string; required: boolean }

/** One line a field; what lies deeper has its place in its name: rows[].name.text. */
export function fieldsOf(schema: Schema | undefined, at = "", required = true, depth = 0): Field[] {
  if (!schema) return []
  const object = objectIn(schema)
  if (object?.properties && depth < 6) {
    const own = at ? [{ name: at, type: typeOf(schema), required }] : []
    const must = new Set(object.required)
    const deeper = Object.entries(object.properties).flatMap(([name, field]) => fieldsOf(field, at ? `${at}.${name}` : name, must.has(name), depth + 1))
    return [...(own.length > 0 && deeper.length > 0 && !at.endsWith("]") ? [] : own), ...deeper]
  }
  const items = arrayIn(schema)?.items
  if (items && objectIn(items)?.properties && depth < 6) return fieldsOf(items, `${at}[]`, required, depth + 1)
  return [{ name: at || "·", type: typeOf(schema), required }]
}

const branches = (schema: Schema): Schema[] => [schema, ...(schema.anyOf ?? schema.oneOf ?? schema.allOf ?? [])]
const objectIn = (schema: Schema): Schema | undefined => branches(schema).find((one) => one.properties)
const arrayIn = (schema: Schema): Schema | undefined => branches(schema).find((one) => one.items)

export function typeOf(schema: Schema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map((one) => JSON.stringify(one)).join(" | ")
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return [...new Set(choices.map(typeOf))].join(" | ")
  if (schema.items) return `${typeOf(schema.items)}[]`
  const type = [schema.type ?? (schema.properties ? "object" : "any")].flat().join(" | ")
  const bounds = [
    schema.format,
    schema.minLength || schema.maxLength ? `${schema.minLength ?? 0}–${schema.maxLength ?? "…"}` : undefined,
    schema.minimum !== undefined && schema.minimum > -1e15 ? `≥ ${schema.minimum}` : undefined,
    schema.maximum !== undefined && schema.maximum < 1e15 ? `≤ ${schema.maximum}` : undefined,
  ].filter(Boolean)
  return bounds.length > 0 ? `${type} (${bounds.join(", ")})` : type
}

/** A value of the schema's form, for the example. */
export function exampleOf(schema: Schema | undefined, depth = 0): unknown {
  if (!schema || depth > 5) return {}
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return exampleOf(choices[0], depth + 1)
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((one) => exampleOf(one, depth + 1)))
  const type = [schema.type].flat()[0]
  if (type === "array") return schema.items ? [exampleOf(schema.items, depth + 1)] : []
  if (type === "integer" || type === "number") return Math.max(1, schema.minimum ?? 1)
  if (type === "boolean") return true
  if (type === "null") return null
  if (type === "string") return textExampleOf(schema)
  const must = new Set(schema.required)
  return Object.fromEntries(
    Object.entries(schema.properties ?? {})
      .filter(([name]) => must.has(name))
      .map(([name, field]) => [name, exampleOf(field, depth + 1)]),
  )
}

function textExampleOf({ format }: Schema): string {
  if (format === "uuid") return "0198c5a0-7c3e-7000-8000-000000000000"
  if (format === "date") return "2026-12-08"
  return format === "date-time" ? "2026-12-08T01:00:00Z" : "…"
}
