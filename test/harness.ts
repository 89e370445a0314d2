/** Tests go through the real door, in process, on a real PostgreSQL, as an actor with grants. */
import { join } from "node:path"
import { inject } from "vitest"
import type { z } from "zod"
import type { Operation } from "#kernel/contract.ts"
import { house as houseContract, type JobRun } from "#kernel/house.ts"
import { newId } from "#kernel/ids.ts"
import { access } from "#modules/access/contract.ts"
import type { At } from "#modules/access/roles/contract.ts"
import { readConfig } from "#server/config.ts"
import { build, type House } from "../src/compose.ts"
import { inDatabase, named } from "./setup.ts"

let built: Promise<House> | undefined

/** This file's own house: app, platform and modules over a database of its own. Closed after the file's tests. */
export function house(): Promise<House> {
  built ??= make()
  return built
}

async function make(): Promise<House> {
  const url = inject("postgresUrl")
  const name = `test_${newId().replaceAll("-", "")}`
  await inDatabase(url, `create database ${name} template huixu_template`)
  const config = readConfig({ HUIXU_DATA: join(inject("dataDir"), name), HUIXU_LOG: process.env.HUIXU_LOG ?? "error", HUIXU_POOL: "8", HUIXU_RATE: "0" })
  const made = await build({ config, databaseUrl: named(url, name), clock: false })
  hashOnce(made.platform.accounts)
  return made
}

/** A password is hashed for real, but only the first time in a file: dozens of accounts with one password would take most of a test's time. */
function hashOnce(accounts: House["platform"]["accounts"]): void {
  const { hash, verify } = accounts
  const hashes = new Map<string, Promise<string>>()
  const verdicts = new Map<string, Promise<boolean>>()
  accounts.hash = (password) => remembered(hashes, password, () => hash(password))
  accounts.verify = (of, password) => remembered(verdicts, `${of}/${password}`, () => verify(of, password))
}

function remembered<T>(known: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const value = known.get(key) ?? make()
  known.set(key, value)
  return value
}

/** Each file ends its own house (each-file.ts): the files of one worker share the modules, so what stays here would be the next file's. */
export async function closeHouse(): Promise<void> {
  if (!built) return
  const { close } = await built
  built = undefined
  owner = undefined
  await close()
}

type Credential = { cookie?: string; authorization?: string; shell?: string }
export type Caller = {
  <In extends z.ZodType, Out extends z.ZodType>(
    operation: Operation<In, Out>,
    input: z.input<In>,
    options?: { key?: string; locale?: string },
  ): Promise<z.output<Out>>
  id: string
  headers: Record<string, string>
}

export class Refused extends Error {
  readonly code: string
  readonly status: number
  readonly data: Record<string, unknown>
  constructor(status: number, body: { code: string; message: string; data: Record<string, unknown> }) {
    super(`${status} ${body.code}: ${body.message}`)
    this.code = body.code
    this.status = status
    this.data = body.data
  }
}

function callerWith({ cookie, authorization, shell = "desk" }: Credential, id: string): Caller {
  const headers: Record<string, string> = { "x-huixu-shell": shell, ...(cookie ? { cookie } : {}), ...(authorization ? { authorization } : {}) }
  const call = async (operation: Operation, input: unknown, options: { key?: string; locale?: string } = {}) => {
    const { app } = await house()
    const [module, verb] = operation.name.split(".")
    const response = await app.inject({
      method: "POST",
      url: `/api/${module}/${verb}`,
      headers: { ...headers, ...(options.key ? { "idempotency-key": options.key } : {}), ...(options.locale ? { "accept-language": options.locale } : {}) },
      payload: (input ?? {}) as object,
    })
    if (response.statusCode !== 200) throw new Refused(response.statusCode, response.json())
    return response.json()
  }
  return Object.assign(call as unknown as Caller, { id, headers })
}

/** Does what the clock does under this name, as at `now`; here nothing is done by the clock itself. */
export const tick = async (name: string, now?: string): Promise<void> => {
  const { making } = await house()
  await making.jobs.tick(making, name, now)
}

/** Nobody signed in. */
export const anyone = (): Caller => callerWith({}, "public")

let owner: Promise<Caller> | undefined
const password = "Correct horse 1 battery"

async function setUp(): Promise<Caller> {
  const username = `owner${newId().slice(-6)}`
  const { accountId } = await anyone()(access.setUp, { mode: "owner", organisation: "海州市会议办公室", name: "林知远", username, password })
  return signIn(username, accountId)
}

/** The one password of everybody here, unless said otherwise. */
export const usualPassword = password

