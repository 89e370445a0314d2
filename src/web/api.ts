/** The door, seen from the browser: one small call, under TanStack Query. */
import { type UseMutationResult, type UseQueryResult, useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { useEffect, useRef } from "react"
import type { z } from "zod"
import type { InputOf, Operation, OutputOf } from "#kernel/contract.ts"
import { newId } from "#kernel/ids.ts"
import { answered, unanswered } from "./connection.ts"
import { readAnew } from "./fresh.ts"
import { isIdle } from "./idle.ts"
import { readAt, watch } from "./live.ts"
import { shell } from "./shell.ts"
import { tell, untell } from "./tell.ts"
import { words } from "./ui/words.ts"
import { locale, sayNow } from "./words.ts"

/** The server's "no", in the person's words; or no answer at all (code web.offline). */
export class Refused extends Error {
  readonly code: string
  readonly status: number
  readonly data: Record<string, unknown>
  readonly issues: Issue[]
  constructor(status: number, body: { code: string; message: string; data?: Record<string, unknown>; issues?: Issue[] }) {
    super(body.message)
    this.name = "Refused"
    this.status = status
    this.code = body.code
    this.data = body.data ?? {}
    this.issues = body.issues ?? []
  }
}
export type Issue = { path: string; message: string }

type AnyOperation = Operation<z.ZodType, z.ZodType>
type CallOptions = { key?: string; signal?: AbortSignal }

let signedOut = (): void => undefined
/** What the shell does when the server says that nobody is signed in. */
export function whenSignedOut(then: () => void): void {
  signedOut = then
}

export async function call<Op extends AnyOperation>(op: Op, input: InputOf<Op>, options: CallOptions = {}): Promise<OutputOf<Op>> {
  const body = JSON.stringify(input)
  const key = op.kind === "command" ? (options.key ?? keyFor(`${op.name} ${body}`)) : undefined
  const headers: Record<string, string> = { ...common(), "content-type": "application/json" }
  if (key) headers["idempotency-key"] = key
  for (let tries = 0; ; tries++) {
    try {
      const { body: answer, entryId } = await send(`/api/${op.name.replace(".", "/")}`, { method: "POST", headers, body, signal: options.signal })
      if (key) keys.delete(`${op.name} ${body}`)
      const out = op.output.parse(answer) as OutputOf<Op>
      if (entryId && typeof out === "object" && out !== null) entries.set(out, entryId)
      return out
    } catch (error) {
      if (!mayTryAgain(error) || options.signal?.aborted || tries >= 2) throw settled(error, `${op.name} ${body}`)
      await new Promise((go) => setTimeout(go, 500 * 2 ** tries))
    }
  }
}

const entries = new WeakMap<object, string>()
/** Under which the house recorded the command that answered this, so that it can be taken back; undefined where it had been done by an earlier try. */
export const entryOf = (out: object): string | undefined => entries.get(out)

// a command that got no answer may have been done: the same words sent again must carry the same key
const keys = new Map<string, string>()
function keyFor(what: string): string {
  const key = keys.get(what) ?? newId()
  keys.set(what, key)
  return key
}

function settled(error: unknown, what: string): unknown {
  if (!mayTryAgain(error)) keys.delete(what)
  return error
}

const mayTryAgain = (error: unknown): boolean =>
  error instanceof Refused && (error.code === "web.offline" || error.status === 503 || error.code === "house.inFlight")

const common = (): Record<string, string> => ({
  accept: "application/json",
  "accept-language": locale(),
  "x-huixu-shell": shell(),
  ...(isIdle() ? { "x-huixu-idle": "1" } : {}),
})

async function send(path: string, request: RequestInit): Promise<{ body: unknown; entryId: string | null }> {
  let answer: Response
  try {
    answer = await fetch(path, { ...request, credentials: "same-origin" })
  } catch (error) {
    if (request.signal?.aborted) throw error
    unanswered()
    throw new Refused(0, { code: "web.offline", message: sayNow(words, "offlineTryAgain") })
  }
  answered()
  readAt(answer.headers.get("x-huixu-read-at"))
  const body: unknown = answer.status === 204 ? undefined : await answer.json().catch(() => undefined)
  if (answer.ok) return { body, entryId: answer.headers.get("x-huixu-entry") }
  const refused = refusedBy(answer.status, body)
  if (refused.code === "house.notSignedIn") signedOut()
  throw refused
}

function refusedBy(status: number, body: unknown): Refused {
  const said = body as { code?: unknown; message?: unknown; data?: Record<string, unknown>; issues?: Issue[] } | undefined
  if (typeof said?.code !== "string" || typeof said.message !== "string") {
    return new Refused(status, { code: status >= 502 ? "web.offline" : "web.failed", message: sayNow(words, "failed", { status }) })
  }
  return new Refused(status, { code: said.code, message: said.message, data: said.data, issues: said.issues })
}

/** Reads, and reads again whenever its module (or one it follows) announces a change. */
export function useRead<Op extends AnyOperation>(op: Op, input: InputOf<Op>, options: { enabled?: boolean } = {}): UseQueryResult<OutputOf<Op>, Error> {
  const enabled = options.enabled ?? true
  const meetingId = meetingOf(input)
  useEffect(() => (enabled && meetingId ? watch(meetingId) : undefined), [enabled, meetingId])
  return useQuery<OutputOf<Op>, Error>({
    queryKey: [op.module, op.name, input],
    queryFn: ({ signal }) => call(op, input, { signal }),
    meta: { modules: [op.module, ...(op.follows ?? [])], meetingId },
    enabled,
    // the next page of a list replaces the last one in place; another thing's data never stands in for this one's
    placeholderData: (before, query) => (isPage(input) && meetingOf(query?.queryKey[2]) === meetingId ? before : undefined),
  })
}

const isPage = (input: unknown): boolean => typeof input === "object" && input !== null && "page" in input
function meetingOf(input: unknown): string | undefined {
  const id = typeof input === "object" && input !== null && "meetingId" in input ? input.meetingId : undefined
  return typeof id === "string" ? id : undefined
}

/** Does; a refusal is told to the person by itself. */
export function useCommand<Op extends AnyOperation>(
  op: Op,
  options: { onDone?: (out: OutputOf<Op>) => void; quiet?: boolean } = {},
): UseMutationResult<OutputOf<Op>, Error, InputOf<Op>> {
  const client = useQueryClient()
  const toldWrong = useRef("")
  return useMutation<OutputOf<Op>, Error, InputOf<Op>>({
    mutationKey: [op.name],
    mutationFn: (input) => call(op, input),
    onSuccess: async (out) => {
      if (toldWrong.current) untell(toldWrong.current)
      toldWrong.current = ""
      options.onDone?.(out)
      await readAnew(client, (query) => (query.meta?.modules as string[] | undefined)?.includes(op.module) ?? false)
    },
    onError: (error) => {
      if (options.quiet || (error instanceof Refused && error.status === 401)) return
      toldWrong.current = error.message
      tell("wrong", error.message)
    },
  })
}

/** An unattached file; the operation that is given its id keeps it. */
export async function upload(file: File): Promise<{ id: string; name: string; size: number }> {
  const body = new FormData()
  body.append("file", file, file.name)
  return (await send("/files", { method: "POST", headers: common(), body })).body as { id: string; name: string; size: number }
}

/** Fetches by a ticket of 60 seconds; the server says attachment, so the page stays. */
export function download(ticketUrl: string): void {
  const link = document.createElement("a")
  link.href = ticketUrl
  link.download = ""
  document.body.append(link)
  link.click()
  link.remove()
}
