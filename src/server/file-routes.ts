/** Files in and out: POST /files (multipart) and GET /files/ID?t=TICKET, the only doors beside operations. */
import type { MultipartFile } from "@fastify/multipart"
import type { FastifyInstance } from "fastify"
import { Refusal } from "#kernel/contract.ts"
import type { Part, Staged } from "./contents.ts"
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
/** A meeting's rosters, papers and portraits many times over; not the disk. */
const mostADay = 2 * 1024 ** 3
const tooLarge = () => new Refusal("house.tooLarge", { limit: "50 MB" })

export function fileRoutes(app: FastifyInstance, platform: Platform): void {
  app.post("/files", async (request) => {
    if (request.actor.kind !== "account") throw new Refusal("house.notSignedIn")
    if (request.actor.apart) throw new Refusal("house.mayNot", { operation: "files.upload" })
    if (Number(request.headers["content-length"]) > largest + 1_048_576) throw tooLarge()
    if ((await platform.files.broughtBy(platform.db, request.actor.id)) >= mostADay) throw new Refusal("house.uploadedEnough", { limit: "2 GB" })
    const { part, staged } = await received(platform, () => request.file())
    if (!staged.type || !welcome.has(staged.type)) {
      await platform.files.discard(staged)
      throw new Refusal("house.wrongType", { type: staged.type ?? part.mimetype })
    }
    const about = { name: part.filename, meetingId: null, passing: true, uploadedBy: request.actor.id }
    const { id, name, size } = await platform.files.put(platform.db, { ...about, staged })
    return { id, name, size }
  })

  app.get<{ Params: { id: string }; Querystring: { t?: string | string[] } }>("/files/:id", async (request, reply) => {
    const { id } = request.params
    if (!platform.files.opens(id, String(request.query.t ?? ""), request.actor)) throw new Refusal("house.noSuchFile")
    const file = await platform.files.find(platform.db, id)
    if (!file) throw new Refusal("house.noSuchFile")
    const how = shownInPlace.has(file.type) ? "inline" : "attachment"
    reply
      .header("content-type", file.type)
      .header("content-disposition", `${how}; filename*=UTF-8''${encodeURIComponent(file.name)}`)
      .header("x-content-type-options", "nosniff")
      .header("cache-control", "private, no-store")
      .header("accept-ranges", "bytes")
    const part = partOf(request.headers.range, file.size)
    if (part === "none") return reply.status(416).header("content-range", `bytes */${file.size}`).send("")
    const content = await platform.files.open(file, part)
    if (!part) return reply.header("content-length", file.size).send(content)
    return reply
      .status(206)
      .header("content-range", `bytes ${part.start}-${part.end}/${file.size}`)
      .header("content-length", part.end - part.start + 1)
      .send(content)
  })
}

/** One range of bytes; several, or something else, is answered with the whole. "none": the file ends before it. */
export function partOf(range: string | undefined, size: number): Part | "none" | undefined {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(range ?? "")
  if (!match || (match[1] === "" && match[2] === "")) return undefined
  const start = match[1] === "" ? Math.max(0, size - Number(match[2])) : Number(match[1])
  const end = match[1] === "" || match[2] === "" ? size - 1 : Math.min(Number(match[2]), size - 1)
  if (start >= size) return "none"
  return start > end ? undefined : { start, end }
}

/** Written to disk as it comes. Refused at its limit, not at its end; a form that breaks off, or is none, is the sender's mistake. */
async function received({ files }: Platform, file: () => Promise<MultipartFile | undefined>): Promise<{ part: MultipartFile; staged: Staged }> {
  try {
    const part = await file()
    if (!part) throw new Refusal("house.brokenForm")
    return { part, staged: await files.stage(untilLimit(part)) }
  } catch (error) {
    if (error instanceof Refusal) throw error
    const { code = "" } = error as NodeJS.ErrnoException
    if (code === "FST_REQ_FILE_TOO_LARGE") throw tooLarge()
    // a disk that fails is no fault of the form
    throw /^E(IO|ROFS|ACCES|PERM|MFILE|NFILE)$/.test(code) ? error : new Refusal("house.brokenForm")
  }
}

async function* untilLimit({ file }: MultipartFile): AsyncGenerator<Buffer> {
  for await (const chunk of file) {
    if (file.truncated) throw tooLarge()
    yield chunk as Buffer
  }
  if (file.truncated) throw tooLarge()
}
