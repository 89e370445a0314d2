import { defineConfig } from "@playwright/test"

// Chromium names a download "download" where the machine's language has no Chinese characters
process.env.LC_ALL = "C.UTF-8"

export default defineConfig({
  testDir: "test/journeys",
  testMatch: "*.spec.ts",
  // each journey has a Huixu of its own, also beside another one of its file; two at once is what two cores carry
  workers: 2,
  fullyParallel: true,
  // what a quiet machine does in seconds a busy one does in half a minute: patience costs nothing where all is well
  timeout: 300_000,
  expect: { timeout: 30_000 },
  forbidOnly: true,
  retries: 0,
  outputDir: "test-results",
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ? [["list"], ["json"]] : [["list"]],
  use: {
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    viewport: { width: 1440, height: 900 },
    trace: "off",
    screenshot: "only-on-failure",
    actionTimeout: 30_000,
    launchOptions: { executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--use-fake-ui-for-media-stream"] },
  },
})
