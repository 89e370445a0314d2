/** OpenAPI 3.1 of every operation, generated from the contracts by oRPC. */
import { oc } from "@orpc/contract"
import { OpenAPIGenerator } from "@orpc/openapi"
import { ZodToJsonSchemaConverter } from "@orpc/zod/zod4"
import { type Contract, houseRefusals, moduleOf, type Operation, refusalsOf } from "#kernel/contract.ts"
import type { Served } from "./api.ts"
import { packageVersion } from "./version.ts"

let made: Promise<unknown> | undefined

/** The document; made once a process, as contracts do not change while it runs. */
export function openApiOf(served: readonly Served[], names: Names): Promise<unknown> {
  made ??= generate(served, names)
  return made
}

/** What an operation is called in the office, in both languages. */
export type Names = Readonly<Record<string, readonly string[]>>

async function generate(served: readonly Served[], names: Names): Promise<unknown> {
  const router = Object.fromEntries(
    served.map((one) => [
      one.contract[moduleOf],
      Object.fromEntries(Object.entries(one.contract).map(([verb, operation]) => [verb, procedureOf(one, operation)])),
    ]),
  )
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] })
  const document = (await generator.generate(router as never, { info, servers: [{ url: "/api" }], security: [{ session: [] }, { key: [] }] })) as Document
  for (const { contract } of served) {
    for (const operation of Object.values(contract)) {
      const post = document.paths[pathOf(operation)]?.post
      if (post) Object.assign(post, { summary: (names[operation.name] ?? [operation.name]).join(" · ") }, explanationOf(contract, operation, post))
    }
  }
  return { ...document, components: { ...document.components, securitySchemes } }
}

const info = {
  title: "Huixu 会序",
  version: packageVersion,
  description:
    "每个操作都是 POST，请求和答复是 JSON。办理类操作可带 Idempotency-Key：同一键同一内容只办一次。拒绝的答复是 { code, message, data }，句子按 Accept-Language 给出。\n\nEvery operation is a POST of JSON. Commands take an Idempotency-Key: the same key and body are done once. A refusal answers { code, message, data } in the language of Accept-Language.",
  license: { name: "Apache-2.0", identifier: "Apache-2.0" },
}
const securitySchemes = {
  session: { type: "apiKey", in: "cookie", name: "huixu.session_token", description: "登录后的会话，浏览器使用。The session of a browser that has signed in." },
  key: {
    type: "http",
    scheme: "bearer",
    description: "接口密钥，由安全保密管理员发放，可随时作废。A key for another system, given out and revoked by the security administrator.",
  },
}

type Described = { security?: object[]; summary?: string; description?: string; parameters?: object[]; [extension: `x-${string}`]: unknown }
type Document = { paths: Record<string, { post?: Described }>; components?: object }

const scopes: Record<Operation["scope"], string> = {
  meeting: "授权范围：会议。Granted in the meeting.",
  series: "授权范围：系列会议。Granted in the series.",
  unit: "授权范围：单位及其下级。Granted in the unit or above it.",
  system: "授权范围：全系统。Granted in the whole house.",
  self: "本人的事，不需授权。One's own things, no grant needed.",
  public: "不需登录。Open to who has not signed in.",
}
const idempotencyKey = { name: "Idempotency-Key", in: "header", required: false, schema: { type: "string", minLength: 1, maxLength: 200 } }

/** What the schemas cannot say: kind, scope, and every refusal of the module and of the door with its sentences. */
function explanationOf(contract: Contract, { kind, scope, secretAnswer }: Operation, { parameters = [] }: Described): Described {
  const own = Object.entries(contract[refusalsOf])
  const doors = Object.entries(houseRefusals).map(([code, spec]) => [`house.${code}`, spec] as const)
  const takesKey = kind === "command" && scope !== "public" && !secretAnswer
  return {
    description: scopes[scope],
    "x-kind": kind,
    "x-scope": scope,
    "x-refusals": [...own, ...doors].map(([code, { status, sentence }]) => ({ code, status, ...sentence })),
    ...(takesKey ? { parameters: [...parameters, idempotencyKey] } : {}),
    ...(scope === "public" ? { security: [] } : {}),
  }
}

const pathOf = ({ module, name }: Operation) => `/${module}/${name.slice(module.length + 1)}` as const

function procedureOf({ contract }: Served, operation: Operation) {
  const errors = Object.fromEntries(Object.entries(contract[refusalsOf]).map(([code, { status, sentence }]) => [code, { status, message: sentence.en }]))
  return oc
    .errors(errors)
    .route({ method: "POST", path: pathOf(operation), operationId: operation.name, tags: [operation.module] })
    .input(operation.input)
    .output(operation.output)
}
