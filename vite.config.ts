import { existsSync } from "node:fs"
import { fileURLToPath } from "node:url"
import react from "@vitejs/plugin-react"
import { defineConfig, type PluginOption, type UserConfig } from "vite"
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

type Node = { type: string; start: number; end: number; [field: string]: unknown }
const isOf = (shell: string, element: Node): boolean =>
  (element.properties as { key: { name?: string }; value: { value?: unknown } }[]).some(({ key, value }) => key.name === "shell" && value.value === shell)

/** A shell takes along its own pages only: a phone that keeps its files for later must not fetch the desk's. */
function ownPages(shell: ShellName): PluginOption {
  return {
    name: "own-pages",
    enforce: "post",
    transform(code, id) {
      if (!/\/modules\/[^/]+\/web\/pages\.tsx$/.test(id)) return undefined
      const list = arrayIn(this.parse(code) as unknown as Node)
      if (!list) return undefined
      const kept = (list.elements as Node[]).filter((element) => element.type !== "ObjectExpression" || isOf(shell, element))
      const pages = kept.map(({ start, end }) => code.slice(start, end)).join(",\n")
      return { code: `${code.slice(0, list.start)}[${pages}]${code.slice(list.end)}`, map: null }
    },
  }
}

/** The value of `export const pages`. */
function arrayIn(program: Node): Node | undefined {
  for (const statement of program.body as Node[]) {
    const declared = (statement.declaration as Node | undefined)?.declarations as { id: { name: string }; init: Node }[] | undefined
    const pages = declared?.find(({ id }) => id.name === "pages")?.init
    if (pages?.type === "ArrayExpression") return pages
  }
  return undefined
}

/** One build a shell, each below its own base. `server`: where the running Huixu is, for development. */
export function configOf(shell: ShellName, server = process.env.HUIXU_SERVER ?? "http://127.0.0.1:4180"): UserConfig {
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
