/** Configuration: read once from the environment, refused with a sentence when it makes no sense. */
import { join, resolve } from "node:path"

export type Config = {
  port: number
  host: string
  dataDir: string
  /** The secrets of the house, outside the database; every process of one house uses the same folder. */
  keysDir: string
  /** null: Huixu runs its own PostgreSQL under dataDir. */
  databaseUrl: string | null
  tls: { cert: string; key: string } | null
  /** An administrator's folder of fonts (仿宋, 楷体, 小标宋), searched before the free ones. */
  fontsDir: string | null
  trustProxy: boolean
  logLevel: string
  poolSize: number
}

/** Throws an Error whose message is fit for the person who starts the server. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const port = Number(env.PORT ?? 4180)
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Error(`PORT=${env.PORT} 不是端口号（0–65535）/ is not a port`)
  if (Boolean(env.HUIXU_TLS_CERT) !== Boolean(env.HUIXU_TLS_KEY)) throw new Error("HUIXU_TLS_CERT 与 HUIXU_TLS_KEY 要同时给出 / must be given together")
  return {
    port,
    host: env.HOST ?? "127.0.0.1",
    dataDir: resolve(env.HUIXU_DATA ?? "data"),
    keysDir: resolve(env.HUIXU_KEYS ?? join(env.HUIXU_DATA ?? "data", "keys")),
    databaseUrl: env.DATABASE_URL || null,
    tls: env.HUIXU_TLS_CERT && env.HUIXU_TLS_KEY ? { cert: env.HUIXU_TLS_CERT, key: env.HUIXU_TLS_KEY } : null,
    fontsDir: env.HUIXU_FONTS ? resolve(env.HUIXU_FONTS) : null,
    trustProxy: env.HUIXU_TRUST_PROXY === "1",
    logLevel: env.HUIXU_LOG ?? "info",
    poolSize: Number(env.HUIXU_POOL ?? 12),
  }
}
