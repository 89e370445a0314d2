/** The four shells' built pages: assets by hashed name for a year, index.html never from a cache, deep links of the desk answered with its index. */
import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import serveStatic from "@fastify/static"
import type { FastifyInstance, FastifyReply } from "fastify"

const built = fileURLToPath(new URL("../../dist/web/", import.meta.url))
const shells = [
  { folder: "m", prefix: "/m/" },
  { folder: "gate", prefix: "/gate/" },
  { folder: "screen", prefix: "/screen/" },
] as const

export async function pageRoutes(app: FastifyInstance): Promise<void> {
  // looked up at each request, so that pages built anew under a running server are served whole
  await app.register(serveStatic, { root: built, serve: false, preCompressed: true, cacheControl: false, setHeaders: cacheFor })
  for (const shell of shells) {
    app.get(shell.prefix.slice(0, -1), async (_request, reply) => reply.redirect(shell.prefix))
    shellOf(app, shell)
  }
  shellOf(app, { folder: "desk", prefix: "/" })
}

/** A path with a dot is a file; anything else is a page of the shell. */
function shellOf(app: FastifyInstance, { folder, prefix }: { folder: string; prefix: string }): void {
  app.get(`${prefix}*`, async (request, reply) => {
    const path = request.url.split("?")[0] ?? ""
    // /api/ itself is the desk's page that describes the interface
    if ((path.startsWith("/api/") && path.length > 5) || path.includes("..")) return reply.callNotFound()
    if (/\.\w+$/.test(path)) return reply.sendFile(`${folder}/${path.slice(prefix.length)}`)
    const page = await readFile(join(built, folder, "index.html")).catch(() => undefined)
    if (!page) return reply.callNotFound()
    return reply.header("content-type", "text/html; charset=utf-8").header("cache-control", "no-cache").send(page)
  })
}

function cacheFor(reply: FastifyReply, path: string): void {
  reply.header("cache-control", /[\\/]assets[\\/]/.test(path) ? "public, max-age=31536000, immutable" : "no-cache")
}
