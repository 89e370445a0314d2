/** What the house counts of itself, in the text form that Prometheus reads. Labels are names of operations, states and numbers: never a person. */
import { monitorEventLoopDelay } from "node:perf_hooks"
import { sql } from "kysely"
import type { Platform } from "./context.ts"
import { packageVersion } from "./version.ts"

export type Metrics = {
  /** A request was answered. */
  seen(operation: string, status: number, seconds: number): void
  text(platform: Platform): Promise<string>
  close(): void
}

const bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]
type Timing = { buckets: number[]; sum: number; count: number }
type Value = { labels?: Record<string, string | number>; value: number }

export function createMetrics(): Metrics {
  const answers = new Map<string, { operation: string; status: number; count: number }>()
  const timings = new Map<string, Timing>()
  const delay = monitorEventLoopDelay({ resolution: 20 })
  delay.enable()
  return {
    seen(operation, status, seconds) {
      const key = `${operation} ${status}`
      const answer = answers.get(key) ?? { operation, status, count: 0 }
      answer.count++
      answers.set(key, answer)
      const timing = timings.get(operation) ?? { buckets: bounds.map(() => 0), sum: 0, count: 0 }
      time(timing, seconds)
      timings.set(operation, timing)
    },
    async text(platform) {
      const requests = [...answers.values()].map(({ operation, status, count }) => ({ labels: { operation, status }, value: count }))
      const parts = [
        family("huixu_info", "gauge", "the running program", [{ labels: { version: packageVersion }, value: 1 }]),
        family("huixu_requests_total", "counter", "requests answered, by operation and status", requests),
        durations(timings),
        ...ofProcess(delay),
        ...ofPlatform(platform),
        ...(await ofDatabase(platform)),
      ]
      delay.reset()
      return parts.join("")
    },
    close: () => void delay.disable(),
  }
}

function time(timing: Timing, seconds: number): void {
  for (const [place, bound] of bounds.entries()) if (seconds <= bound) timing.buckets[place]! += 1
  timing.sum += seconds
  timing.count++
}

const line = (name: string, { labels, value }: Value): string => {
  const said = Object.entries(labels ?? {}).map(([label, text]) => `${label}="${String(text).replace(/[\\"\n]/g, "_")}"`)
  return `${name}${said.length > 0 ? `{${said.join(",")}}` : ""} ${value}\n`
}

function family(name: string, kind: "counter" | "gauge", help: string, values: readonly Value[]): string {
  return `# HELP ${name} ${help}\n# TYPE ${name} ${kind}\n${values.map((value) => line(name, value)).join("")}`
}
const gauge = (name: string, help: string, value: number): string => family(name, "gauge", help, [{ value }])

function durations(timings: ReadonlyMap<string, Timing>): string {
  const name = "huixu_request_seconds"
  const lines = [...timings].flatMap(([operation, { buckets, sum, count }]) => [
    ...buckets.map((value, place) => line(`${name}_bucket`, { labels: { operation, le: bounds[place]! }, value })),
    line(`${name}_bucket`, { labels: { operation, le: "+Inf" }, value: count }),
    line(`${name}_sum`, { labels: { operation }, value: Number(sum.toFixed(6)) }),
    line(`${name}_count`, { labels: { operation }, value: count }),
  ])
  return `# HELP ${name} time to an answer, by operation\n# TYPE ${name} histogram\n${lines.join("")}`
}

function ofProcess(delay: ReturnType<typeof monitorEventLoopDelay>): string[] {
  const seconds = (nanoseconds: number) => (Number.isFinite(nanoseconds) ? nanoseconds / 1e9 : 0)
  return [
    gauge("process_resident_memory_bytes", "memory of this process", process.memoryUsage.rss()),
    family("process_cpu_seconds_total", "counter", "processor time of this process", [
      { value: process.cpuUsage().user / 1e6 + process.cpuUsage().system / 1e6 },
    ]),
    gauge("process_start_time_seconds", "when this process started", Math.round(Date.now() / 1000 - process.uptime())),
    family("huixu_event_loop_delay_seconds", "gauge", "how late the process gets to its work, since it was last asked", [
      { labels: { quantile: 0.5 }, value: seconds(delay.percentile(50)) },
      { labels: { quantile: 0.99 }, value: seconds(delay.percentile(99)) },
    ]),
  ]
}

function ofPlatform({ pool, live }: Platform): string[] {
  return [
    family("huixu_pool_connections", "gauge", "connections to the database", [
      { labels: { state: "used" }, value: pool.totalCount - pool.idleCount },
      { labels: { state: "idle" }, value: pool.idleCount },
    ]),
    gauge("huixu_pool_waiting", "requests that wait for a connection", pool.waitingCount),
    gauge("huixu_live_clients", "open live streams", live.clients()),
  ]
}

type Counted = { lag: number; rows: number; unsealed: number; jobs: Record<string, number> | null }
export async function counted({ db }: Pick<Platform, "db">, { tx, seq }: { tx: bigint; seq: bigint }): Promise<Counted> {
  const { rows } = await sql<Counted>`select count(*)::int as rows, coalesce(extract(epoch from now() - min(at)), 0)::float8 as lag,
      (select count(*)::int from audit_pending) as unsealed,
      (select jsonb_object_agg(state, n) from (select state, count(*) as n from job_run where finished_at is null or finished_at > now() - interval '1 day' group by state) s) as jobs
    from outbox where (tx, seq) > (${String(tx)}::text::xid8, ${String(seq)}::bigint)`.execute(db)
  return rows[0]!
}

async function ofDatabase(platform: Platform): Promise<string[]> {
  const found = await counted(platform, platform.live.position()).catch(() => undefined)
  const up = gauge("huixu_database_up", "1: the database answers", found ? 1 : 0)
  if (!found) return [up]
  const states = ["waiting", "running", "done", "failed", "cancelled"]
  return [
    up,
    gauge("huixu_outbox_lag_seconds", "age of the oldest announcement not yet passed on by this process", found.lag),
    gauge("huixu_outbox_waiting", "announcements not yet passed on by this process", found.rows),
    gauge("huixu_audit_unsealed", "audit entries not yet in the sealed chain", found.unsealed),
    family(
      "huixu_jobs",
      "gauge",
      "jobs by state; those that are over for a day",
      states.map((state) => ({ labels: { state }, value: found.jobs?.[state] ?? 0 })),
    ),
  ]
}
