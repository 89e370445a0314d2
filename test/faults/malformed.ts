/** Everything that is wrong on purpose: each is refused with a sentence or harmlessly served, in bounded memory, and the house goes on. */
import { readFileSync } from "node:fs"
import { connect, type Socket } from "node:net"
import { units } from "#modules/units/contract.ts"
import { forget, ownerOf, type Running } from "../../bench/running.ts"
import { meetingOf } from "../../bench/seed.ts"
import { startPrepared } from "../prepared.ts"
import { must, until } from "./kill.ts"
import type { Reply, Shape, Target } from "./shapes.ts"
import { contents, forms, rosters } from "./shapes-files.ts"
import { bodies, headers } from "./shapes-json.ts"
import { paths, secrets } from "./shapes-paths.ts"
import { enough, floods, wires } from "./shapes-wire.ts"

/** What the server may hold at its worst, above what it held before, in MB: one upload of 50 MB in hand, one book of 160 MB unpacked, and what the collector has not taken yet. */
const mostMemory = 900

const megabytesOf = ({ child }: Running) => Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1] ?? 0) / 1024)

function watchMemory(running: Running): { most(): number; stop(): void } {
  let most = 0
  const timer = setInterval(() => {
    most = Math.max(most, megabytesOf(running))
  }, 40)
  return { most: () => most, stop: () => clearInterval(timer) }
}

/** A refusal of the application says a sentence; what its parser refuses has no reader. */
function saysSo({ status, text }: Reply): boolean {
  if (status < 400) return true
  const body = text.slice(text.indexOf("{"))
  try {
    return String((JSON.parse(body) as { message: string }).message).length > 3
  } catch {
    return text.startsWith("HTTP/1.1")
  }
}

async function wrongWith({ name, may, send }: Shape, at: Target): Promise<string[]> {
  const reply = await send(at)
  const found: string[] = []
  if (!may.includes(reply.status)) found.push(`${name}: ${reply.status} ${reply.text.slice(0, 200).replace(/\s+/g, " ")}`)
  else if (!saysSo(reply)) found.push(`${name}: ${reply.status} without a sentence`)
  if (secrets.test(reply.text)) found.push(`${name}: something of the machine stands in the answer`)
  if (reply.sent > enough) found.push(`${name}: ${Math.round(reply.sent / 1024 ** 2)} MB were taken before it was refused`)
  return found
}

/** Connections that send their head a byte at a time; answers how many are still open. */
function slowly(port: number, count: number): { open(): number; end(): void } {
  const sockets: Socket[] = Array.from({ length: count }, () => {
    const socket = connect(port, "127.0.0.1")
    socket.on("error", () => undefined)
    socket.resume()
    socket.write("POST /api/units/add HTTP/1.1\r\nHost: x\r\nX-Slow: ")
    return socket
  })
  const timer = setInterval(() => {
    for (const socket of sockets) if (!socket.destroyed) socket.write("s")
  }, 500)
  const end = () => {
    clearInterval(timer)
    for (const socket of sockets) socket.destroy()
  }
  return { open: () => sockets.filter(({ destroyed, readyState }) => !destroyed && readyState === "open").length, end }
}

const shapes = [...bodies, ...headers, ...paths, ...wires, ...forms, ...contents, ...rosters, ...floods]

export async function malformedIsRefused(): Promise<string> {
  const running = await startPrepared()
  const memory = watchMemory(running)
  const slow = slowly(Number(new URL(running.url).port), 200)
  try {
    const owner = await ownerOf(running.url)
    const at: Target = { url: running.url, port: Number(new URL(running.url).port), owner, meetingId: await meetingOf(owner) }
    const before = megabytesOf(running)
    const found: string[] = []
    for (const shape of shapes) {
      const wrong = await wrongWith(shape, at)
      found.push(...wrong)
      if (running.child.exitCode !== null || running.child.signalCode !== null) throw new Error(`${shape.name} ended the server`)
      if (memory.most() - before > mostMemory) throw new Error(`after “${shape.name}” the server holds ${memory.most()} MB, ${before} MB before`)
    }
    must(found.length === 0, `${found.length} of ${shapes.length}:\n     ${found.join("\n     ")}`)
    await owner(units.add, { name: "之后的单位" })
    must((await fetch(`${running.url}/readyz`)).ok, "the house is not ready afterwards")
    await until(() => slow.open() === 0, "200 connections that send a byte at a time are let go", 90)
    return `${shapes.length} shapes, at most ${memory.most()} MB (${before} MB before), 200 slow connections let go`
  } finally {
    memory.stop()
    slow.end()
    await running.stop()
    forget(running)
  }
}
