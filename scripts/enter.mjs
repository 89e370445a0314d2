/** How every script begins: on any Node from 20.19, with everything installed, and then on the Node that npm installed for this project. */
import { spawn, spawnSync } from "node:child_process"
import { createHash } from "node:crypto"
import { existsSync, lstatSync, readFileSync, statSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

export const root = fileURLToPath(new URL("..", import.meta.url))

const oldest = [20, 19]
const stamp = join(root, "node_modules", ".huixu-lock")
const lock = join(root, "package-lock.json")
const say = (sentence) => process.stderr.write(`${sentence}\n`)

function mustBeRecent() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number)
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return
  say(`Huixu needs Node.js ${oldest.join(".")} or newer to begin with; this is ${process.versions.node}.`)
  process.exit(1)
}

function isInstalled() {
  const hash = createHash("sha256").update(readFileSync(lock)).digest("hex")
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === hash) return { is: true, hash }
  const tree = join(root, "node_modules", ".package-lock.json")
  // installed by hand, after the lock file was last written: as good as our own
  return { is: existsSync(tree) && statSync(tree).mtimeMs >= statSync(lock).mtimeMs, hash }
}

function install() {
  const { is, hash } = isInstalled()
  if (!is) {
    // npm would empty what the link points to, under whoever works with it
    if (lstatSync(join(root, "node_modules"), { throwIfNoEntry: false })?.isSymbolicLink()) {
      say("node_modules is a link to another folder, whose packages do not fit: remove the link, and they are installed here.")
      process.exit(1)
    }
    say("正在安装依赖…… Installing dependencies…")
    const npm = spawnSync("npm", ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"], {
      cwd: root,
      stdio: ["ignore", 2, 2],
      shell: process.platform === "win32",
    })
    if (npm.status !== 0) {
      say("npm ci failed: see its message above.")
      process.exit(1)
    }
  }
  writeFileSync(stamp, hash)
}

/** The pinned Node where npm has one for this machine, else this one if it can run TypeScript by itself. */
export function node() {
  const windows = process.platform === "win32"
  const name = `node-${windows ? "win" : process.platform}-${process.arch}`
  const pinned = join(root, "node_modules", name, "bin", windows ? "node.exe" : "node")
  if (existsSync(pinned)) return pinned
  if (Number(process.versions.node.split(".")[0]) >= 24) return process.execPath
  say(`npm has no Node 24 for ${process.platform}-${process.arch}: install Node 24 or newer and start again.`)
  process.exit(1)
}

export function enter() {
  mustBeRecent()
  install()
  // what the scripts start (vite, playwright, vitest) finds the pinned Node first as well
  process.env.PATH = `${join(root, "node_modules", ".bin")}${process.platform === "win32" ? ";" : ":"}${process.env.PATH}`
  // what was compiled once starts a quarter of a second sooner the next time, here and in every process started from here
  process.env.NODE_COMPILE_CACHE ??= join(root, "node_modules", ".cache", "node")
}

/** Runs to the end and answers the exit code; Ctrl-C and SIGTERM reach the child once, and we wait for it. */
export function run(args, { program = node(), env = {}, cwd = root } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd, stdio: "inherit", env: { ...process.env, ...env } })
    // at a terminal Ctrl-C goes to the whole group: passing it on would make two of it
    const onInterrupt = () => process.stdin.isTTY || child.kill("SIGINT")
    const onEnd = () => child.kill("SIGTERM")
    process.on("SIGINT", onInterrupt)
    process.on("SIGTERM", onEnd)
    process.on("SIGHUP", onEnd)
    child.on("exit", (code, signal) => {
      process.off("SIGINT", onInterrupt)
      process.off("SIGTERM", onEnd)
      process.off("SIGHUP", onEnd)
      resolve(code ?? (signal === "SIGINT" ? 130 : 143))
    })
  })
}

export const bin = (name, inside) => join(root, "node_modules", name, inside)
export const buildWeb = () => run(["scripts/build-web.ts"])
