import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"
import { readConfig } from "./config.ts"

const root = new URL("../../", import.meta.url).pathname

test("without a setting a house listens on this machine only, on its own database and data", () => {
  expect(readConfig({})).toMatchObject({ port: 4180, host: "127.0.0.1", databaseUrl: null, tls: null, trustProxy: false, poolSize: 12 })
  expect(readConfig({}).dataDir).toBe(join(process.cwd(), "data"))
  expect(readConfig({ HUIXU_DATA: "/srv/h" })).toMatchObject({ keysDir: "/srv/h/keys", filesDir: "/srv/h/files" })
  expect(readConfig({ HUIXU_DATA: "/srv/h", HUIXU_KEYS: "/k", HUIXU_FILES: "/f" })).toMatchObject({ keysDir: "/k", filesDir: "/f" })
  expect(readConfig({}).backup).toEqual({ dir: null, keep: 14, hour: 3, passphrase: null, beforeUpdate: true })
})

test("an empty setting is none", () => {
  expect(readConfig({ PORT: "", HOST: "", HUIXU_DATA: "", HUIXU_POOL: "", DATABASE_URL: "", HUIXU_LOG: "" })).toEqual(readConfig({}))
})

test.each([
  ["PORT", "eighty"],
  ["PORT", "65536"],
  ["PORT", "-1"],
  ["PORT", "0x10"],
  ["HUIXU_POOL", "many"],
  ["HUIXU_POOL", "0"],
  ["HUIXU_POOL", "1e3"],
  ["HUIXU_POOL", "4.5"],
  ["HUIXU_LOG", "loud"],
  ["HUIXU_TRUST_PROXY", "yes"],
  ["HUIXU_TLS_CERT", "/cert.pem"],
  ["HUIXU_TLS_KEY", "/key.pem"],
  ["HUIXU_FONTS", "/nowhere/fonts"],
  ["DATABASE_URL", "mysql://root@localhost/huixu"],
  ["DATABASE_URL", "localhost:5432"],
  ["HUIXU_BACKUP_KEEP", "0"],
  ["HUIXU_BACKUP_HOUR", "24"],
  ["HUIXU_BACKUP_PASSWORD", "short"],
  ["HUIXU_BACKUP_BEFORE_UPDATE", "never"],
])("%s=%s is refused with a sentence that names it", (name, value) => {
  expect(() => readConfig({ [name]: value })).toThrow(name)
})

test("a certificate that is not there is said at the start", () => {
  expect(() => readConfig({ HUIXU_TLS_CERT: "/nowhere/cert.pem", HUIXU_TLS_KEY: "/nowhere/key.pem" })).toThrow("HUIXU_TLS_CERT")
})

test("a refused database address is not repeated: it may hold a password", () => {
  expect(() => readConfig({ DATABASE_URL: "mysql://root:hidden@localhost/h" })).toThrow(/^(?!.*hidden)/)
})

test("docs/deploy.md has one table of every setting, no more and no fewer", () => {
  const sources = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" }).filter((name) => /(?<!\.test)\.ts$/.test(name))
  const used = sources.flatMap((name) => readFileSync(join(root, "src", name), "utf8").match(/\bHUIXU_[A-Z][A-Z_]*[A-Z]\b/g) ?? [])
  const known = new Set([...used, "PORT", "HOST", "DATABASE_URL"])
  const rows = readFileSync(join(root, "docs", "deploy.md"), "utf8").matchAll(/^\| `([A-Z_]+)` \|/gm)
  expect([...rows].map((row) => row[1]).sort()).toEqual([...known].sort())
})
