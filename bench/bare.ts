/** The baseline: a bare Fastify in a process of its own, one route, one transaction of two durable inserts, on the same PostgreSQL. */
import { type ChildProcess, spawn } from "node:child_process"
import { createInterface } from "node:readline"
import { fileURLToPath } from "node:url"
import Fastify from "fastify"
import pg from "pg"
import { databaseOf } from "./running.ts"

export async function startBare(dataDir: string): Promise<{ url: string; stop(): Promise<void> }> {
  const child: ChildProcess = spawn(process.execPath, [fileURLToPath(import.meta.url)], {
    env: { ...process.env, BARE_DATABASE: databaseOf(dataDir) },
    stdio: ["ignore", "pipe", "inherit"],
  })
  for await (const line of createInterface({ input: child.stdout! })) {
    return {
      url: line,
      stop: async () => {
        const ended = new Promise((resume) => child.once("exit", resume))
        child.kill()
        await ended
      },
    }
  }
  throw new Error("the bare server did not start")
}

async function serve(database: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: database, max: 12 })
  await pool.query(
    "create table if not exists bare_one (id bigint generated always as identity primary key, name text); create table if not exists bare_two (id bigint generated always as identity primary key, name text)",
  )
  const app = Fastify()
  app.post<{ Body: { name: string } }>("/insert", async (request) => {
    const client = await pool.connect()
    try {
      await client.query("begin")
      await client.query("insert into bare_one (name) values ($1)", [request.body.name])
      await client.query("insert into bare_two (name) values ($1)", [request.body.name])
      await client.query("commit")
    } finally {
      client.release()
    }
    return { ok: true }
  })
  process.stdout.write(`${await app.listen({ port: 0, host: "127.0.0.1" })}\n`)
}

if (import.meta.main && process.env.BARE_DATABASE) await serve(process.env.BARE_DATABASE)
