import { existsSync } from "node:fs"
import react from "@vitejs/plugin-react"
import { defineConfig } from "vitest/config"

export default defineConfig({
  plugins: [react()],
  test: {
    // one PostgreSQL for the whole run: test/setup.ts starts it and makes the migrated template; each worker has a database of its own
    globalSetup: existsSync("test/setup.ts") ? ["test/setup.ts"] : [],
    pool: "forks",
    maxWorkers: 2,
    // a test takes a second where it has the machine, and half a minute where eight others have it
    testTimeout: 60_000,
    hookTimeout: 120_000,
    reporters: process.env.HUIXU_TEST_REPORT ? ["default", ["json", { outputFile: process.env.HUIXU_TEST_REPORT }]] : ["default"],
    projects: [
      {
        extends: true,
        test: {
          name: "server",
          environment: "node",
          // the files of a worker share the loaded modules: loading them anew for each file took more time than the tests
          isolate: false,
          setupFiles: ["test/each-file.ts"],
          include: ["src/**/*.test.ts", "scripts/**/*.test.ts", "test/**/*.test.ts"],
          exclude: ["src/web/**", "src/shells/**", "**/web/**"],
        },
      },
      {
        extends: true,
        test: {
          name: "pages",
          environment: "jsdom",
          include: ["src/**/*.test.tsx", "src/web/**/*.test.ts", "src/shells/**/*.test.ts", "src/modules/**/web/**/*.test.ts"],
        },
      },
    ],
  },
})
