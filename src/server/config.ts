/** Configuration: read once from the environment, refused with a sentence when it makes no sense. */
import { accessSync, constants } from "node:fs"
import { join, resolve } from "node:path"
import { type Algorithm, algorithms } from "./audit-chain.ts"

export type Config = {
  port: number
  host: string
  dataDir: string
  /** The secrets of the house, outside the database; every process of one house uses the same folder. */
  keysDir: string
  /** The contents of stored files; every process of one house uses the same folder. */
  filesDir: string
  /** null: Huixu runs its own PostgreSQL under dataDir. */
  databaseUrl: string | null
  tls: { cert: string; key: string } | null
  /** An administrator's folder of fonts (仿宋, 楷体, 小标宋), searched before the free ones. */
  fontsDir: string | null
  trustProxy: boolean
  /** Browsers reach it by https although no proxy says so in X-Forwarded-Proto: cookies are Secure all the same. */
  isSecure: boolean
  logLevel: string
  poolSize: number
  /** Who may read numbers and reasons of /metrics and /readyz from another machine; null: nobody. */
  metricsToken: string | null
  /** Requests a minute of one person, device or link; 0: as many as it likes. */
  rate: number
  backup: BackupConfig
  audit: AuditConfig
}

export type AuditConfig = {
  hash: Algorithm
  /** How long an entry is kept; the law asks for six months. */
  days: number
}

export type BackupConfig = {
  /** Where the server puts a backup every night; null: none is made by itself. */
  dir: string | null
  keep: number
  /** Of the server's own clock. */
  hour: number
  passphrase: string | null
  /** A backup before migrations of a newer program touch the data. */
  beforeUpdate: boolean
}

type Env = Readonly<Record<string, string | undefined>>

const refuse = (env: Env, name: string, zh: string, en: string): Error => new Error(`${name}=${env[name]} 不对：${zh}。${name} is wrong: ${en}.`)

/** Only digits: Number() would take "", " 5 " and "1e3" for numbers. */
function wholeNumber(env: Env, name: string, { least, most, otherwise }: { least: number; most: number; otherwise: number }): number {
  const text = env[name]
  if (text === undefined || text === "") return otherwise
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
  if (!(number >= least && number <= most)) throw refuse(env, name, `应为 ${least} 到 ${most} 的整数`, `a whole number from ${least} to ${most}`)
  return number
}

function oneOf(env: Env, name: string, { allowed, otherwise }: { allowed: readonly string[]; otherwise: string }): string {
  const text = env[name] || otherwise
  if (!allowed.includes(text)) throw refuse(env, name, `应为 ${allowed.join("、")} 之一`, `one of ${allowed.join(", ")}`)
  return text
}

const yes = (env: Env, name: string, otherwise: "0" | "1"): boolean => oneOf(env, name, { allowed: ["0", "1"], otherwise }) === "1"

const folder = (env: Env, name: string): string | null => (env[name] ? resolve(env[name]) : null)

/** Said at the start, and not by the first person whose badge has the wrong face. */
function readable(env: Env, name: string): string {
  const path = resolve(env[name] ?? "")
  try {
    accessSync(path, constants.R_OK)
  } catch {
    throw refuse(env, name, "文件或文件夹不存在，或不能读取", "no such file or folder, or it cannot be read")
  }
  return path
}

function databaseOf(env: Env): string | null {
  const url = env.DATABASE_URL
  if (!url) return null
  // the address may hold a password: it is not repeated in the sentence
  if (!URL.canParse(url) || !/^postgres(ql)?:$/.test(new URL(url).protocol))
    throw new Error("DATABASE_URL 不对：应为 postgres://用户:密码@主机:端口/库名。DATABASE_URL is wrong: postgres://user:password@host:port/database.")
  return url
}

function tlsOf(env: Env): Config["tls"] {
  if (Boolean(env.HUIXU_TLS_CERT) !== Boolean(env.HUIXU_TLS_KEY)) throw new Error("HUIXU_TLS_CERT 与 HUIXU_TLS_KEY 要同时给出 / must be given together")
  if (!env.HUIXU_TLS_CERT || !env.HUIXU_TLS_KEY) return null
  return { cert: readable(env, "HUIXU_TLS_CERT"), key: readable(env, "HUIXU_TLS_KEY") }
}

function backupOf(env: Env): BackupConfig {
  const passphrase = env.HUIXU_BACKUP_PASSWORD || null
  if (passphrase !== null && passphrase.length < 8)
    throw new Error("HUIXU_BACKUP_PASSWORD 太短，至少 8 个字符。HUIXU_BACKUP_PASSWORD is too short: 8 characters or more.")
  return {
    dir: folder(env, "HUIXU_BACKUP_DIR"),
    keep: wholeNumber(env, "HUIXU_BACKUP_KEEP", { least: 1, most: 1000, otherwise: 14 }),
    hour: wholeNumber(env, "HUIXU_BACKUP_HOUR", { least: 0, most: 23, otherwise: 3 }),
    passphrase,
    beforeUpdate: yes(env, "HUIXU_BACKUP_BEFORE_UPDATE", "1"),
  }
}

function metricsTokenOf(env: Env): string | null {
  const token = env.HUIXU_METRICS_TOKEN || null
  if (token !== null && token.length < 16) throw new Error("HUIXU_METRICS_TOKEN 太短，至少 16 个字符。HUIXU_METRICS_TOKEN is too short: 16 characters or more.")
  return token
}

/** Throws an Error whose message is fit for the person who starts the server. */
export function readConfig(env: Env): Config {
  const dataDir = resolve(env.HUIXU_DATA || "data")
  return {
    port: wholeNumber(env, "PORT", { least: 0, most: 65_535, otherwise: 4180 }),
    host: env.HOST || "127.0.0.1",
    dataDir,
    keysDir: folder(env, "HUIXU_KEYS") ?? join(dataDir, "keys"),
    filesDir: folder(env, "HUIXU_FILES") ?? join(dataDir, "files"),
    databaseUrl: databaseOf(env),
    tls: tlsOf(env),
    fontsDir: env.HUIXU_FONTS ? readable(env, "HUIXU_FONTS") : null,
    trustProxy: yes(env, "HUIXU_TRUST_PROXY", "0"),
    isSecure: yes(env, "HUIXU_SECURE", "0"),
    logLevel: oneOf(env, "HUIXU_LOG", { allowed: ["trace", "debug", "info", "warn", "error", "fatal", "silent"], otherwise: "info" }),
    poolSize: wholeNumber(env, "HUIXU_POOL", { least: 2, most: 500, otherwise: 12 }),
    metricsToken: metricsTokenOf(env),
    rate: wholeNumber(env, "HUIXU_RATE", { least: 0, most: 1_000_000, otherwise: 3000 }),
    backup: backupOf(env),
    audit: {
      hash: oneOf(env, "HUIXU_AUDIT_HASH", { allowed: algorithms, otherwise: "sha256" }) as Algorithm,
      days: wholeNumber(env, "HUIXU_AUDIT_DAYS", { least: 183, most: 36_500, otherwise: 1095 }),
    },
  }
}
