/** The house in which the demonstration is held: one that runs already, or one started for it on the usual data. */
import { type ChildProcess, spawn } from "node:child_process"
import { randomBytes } from "node:crypto"
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { fileURLToPath } from "node:url"
import { access } from "#modules/access/contract.ts"
import { readConfig } from "#server/config.ts"
import { type Client, clientAt, enterBy } from "./client.ts"

export type Venue = { url: string; stop(): Promise<void> }

const main = fileURLToPath(new URL("../../main.ts", import.meta.url))

export async function openVenue(say: (sentence: string) => void): Promise<Venue> {
  const child = spawn(process.execPath, [main], { env: { ...process.env, PORT: "0", HUIXU_LOG: "error" }, stdio: ["ignore", "pipe", "pipe"] })
  const heard: string[] = []
  createInterface({ input: child.stderr }).on("line", (line) => {
    heard.push(line)
    if (!line.startsWith("{")) say(line)
  })
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /(https?:\/\/\S+)/.exec(line)?.[1]
    if (url) return { url, stop: () => stop(child) }
  }
  throw new Error(`会序没有启动 Huixu did not start: ${heard.at(-1) ?? ""}`)
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const over = new Promise((resume) => child.once("exit", resume))
  child.kill("SIGTERM")
  await over
}

type Keys = { username: string; password: string }

/** From the environment; else what an earlier demonstration on this data noted; else made now. */
function keys(ownHouse: boolean): { keys: Keys | undefined; note: (made: Keys) => void } {
  const { HUIXU_USER: username, HUIXU_PASSWORD: password } = process.env
  const file = join(readConfig(process.env).dataDir, "demo-sign-in.json")
  const noted = ownHouse && existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Keys) : undefined
  const note = (made: Keys) => {
    if (ownHouse) writeFileSync(file, `${JSON.stringify(made)}\n`, { mode: 0o600 })
  }
  return { keys: username && password ? { username, password } : noted, note }
}

/** Sets the house up where it is new, and signs in. */
export async function signIn(
  url: string,
  { ownHouse, say }: { ownHouse: boolean; say: (sentence: string) => void },
): Promise<{ owner: Client; isFresh: boolean }> {
  const anyone = clientAt(url)
  const { isSetUp } = await anyone(access.state, {})
  const known = keys(ownHouse)
  if (isSetUp && !known.keys)
    throw new Error(
      "系统已经设置过：请用环境变量 HUIXU_USER 和 HUIXU_PASSWORD 给出登录名和密码。The house is set up already: give a user name and password in HUIXU_USER and HUIXU_PASSWORD.",
    )
  const mine = known.keys ?? { username: "demo", password: `Hx1-${randomBytes(9).toString("base64url")}` }
  if (!isSetUp) {
    await anyone(access.setUp, { mode: "owner", organisation: "海州市会议办公室", name: "林知远", ...mine })
    known.note(mine)
    say(`登录名 ${mine.username}，密码 ${mine.password}（sign in with these to look at the meeting）`)
  }
  const { client } = await enterBy(anyone, access.signIn, mine)
  return { owner: client, isFresh: !isSetUp }
}
