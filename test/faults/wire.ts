/** What runs between a browser and the house: a cable that can be cut or made slow, and an ear that comes back as a browser does. */
import { get } from "node:http"
import { type AddressInfo, connect, createServer, type Socket } from "node:net"

export type Cable = { url: string; cut(): void; unplug(): void; plug(): void; close(): Promise<void> }

/** A TCP proxy in front of `target`; `cut` ends every connection that runs through it, in the middle of whatever it carries; unplugged, it takes no new one. */
export async function cableTo(target: string): Promise<Cable> {
  const { hostname, port } = new URL(target)
  const open = new Set<Socket>()
  let isPlugged = true
  const server = createServer((near) => {
    if (!isPlugged) return void near.resetAndDestroy()
    const far = connect(Number(port), hostname)
    for (const socket of [near, far]) {
      open.add(socket)
      socket.on("error", () => undefined)
      socket.on("close", () => open.delete(socket))
    }
    near.pipe(far)
    far.pipe(near)
    near.on("close", () => far.destroy())
    far.on("close", () => near.destroy())
  })
  await new Promise<void>((resume) => server.listen(0, "127.0.0.1", resume))
  const cut = () => {
    for (const socket of open) socket.resetAndDestroy()
  }
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut,
    unplug: () => {
      isPlugged = false
      cut()
    },
    plug: () => {
      isPlugged = true
    },
    close: () => {
      cut()
      return new Promise((resume) => server.close(() => resume()))
    },
  }
}

export type Heard = { id: string; event: string; topic?: string; payload?: unknown }
export type Ear = { heard: Heard[]; resumes(): number; close(): void }

function parse(part: string): Heard[] {
  const field = (name: string) =>
    part
      .split("\n")
      .find((line) => line.startsWith(`${name}: `))
      ?.slice(name.length + 2)
  const event = field("event")
  return event ? [{ id: field("id") ?? "", event, ...JSON.parse(field("data") ?? "{}") }] : []
}

type Listening = { url: () => string; headers: Record<string, string>; topics: string; after?: string }

/** An EventSource: cut, it comes again with the last id it saw. Resolves when the stream is ready. */
export function listenTo({ url, headers, topics, after = "" }: Listening): Promise<Ear> {
  return new Promise((ready) => {
    const heard: Heard[] = []
    let last = after
    let resumes = 0
    let closed = false
    let current: { destroy(): void } | undefined
    const again = () => {
      if (closed) return
      resumes++
      setTimeout(open, 20)
    }
    const open = () => {
      if (closed) return
      let answered = false
      const request = get(
        `${url()}/live?as=desk&topics=${topics}`,
        { agent: false, headers: { ...headers, ...(last ? { "last-event-id": last } : {}) } },
        (response) => {
          let rest = ""
          answered = true
          response.setEncoding("utf8")
          response.on("error", () => undefined)
          response.on("close", again)
          response.on("data", (chunk: string) => {
            const parts = (rest + chunk).split("\n\n")
            rest = parts.pop() ?? ""
            for (const event of parts.flatMap(parse)) {
              if (event.id) last = event.id
              heard.push(event)
              ready(ear)
            }
          })
        },
      )
      // an answer that broke off says so by "close" of the response
      request.on("error", () => answered || again())
      current = request
    }
    const ear: Ear = {
      heard,
      resumes: () => resumes,
      close: () => {
        closed = true
        current?.destroy()
      },
    }
    open()
  })
}

export const changesOf = (ear: Ear): Heard[] => ear.heard.filter(({ event }) => event === "change")

/** `1000.2` stands after `999.3`: by number, not by text. */
export function isAscending(ids: readonly string[]): boolean {
  const pairs = ids.map((id) => id.split(".").map(BigInt) as [bigint, bigint])
  return pairs.every(([tx, seq], n) => {
    const [before, beforeSeq] = pairs[n - 1] ?? [-1n, -1n]
    return tx > before || (tx === before && seq > beforeSeq)
  })
}
