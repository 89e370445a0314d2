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

/** One build a shell, each below its own base. `server`: where the running Huixu is, for development. */
export function configOf(shell: ShellName, server = process.env.HUIXU_SERVER ?? "http://127.0.0.1:4180"): UserConfig {
  const toServer = { target: server, changeOrigin: false }
  return {
    configFile: false,
    root: at(`./src/shells/${shell}`),
    base: shells[shell],
    cacheDir: at(`./node_modules/.vite/${shell}`),
    plugins: [react(), ...offline(shell)],
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
