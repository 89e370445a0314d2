/** Builds the four shells into dist/web, each only when something it is made of has changed. `--force` builds all. */
import { createHash } from "node:crypto"
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { mkdir } from "node:fs/promises"
import { fileURLToPath } from "node:url"
import { gzipSync } from "node:zlib"
import { build } from "vite"
import { configOf, type ShellName, shells } from "../vite.config.ts"
import { firstLoadOf, mostFirstLoad } from "./first-load.ts"

const at = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url))
const made = at("dist/web/made.json")
const isSource = (name: string): boolean => /\.(tsx?|css|html|json|svg|png|wasm|webmanifest)$/.test(name) && !/\.test\.tsx?$/.test(name)

/** Every source of the browser, by name and content: small enough to read whole, and never wrong as times of files are after a checkout. */
function hashOf(shell: ShellName): string {
  const hash = createHash("sha256")
  const folders = ["src/kernel", "src/web", "src/modules", `src/shells/${shell}`]
  for (const folder of folders) {
    const names = readdirSync(at(folder), { recursive: true, encoding: "utf8" }).filter(isSource).sort()
    for (const name of names) hash.update(name).update(readFileSync(at(`${folder}/${name}`)))
  }
  for (const file of ["vite.config.ts", "package-lock.json"]) hash.update(readFileSync(at(file)))
  return hash.digest("hex")
}

/** Beside each text its gzip, once at the build: the server then sends a third of the bytes and compresses nothing itself. */
function pack(folder: string): void {
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (!/\.(js|css|svg|wasm)$/.test(name)) continue
    const bytes = readFileSync(`${folder}/${name}`)
    if (bytes.length > 1000) writeFileSync(`${folder}/${name}.gz`, gzipSync(bytes, { level: 9 }))
  }
}

const names = (Object.keys(shells) as ShellName[]).filter((shell) => existsSync(at(`src/shells/${shell}/index.html`)))
const before: Record<string, string> = existsSync(made) ? JSON.parse(readFileSync(made, "utf8")) : {}
const isForced = process.argv.includes("--force")
const now: Record<string, string> = {}
for (const shell of names) {
  now[shell] = hashOf(shell)
  const config = configOf(shell)
  if (!isForced && before[shell] === now[shell] && existsSync(`${config.build?.outDir}/index.html`)) continue
  const begun = performance.now()
  await build({ ...config, mode: "production", logLevel: "warn" })
  console.log(`web ${shell}: ${((performance.now() - begun) / 1000).toFixed(1)} s`)
  const load = shell === "desk" ? firstLoadOf(String(config.build?.outDir)) : 0
  if (load > mostFirstLoad)
    throw new Error(`the desk's first load has grown to ${load} bytes of script, ${mostFirstLoad} are allowed: load what it is not needed for later`)
  pack(String(config.build?.outDir))
  await mkdir(at("dist/web"), { recursive: true })
  // written after each shell, so that a build that fails half way keeps what was built
  writeFileSync(made, JSON.stringify({ ...before, ...now }, null, 2))
}
