/** A smallest valid input for any operation, made from its schema: so that one test can knock at every door. */
import { z } from "zod"
import { newId } from "#kernel/ids.ts"

type Schema = {
  type?: string
  format?: string
  pattern?: string
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  prefixItems?: Schema[]
  minItems?: number
  minLength?: number
  minimum?: number
  exclusiveMinimum?: number
  $ref?: string
  $defs?: Record<string, Schema>
}

const texts = ["1", "12:00", "2026-12-08", "attendees.list", "user.name", "赞成", "A123", "BGS", "0123456789ABCDEFGHJKMNPQRS", "WS", "13800000000", "123456"]

function textFor(schema: Schema): string {
  if (schema.format === "uuid") return newId()
  if (schema.format === "uri") return "https://meeting.example"
  if (schema.format === "date") return "2026-12-08"
  if (schema.format === "date-time") return "2026-12-08T01:00:00Z"
  const { pattern, minLength = 0 } = schema
  if (pattern) {
    const fits = texts.find((text) => new RegExp(pattern, "u").test(text))
    if (fits) return fits
  }
  return "会".repeat(Math.max(1, minLength))
}

function valueFor(schema: Schema, defs: Record<string, Schema>): unknown {
  if (schema.$ref) return valueFor(defs[schema.$ref.split("/").at(-1) ?? ""] ?? {}, defs)
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  const one = schema.anyOf ?? schema.oneOf
  if (one) return valueFor(one[0] ?? {}, defs)
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part) => valueFor(part, defs)))
  if (schema.type === "object") return Object.fromEntries((schema.required ?? []).map((name) => [name, valueFor(schema.properties?.[name] ?? {}, defs)]))
  if (schema.type === "array")
    return schema.prefixItems
      ? schema.prefixItems.map((item) => valueFor(item, defs))
      : Array.from({ length: schema.minItems ?? 0 }, () => valueFor(schema.items ?? {}, defs))
  if (schema.type === "integer" || schema.type === "number") return schema.minimum ?? (schema.exclusiveMinimum ?? 0) + 1
  if (schema.type === "boolean") return true
  if (schema.type === "null") return null
  return textFor(schema)
}

/** Throws when no valid input could be made: then the schema asks for something this file does not know. */
export function sampleOf(schema: z.ZodType): Record<string, unknown> {
  const json = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Schema
  const sample = valueFor(json, json.$defs ?? {})
  const result = schema.safeParse(sample)
  if (!result.success) throw new Error(`${JSON.stringify(sample)}: ${z.prettifyError(result.error)}`)
  return sample as Record<string, unknown>
}
