import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, test } from "vitest"
import { house } from "../../test/harness.ts"
import { openKeys } from "./keys.ts"

test("the keys stand outside the database, and what is sealed opens only with them, in its own place, unchanged", async () => {
  const { platform } = await house()
  const { keys } = platform
  const sealed = keys.seal("110101199001011237", "attendee.id_number/1")
  expect(sealed).not.toContain("110101")
  expect(keys.open(sealed, "attendee.id_number/1")).toBe("110101199001011237")
  expect(() => keys.open(sealed, "attendee.id_number/2")).toThrow()
  expect(() => keys.open(`${sealed.slice(0, -3)}AAA`, "attendee.id_number/1")).toThrow()
  const { rows } = await platform.pool.query<{ text: string }>("select coalesce(string_agg(value::text, ' '), '') as text from house_setting")
  expect(rows[0]?.text).not.toContain(readFileSync(join(keys.folder, "house.key"), "utf8").trim())
})

test("a signature holds for its bytes alone", async () => {
  const { keys } = (await house()).platform
  const signature = keys.sign(Buffer.from("票数 812"))
  expect(keys.verify(Buffer.from("票数 812"), signature)).toBe(true)
  expect(keys.verify(Buffer.from("票数 813"), signature)).toBe(false)
})

test("another process opens the same folder; a missing or foreign folder is refused with its name", async () => {
  const { platform } = await house()
  const again = await openKeys(platform.pool, platform.keys.folder)
  expect(again.fingerprint).toBe(platform.keys.fingerprint)
  const folder = mkdtempSync(join(tmpdir(), "huixu-keys-"))
  await expect(openKeys(platform.pool, folder)).rejects.toThrow(folder)
  writeFileSync(join(folder, "house.key"), `${Buffer.alloc(32, 7).toString("base64")}\n`)
  writeFileSync(join(folder, "signing.pem"), readFileSync(join(platform.keys.folder, "signing.pem")))
  await expect(openKeys(platform.pool, folder)).rejects.toThrow(folder)
  rmSync(folder, { recursive: true })
})
