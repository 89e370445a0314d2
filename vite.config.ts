import { existsSync } from "node:fs"
import { fileURLToPath } from "node:url"
import react from "@vitejs/plugin-react"
import { defineConfig, type InlineConfig, type PluginOption } from "vite"
import { VitePWA } from "vite-plugin-pwa"

export const shells = { desk: "/", phone: "/m/", gate: "/gate/", screen: "/screen/" } as const
export type ShellName = keyof typeof shells

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const folderOf = (shell: ShellName): string => (shell === "desk" ? "desk" : shells[shell].replaceAll("/", ""))

/** Only a shell with a sw.ts has a service worker: the gate and the phone, each for its own scope. */
function offline(shell: ShellName): PluginOption[] {
  if (!existsSync(at(`./src/shells/${shell}/sw.ts`))) return []
  return [
    VitePWA({
      strategies: "injectManifest",
      srcDir: ".",
      filename: "sw.ts",
      registerType: "prompt",
      injectRegister: false,
      manifest: false,
      injectManifest: { globPatterns: ["**/*.{js,css,html,wasm,svg,png,webmanifest}"], maximumFileSizeToCacheInBytes: 4_000_000 },
    }),
  ]
}

type Property = { type: string; key?: { name?: string }; value?: { value?: unknown }; argument?: { name?: string } }
type Node = {
  type: string
  start: number
  end: number
  properties?: Property[]
  elements?: Node[]
  declaration?: Node
  declarations?: { id: { name: string }; init: Node }[]
}

/** A shell takes along its own pages only: a phone that keeps its files for later must not fetch the desk's. */
function ownPages(shell: ShellName): PluginOption {
  return {
    name: "own-pages",
    enforce: "post",
    transform(code, id) {
      if (!/\/modules\/[^/]+\/web\/pages\.tsx$/.test(id)) return undefined
      const statements = (this.parse(code) as unknown as { body: Node[] }).body
      const named = new Map(statements.flatMap((one) => (one.declaration ?? one).declarations ?? []).map(({ id: { name }, init }) => [name, init]))
      const list = named.get("pages")
      if (!list?.elements) return undefined
      const kept = list.elements.filter((page) => [undefined, shell].includes(shellOf(page, named)))
      const pages = kept.map(({ start, end }) => code.slice(start, end)).join(",\n")
      return { code: `${code.slice(0, list.start)}[${pages}]${code.slice(list.end)}`, map: null }
    },
  }
}

/** Said by the page itself or by what it spreads; undefined: not to be seen from here, so it stays. */
function shellOf(page: Node, named: Map<string, Node>): ShellName | undefined {
  for (const { key, value, argument } of page.properties ?? []) {
    if (key?.name === "shell") return value?.value as ShellName
    const spread = argument?.name ? named.get(argument.name) : undefined
    const found = spread ? shellOf(spread, named) : undefined
    if (found) return found
  }
  return undefined
}

/** One build a shell, each below its own base. `server`: where the running Huixu is, for development. */
export function configOf(shell: ShellName, server = process.env.HUIXU_SERVER ?? "http://127.0.0.1:4180"): InlineConfig {
  const toServer = { target: server, changeOrigin: false }
  return {
    configFile: false,
    root: at(`./src/shells/${shell}`),
    base: shells[shell],
    cacheDir: at(`./node_modules/.vite/${shell}`),
    plugins: [react(), ownPages(shell), ...offline(shell)],
    build: {
      outDir: at(`./dist/web/${folderOf(shell)}`),
      emptyOutDir: true,
      target: "es2022",
      assetsInlineLimit: 0,
      reportCompressedSize: false,
      chunkSizeWarningLimit: 1500,
      manifest: true,
      rolldownOptions:
        shell === "desk"
          ? { output: { codeSplitting: { groups: [{ name: "react", test: /node_modules[\\/](react|react-dom|scheduler|@tanstack)[\\/]/ }] } } }
          : {},
    },
    server: { proxy: { "/api": toServer, "/files": toServer, "/live": toServer, "/healthz": toServer, "/readyz": toServer } },
  }
}

export default defineConfig(({ mode }) => configOf((process.env.HUIXU_SHELL ?? (mode in shells ? mode : "desk")) as ShellName))
