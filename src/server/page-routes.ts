/** The four shells' built pages: assets by hashed name for a year, index.html never from a cache, deep links of the desk answered with its index. */
import { existsSync } from "node:fs"
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
  for (const { folder, prefix } of shells) {
    const root = join(built, folder)
    app.get(prefix.slice(0, -1), async (_request, reply) => reply.redirect(prefix))
    if (existsSync(root)) await app.register(async (shell) => shellOf(shell, { root, prefix }))
  }
  const desk = join(built, "desk")
  if (existsSync(desk)) await app.register(async (shell) => shellOf(shell, { root: desk, prefix: "/" }))
}

/** A path with a dot is a file; anything else is a page of the shell. */
async function shellOf(app: FastifyInstance, { root, prefix }: { root: string; prefix: string }): Promise<void> {
  await app.register(serveStatic, { root, prefix, wildcard: false, index: false, decorateReply: false, cacheControl: false, setHeaders: cacheFor })
  const index = async (_request: unknown, reply: FastifyReply) =>
    reply
      .header("content-type", "text/html; charset=utf-8")
      .header("cache-control", "no-cache")
      .send(await readFile(join(root, "index.html")))
  app.get(prefix, index)
  app.get(`${prefix}*`, async (request, reply) => {
    const path = request.url.split("?")[0] ?? ""
    if (/\.\w+$/.test(path) || path.startsWith("/api/")) return reply.callNotFound()
    return index(request, reply)
  })
}

function cacheFor(reply: FastifyReply, path: string): void {
  reply.header("cache-control", /[\\/]assets[\\/]/.test(path) ? "public, max-age=31536000, immutable" : "no-cache")
}
