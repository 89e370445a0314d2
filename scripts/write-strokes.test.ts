import { execFileSync } from "node:child_process"
import { expect, test } from "vitest"

test("the stroke table is the one its sources give", () => {
  expect(() => execFileSync(process.execPath, [new URL("./write-strokes.ts", import.meta.url).pathname, "--check"])).not.toThrow()
})
