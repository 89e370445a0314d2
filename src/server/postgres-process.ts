/** What the system knows of PostgreSQL's processes: the pid file, whether that process lives, who still works in a directory, which port is free. */
import { readdirSync, readFileSync, readlinkSync } from "node:fs"
import { createServer } from "node:net"
import { join } from "node:path"
import { setTimeout as pause } from "node:timers/promises"

type Postmaster = { pid: number; port: number }

export const postmaster = (data: string): Postmaster | undefined => {
  try {
    const lines = readFileSync(join(data, "postmaster.pid"), "utf8").split("\n")
    return { pid: Number(lines[0]), port: Number(lines[3] ?? 0) }
  } catch {
    return undefined
  }
}

/** A zombie answers signals for ever, and after a reboot its number may belong to someone else. */
export function lives(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false
  }
  if (process.platform !== "linux") return true
  try {
    const state = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.[0]
    return state !== "Z" && state !== "X" && readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("postgres")
  } catch {
    return false
  }
}

/** Backends outlive a killed postmaster for a moment; removing its pid file while they still write would let two databases share one directory. */
export async function untilNobodyIsIn(data: string): Promise<void> {
  const inside = () =>
    readdirSync("/proc").filter((pid) => {
      try {
        return /^\d+$/.test(pid) && readlinkSync(`/proc/${pid}/cwd`) === data
      } catch {
        return false
      }
    })
  for (let i = 0; process.platform === "linux" && i < 300 && inside().length > 0; i++) await pause(50)
}

export const freePort = (): Promise<number> =>
  new Promise((done, failed) => {
    const probe = createServer()
    probe.once("error", failed)
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => done(port))
    })
  })
