/** A Huixu of its own for a benchmark: a child process on a fresh data directory and a free port, spoken to over HTTP as a browser would. */
import { type ChildProcess, spawn } from "node:child_process"
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { Agent, request } from "node:http"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { fileURLToPath } from "node:url"
import type { z } from "zod"
import type { Operation } from "#kernel/contract.ts"
import { house } from "#kernel/house.ts"
import { access } from "#modules/access/contract.ts"

const main = fileURLToPath(new URL("../src/main.ts", import.meta.url))

export type Running = { url: string; child: ChildProcess; dataDir: string; milliseconds: number; stop(): Promise<void> }

/** Resolves when the address is printed; `milliseconds` is the time from spawn to then. `env` says otherwise than a fresh house of its own would have it, `before` what starts it. */
export async function startHuixu(dataDir = freshFolder(), env: Record<string, string> = {}, before: string[] = []): Promise<Running> {
  const began = performance.now()
  const [program = "", ...args] = [...before, process.execPath, main]
  const child = spawn(program, args, {
    // a bench is one person who asks thousands of times a minute
    env: { ...process.env, PORT: "0", HUIXU_DATA: dataDir, HUIXU_LOG: "error", HUIXU_RATE: "0", DATABASE_URL: "", ...env },
    stdio: ["ignore", "pipe", "inherit"],
  })
  for await (const line of createInterface({ input: child.stdout! })) {
    const url = /(http:\/\/\S+)/.exec(line)?.[1]
    if (url) return { url, child, dataDir, milliseconds: Math.round(performance.now() - began), stop: () => stop(child) }
  }
  throw new Error("Huixu ended before it printed its address")
}

/** Open to look through, so that PostgreSQL's own user reaches its part where root runs this. */
export function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "huixu-bench-"))
  chmodSync(folder, 0o755)
  return folder
}

/** The address of the PostgreSQL that a Huixu on this data directory runs. */
export function databaseOf(dataDir: string): string {
  const port = readFileSync(join(dataDir, "pg", "postmaster.pid"), "utf8")
    .split("\n")[3]
    ?.trim()
  const password = readFileSync(join(dataDir, "pg-password"), "utf8").trim()
  return `postgres://huixu:${encodeURIComponent(password)}@127.0.0.1:${port}/huixu`
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resume) => child.once("exit", resume))
  child.kill("SIGTERM")
  await ended
}

export const forget = (running: Running) => rmSync(running.dataDir, { recursive: true, force: true })

export type Answer = { status: number; body: unknown; cookies: string[] }
const agent = new Agent({ keepAlive: true, maxSockets: 512 })

/** One POST over a kept-alive connection. */
export function post(url: string, headers: Record<string, string>, body: unknown): Promise<Answer> {
  const payload = JSON.stringify(body)
  return new Promise((done, failed) => {
    const sent = request(
      url,
      { method: "POST", agent, headers: { "content-type": "application/json", "content-length": Buffer.byteLength(payload), ...headers } },
      (response) => {
        const chunks: Buffer[] = []
        response.on("data", (chunk: Buffer) => chunks.push(chunk))
        response.on("end", () =>
          done({
            status: response.statusCode ?? 0,
            body: JSON.parse(Buffer.concat(chunks).toString() || "null"),
            cookies: response.headers["set-cookie"] ?? [],
          }),
        )
        response.on("error", failed)
      },
    )
    sent.on("error", failed)
    sent.end(payload)
  })
}

export type Client = {
  <In extends z.ZodType, Out extends z.ZodType>(operation: Operation<In, Out>, input: z.input<In>): Promise<z.output<Out>>
  headers: Record<string, string>
  url: string
}

/** Sent away because the house is busy, nothing was done: asked again after a moment, as a browser does. */
async function asked(url: string, headers: Record<string, string>, body: unknown): Promise<Answer> {
  for (let again = 0; ; again++) {
    const answer = await post(url, headers, body)
    if (again === 40 || answer.status !== 503 || (answer.body as { code?: string }).code !== "house.busy") return answer
    await new Promise((resume) => setTimeout(resume, 250))
  }
}

export function clientOf(url: string, headers: Record<string, string>): Client {
  const call = async (operation: Operation, input: unknown) => {
    const answer = await asked(`${url}/api/${operation.name.replace(".", "/")}`, headers, input)
    if (answer.status !== 200) throw new Error(`${operation.name}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer.body
  }
  return Object.assign(call as unknown as Client, { headers, url })
}

/** Sets the house up and signs its owner in. */
export async function ownerOf(url: string): Promise<Client> {
  const anyone = clientOf(url, {})
  const password = "Benchmark-password-1"
  if (!(await anyone(access.state, {})).isSetUp)
    await anyone(access.setUp, { mode: "owner", organisation: "海州市会议办公室", name: "林知远", username: "owner", password })
  const { cookies } = await asked(`${url}/api/access/signIn`, {}, { username: "owner", password })
  return clientOf(url, { cookie: cookies.map((line) => line.split(";")[0]).join("; ") })
}

/** A multipart upload as the browser sends it; answers the file's id. */
export async function uploadTo(client: Client, name: string, bytes: Uint8Array): Promise<string> {
  const form = new FormData()
  form.set("file", new Blob([new Uint8Array(bytes)]), name)
  const response = await fetch(`${client.url}/files`, { method: "POST", headers: client.headers, body: form })
  if (!response.ok) throw new Error(`upload of ${name}: ${response.status} ${await response.text()}`)
  return ((await response.json()) as { id: string }).id
}

/** Waits for a job; throws with its sentence when it did not end well. */
export async function ended(client: Client, jobId: string): Promise<Record<string, unknown>> {
  for (;;) {
    const run = await client(house.job, { id: jobId })
    if (run.state === "done") return run.result ?? {}
    if (run.finishedAt) throw new Error(`${run.name}: ${run.state} ${run.sentence}`)
    await new Promise((resume) => setTimeout(resume, 20))
  }
}

/** `width` workers at once take `work(n)` for n = 0 … count−1; answers each one's milliseconds. */
export async function together(count: number, width: number, work: (n: number) => Promise<void>): Promise<{ seconds: number; each: number[] }> {
  const each: number[] = []
  let next = 0
  const began = performance.now()
  const worker = async () => {
    while (next < count) {
      const n = next++
      const start = performance.now()
      await work(n)
      each.push(performance.now() - start)
    }
  }
  await Promise.all(Array.from({ length: Math.min(width, count) }, worker))
  return { seconds: (performance.now() - began) / 1000, each: each.sort((a, b) => a - b) }
}

export const percentile = (sorted: readonly number[], p: number): number =>
  Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? 0) * 10) / 10

/** The one line a benchmark prints. */
export const report = (name: string, figures: Record<string, unknown>) => process.stdout.write(`${JSON.stringify({ benchmark: name, ...figures })}\n`)