/** A browser of its own for this person. */
export async function signIn(username: string, id: string, also: { password?: string; code?: string; browser?: string } = {}): Promise<Caller> {
  const { app } = await house()
  const { browser, ...given } = also
  const response = await app.inject({
    method: "POST",
    url: "/api/access/signIn",
    headers: browser ? { "user-agent": browser } : {},
    payload: { username, password, ...given },
    remoteAddress: `127.0.${Math.floor(Math.random() * 255)}.1`,
  })
  if (response.statusCode !== 200) throw new Refused(response.statusCode, response.json())
  const cookie = response.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join("; ")
  return callerWith({ cookie }, id)
}

/** An account that may do `operations` (patterns: "*", "papers.*"), everywhere, in one meeting or in another place. as("*") is the owner. */
export async function as(operations: string | readonly string[], here: { meetingId: string } | z.input<typeof At> = { kind: "system" }): Promise<Caller> {
  const where = "meetingId" in here ? { kind: "meeting" as const, id: here.meetingId } : here
  owner ??= setUp()
  const first = await owner
  if (operations === "*" && where.kind === "system") return first
  const patterns = typeof operations === "string" ? [operations] : [...operations]
  const username = `u${newId().replaceAll("-", "").slice(-20)}`
  const { id: accountId } = await first(access.addAccount, { name: `职员${username.slice(-4)}`, username, password })
  // a first password is changed by its owner; here nobody has the time
  await (await house()).platform.pool.query("update access_account set must_change = false where account_id = $1", [accountId])
  const role = await first(access.addRole, { name: `角色${username.slice(-8)}`, operations: patterns })
  await first(access.grant, { accountId, roleId: role.id, at: where })
  return signIn(username, accountId)
}

/** What a link's or a device's token opens: the key is its session. */
async function withCookie(operation: Operation, token: string, { cookieName, shell, id }: { cookieName: string; shell: string; id: string }): Promise<Caller> {
  const { app } = await house()
  const response = await app.inject({ method: "POST", url: `/api/${operation.name.replace(".", "/")}`, payload: { token } })
  if (response.statusCode !== 200) throw new Refused(response.statusCode, response.json())
  const key = response.cookies.find(({ name }) => name === cookieName)?.value
  return callerWith({ cookie: `${cookieName}=${key}`, shell }, id)
}

async function context<T>(work: (ctx: import("../src/server/context.ts").Context) => Promise<T>): Promise<T> {
  const { platform, making } = await house()
  const { createContext } = await import("../src/server/context-of.ts")
  const actor = { kind: "account" as const, id: newId(), name: "test", grants: [{ operations: ["*"], at: { kind: "system" as const } }], meetingId: null }
  return platform.db.transaction().execute((db) => work(createContext(making, { db, actor, locale: "zh-CN", meetingId: null }).context))
}

/** A delegate with his personal link open on his phone. */
export async function asAttendee(meetingId: string, attendeeId: string, name = "代表"): Promise<Caller> {
  const { issueLinks } = await import("#modules/access/keys/service.ts")
  const [link] = await context((ctx) => issueLinks(ctx, { meetingId, subjects: [{ kind: "attendee", id: attendeeId, name }] }))
  return withCookie(access.openLink, link?.token ?? "", { cookieName: "huixu_link", shell: "phone", id: attendeeId })
}

/** A unit that has opened its link. */
export async function asUnit(meetingId: string, unitId: string, name = "单位"): Promise<Caller> {
  const { issueLinks } = await import("#modules/access/keys/service.ts")
  const [link] = await context((ctx) => issueLinks(ctx, { meetingId, subjects: [{ kind: "unitLink", id: unitId, name }] }))
  return withCookie(access.openLink, link?.token ?? "", { cookieName: "huixu_link", shell: "phone", id: unitId })
}

/** An enrolled gate or hall screen. */
export async function asDevice(meetingId: string, kind: "gate" | "screen", name = "一号门"): Promise<Caller> {
  const { addDevice } = await import("#modules/access/keys/service.ts")
  const { id, token } = await context((ctx) => addDevice(ctx, { meetingId, kind, name }))
  return withCookie(access.enrol, token, { cookieName: `huixu_${kind}`, shell: kind, id })
}

/** The code of the refusal that must come; an answer is a failure. */
export async function refused(work: Promise<unknown>): Promise<string> {
  try {
    await work
  } catch (error) {
    if (error instanceof Refused) return error.code
    throw error
  }
  throw new Error("expected a refusal, got an answer")
}

/** Waits until a job of the owner (or of `caller`) is over. Throws when it takes longer than 60 s. */
export async function jobDone(jobId: string, caller?: Caller): Promise<JobRun> {
  const ask = caller ?? (await as("*"))
  const until = Date.now() + 60_000
  while (Date.now() < until) {
    const run = await ask(houseContract.job, { id: jobId })
    if (run.finishedAt) return run
    await new Promise((resume) => setTimeout(resume, 30))
  }
  throw new Error(`job ${jobId} did not end within 60 s`)
}
