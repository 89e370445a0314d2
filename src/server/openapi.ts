/** OpenAPI 3.1 of every operation, generated from the contracts by oRPC. */
import { oc } from "@orpc/contract"
import { OpenAPIGenerator } from "@orpc/openapi"
import { ZodToJsonSchemaConverter } from "@orpc/zod/zod4"
import { moduleOf, type Operation, refusalsOf } from "#kernel/contract.ts"
import type { Served } from "./api.ts"
import { packageVersion } from "./version.ts"

let made: Promise<unknown> | undefined

/** The document; made once a process, as contracts do not change while it runs. */
export function openApiOf(served: readonly Served[]): Promise<unknown> {
  made ??= generate(served)
  return made
}

async function generate(served: readonly Served[]): Promise<unknown> {
  const router = Object.fromEntries(
    served.map((one) => [
      one.contract[moduleOf],
      Object.fromEntries(Object.entries(one.contract).map(([verb, operation]) => [verb, procedureOf(one, operation)])),
    ]),
  )
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] })
  return generator.generate(router as never, { info: { title: "Huixu 会序", version: packageVersion }, servers: [{ url: "/api" }] })
}

function procedureOf({ contract }: Served, operation: Operation) {
  const errors = Object.fromEntries(Object.entries(contract[refusalsOf]).map(([code, { status, sentence }]) => [code, { status, message: sentence.en }]))
  const path = `/${operation.module}/${operation.name.slice(operation.module.length + 1)}` as const
  return oc
    .errors(errors)
    .route({ method: "POST", path, operationId: operation.name, tags: [operation.module], description: `${operation.kind}, scope ${operation.scope}` })
    .input(operation.input)
    .output(operation.output)
}
