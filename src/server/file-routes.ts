/** Files in and out: POST /files (multipart) and GET /files/ID?t=TICKET, the only doors beside operations. */
import { once } from "node:events"
import type { MultipartFile } from "@fastify/multipart"
import type { FastifyInstance } from "fastify"
import { fileTypeFromBuffer } from "file-type"
import { Refusal } from "#kernel/contract.ts"
import type { Platform } from "./context.ts"

/** What a person may bring: tables, papers, pictures. Sniffed, not believed. */
const welcome = new Set([
  "application/pdf",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  "application/zip",
  "application/x-cfb",
  "image/png",
  "image/jpeg",
  "text/csv",
])
const shownInPlace = new Set(["application/pdf", "image/png", "image/jpeg"])

export const largest = 50 * 1024 * 1024
const tooLarge = () => new Refusal("house.tooLarge", { limit: "50 MB" })

export function fileRoutes(app: FastifyInstance, platform: Platform): void {
  app.post("/files", async (request) => {
    if (request.actor.kind !== "account") throw new Refusal("house.notSignedIn")
    if (Number(request.headers["content-length"]) > largest + 1_048_576) throw tooLarge()
    const { part, bytes } = await received(() => request.file())
    const type = await kindOf(bytes)
    if (!type || !welcome.has(type)) throw new Refusal("house.wrongType", { type: type ?? part.mimetype })
    const { id, name, size } = await platform.files.put(platform.db, { name: part.filename, type, bytes, meetingId: null, passing: true })
    return { id, name, size }
  })

  app.get<{ Params: { id: string }; Querystring: { t?: string | string[] } }>("/files/:id", async (request, reply) => {
    const { id } = request.params
    if (!platform.files.opens(id, String(request.query.t ?? ""))) throw new Refusal("house.noSuchFile")
    const { file, bytes } = await platform.files.read(platform.db, id)
    const how = shownInPlace.has(file.type) ? "inline" : "attachment"
    return reply
      .header("content-type", file.type)
      .header("content-disposition", `${how}; filename*=UTF-8''${encodeURIComponent(file.name)}`)
      .header("x-content-type-options", "nosniff")
      .header("cache-control", "private, no-store")
      .send(bytes)
  })
}

/** Refused at its limit, not at its end; a form that breaks off, or is none, is the sender's mistake. */
async function received(file: () => Promise<MultipartFile | undefined>): Promise<{ part: MultipartFile; bytes: Buffer }> {
  try {
    const part = await file()
    if (!part) throw new Refusal("house.brokenForm")
    const beyond = once(part.file, "limit").then(() => Promise.reject(tooLarge()))
    return { part, bytes: await Promise.race([part.toBuffer(), beyond]) }
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw (error as { code?: string }).code === "FST_REQ_FILE_TOO_LARGE" ? tooLarge() : new Refusal("house.brokenForm")
  }
}

/** Text without a signature counts as csv when it holds no NUL byte outside UTF-16. */
async function kindOf(bytes: Buffer): Promise<string | undefined> {
  const found = await fileTypeFromBuffer(bytes)
  if (found) return found.mime
  const utf16 = bytes.length >= 2 && ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff))
  return bytes.length > 0 && (utf16 || !bytes.subarray(0, 65_536).includes(0)) ? "text/csv" : undefined
}
