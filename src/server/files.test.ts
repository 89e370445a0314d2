import { access, chmod, readdir, utimes, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { sql } from "kysely"
import { expect, test } from "vitest"
import { newId } from "#kernel/ids.ts"
import { anyone, as, house } from "../../test/harness.ts"
import { sweep } from "./sweep.ts"

const csv = "姓名,性别\n卜秀兰,女\n"

async function upload(headers: Record<string, string>, bytes: Buffer | string, name = "roster.csv") {
  const { app } = await house()
  const boundary = "----huixu"
  const payload = Buffer.concat([
    Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`),
    Buffer.from(bytes),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ])
  return app.inject({ method: "POST", url: "/files", headers: { ...headers, "content-type": `multipart/form-data; boundary=${boundary}` }, payload })
}

const nobody = { kind: "public", id: "public" }

test("a file goes in, and out only with a fresh ticket of one's own", async () => {
  const owner = await as("*")
  const { app, platform } = await house()
  const answer = await upload(owner.headers, csv)
  expect(answer.json()).toMatchObject({ name: "roster.csv", size: Buffer.byteLength(csv) })
  const { id } = answer.json()
  expect((await app.inject(`/files/${id}`)).statusCode).toBe(404)
  expect((await app.inject(`/files/${id}?t=9999999999999.forged`)).statusCode).toBe(404)
  const { headers } = owner
  const { url } = await platform.files.ticket({ db: platform.db, actor: { kind: "account", id: owner.id }, headers: {} }, id)
  const out = await app.inject({ url, headers })
  expect(out.body).toBe(csv)
  expect((await app.inject(url)).statusCode).toBe(404)
  expect((await app.inject({ url, headers: (await as("units.*")).headers })).statusCode).toBe(404)
  expect((await app.inject({ url: url.replace(/\.[^.]+$/, `.${"é".repeat(43)}`), headers })).statusCode).toBe(404)
  expect(out.headers).toMatchObject({ "x-content-type-options": "nosniff", "content-disposition": expect.stringContaining("attachment") })
})

test("one person brings so much within a day and no more; others go on", async () => {
  const [owner, other] = [await as("units.*"), await as("*")]
  const { platform } = await house()
  const brought = (at: string) =>
    platform.pool.query("insert into stored_file (id, sha256, name, type, size, uploaded_by, created_at) values ($1, '', '', '', 2147483648, $2, $3)", [
      newId(),
      owner.id,
      at,
    ])
  await brought(new Date(Date.now() - 25 * 3_600_000).toISOString())
  expect((await upload(owner.headers, csv)).statusCode).toBe(200)
  await brought(new Date().toISOString())
  expect((await upload(owner.headers, csv)).json()).toMatchObject({ code: "house.uploadedEnough", message: expect.stringContaining("2 GB") })
  expect((await upload(other.headers, csv)).statusCode).toBe(200)
  await platform.pool.query("delete from stored_file where sha256 = ''")
})

test("a program, an empty file and a stranger are refused with a sentence", async () => {
  const owner = await as("*")
  expect((await upload(owner.headers, Buffer.from("7f454c46020101000000000000000000", "hex"))).json().code).toBe("house.wrongType")
  expect((await upload(owner.headers, "")).json().code).toBe("house.wrongType")
  expect((await upload(anyone().headers, csv)).statusCode).toBe(401)
})

test("a name that tries to climb out stays a name", async () => {
  const owner = await as("*")
  const { platform } = await house()
  const { id } = (await upload(owner.headers, csv, "../../etc/passwd")).json()
  expect((await platform.files.find(platform.db, id))?.name).not.toMatch(/[\\/]/)
})

test("a damaged file is not handed out", async () => {
  const { platform } = await house()
  const file = await platform.files.put(platform.db, { name: "a.txt", bytes: Buffer.from(newId()), meetingId: null })
  const path = join(platform.config.dataDir, "files", file.sha256.slice(0, 2), file.sha256)
  await chmod(path, 0o600)
  await writeFile(path, "changed")
  await expect(platform.files.read(platform.db, file.id)).rejects.toThrow("house.noSuchFile")
})

test("nothing half written stays behind", async () => {
  const { platform } = await house()
  expect(await readdir(join(platform.config.dataDir, "files", "new"))).toEqual([])
})

/** As if it had been stored 25 hours ago. */
async function age(id: string): Promise<string> {
  const { platform } = await house()
  const { sha256 } = (await platform.files.find(platform.db, id))!
  const path = join(platform.config.dataDir, "files", sha256.slice(0, 2), sha256)
  await sql`update stored_file set created_at = now() - interval '25 hours' where id = ${id}`.execute(platform.db)
  const before = Date.now() / 1000 - 25 * 3600
  await utimes(path, before, before)
  return path
}
const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  )

test("an upload goes after a day with its content, what a job made stays", async () => {
  const owner = await as("*")
  const { platform } = await house()
  const upload1 = (await upload(owner.headers, `姓名\n${newId()}\n`)).json().id
  const made = await platform.files.put(platform.db, { name: "证件.pdf", bytes: Buffer.from(newId()), meetingId: null })
  const young = (await upload(owner.headers, `姓名\n${newId()}\n`)).json().id
  const [gone, kept] = [await age(upload1), await age(made.id)]
  await sweep(platform)
  expect([await platform.files.find(platform.db, upload1), await exists(gone)]).toEqual([undefined, false])
  expect((await platform.files.read(platform.db, made.id)).file.id).toBe(made.id)
  expect([(await platform.files.find(platform.db, young))?.id, await exists(kept)]).toEqual([young, true])
})

test("content that something else has too stays when the upload goes", async () => {
  const owner = await as("*")
  const { platform } = await house()
  const content = `姓名\n${newId()}\n`
  const { id } = (await upload(owner.headers, content)).json()
  const paper = await platform.files.put(platform.db, { name: "名单.csv", bytes: Buffer.from(content), meetingId: null })
  await age(id)
  await sweep(platform)
  expect(await platform.files.find(platform.db, id)).toBeUndefined()
  expect((await platform.files.read(platform.db, paper.id)).bytes.toString()).toBe(content)
})

test("the same upload again on the next day keeps the content of the new one", async () => {
  const owner = await as("*")
  const { platform } = await house()
  const content = `姓名\n${newId()}\n`
  const first = (await upload(owner.headers, content)).json().id
  await age(first)
  const again = (await upload(owner.headers, content)).json().id
  await sweep(platform)
  expect(await platform.files.find(platform.db, first)).toBeUndefined()
  expect((await platform.files.read(platform.db, again)).bytes.toString()).toBe(content)
})

test("a part of a file is handed out as asked, the whole when the question makes no sense", async () => {
  const { app, platform } = await house()
  const file = await platform.files.put(platform.db, { name: "a.csv", bytes: Buffer.from("0123456789"), meetingId: null })
  const ask = async (range: string) => {
    const { url } = await platform.files.ticket({ db: platform.db, actor: nobody, headers: {} }, file.id)
    const { statusCode, body, headers } = await app.inject({ url, headers: { range } })
    return [statusCode, body, headers["content-range"]]
  }
  expect(await ask("bytes=2-4")).toEqual([206, "234", "bytes 2-4/10"])
  expect(await ask("bytes=7-")).toEqual([206, "789", "bytes 7-9/10"])
  expect(await ask("bytes=-3")).toEqual([206, "789", "bytes 7-9/10"])
  expect(await ask("bytes=8-400")).toEqual([206, "89", "bytes 8-9/10"])
  expect(await ask("bytes=10-")).toEqual([416, "", "bytes */10"])
  for (const nonsense of ["bytes=4-2", "bytes=-", "bytes=0-1,4-5", "pages=1-2"]) expect(await ask(nonsense)).toEqual([200, "0123456789", undefined])
})

test("a file above the limit is refused while it comes, and nothing of it stays", async () => {
  const owner = await as("*")
  const { platform } = await house()
  const answer = await upload(owner.headers, Buffer.alloc(51 * 1_048_576, "a"))
  expect(answer.json().code).toBe("house.tooLarge")
  expect(await readdir(join(platform.config.filesDir, "new"))).toEqual([])
})

test("a name keeps its letters and loses what would deceive or climb", async () => {
  const { platform } = await house()
  const nameOf = async (name: string) => (await platform.files.put(platform.db, { name, bytes: Buffer.from("x"), meetingId: null })).name
  expect(await nameOf("会议纪要（第1次）.docx")).toBe("会议纪要（第1次）.docx")
  expect(await nameOf("../../.bashrc")).toBe("_.._.bashrc")
  expect(await nameOf("名册\u202excod.exe\u0000")).toBe("名册_xcod.exe_")
  expect(await nameOf(" ... ")).toBe("file")
})

test("what was staged and not taken leaves nothing", async () => {
  const { platform } = await house()
  await platform.files.discard(await platform.files.stage(Buffer.from("kept by nobody")))
  expect(await readdir(join(platform.config.filesDir, "new"))).toEqual([])
})
