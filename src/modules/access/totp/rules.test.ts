import { expect, test } from "vitest"
import { keyOf, stepAt, stepOf, uriOf } from "./rules.ts"

// RFC 6238 appendix B, SHA-1, the last six of its eight digits
test.each([
  [59, "287082"],
  [1111111109, "081804"],
  [1111111111, "050471"],
  [1234567890, "005924"],
  [2000000000, "279037"],
])("at second %d the code is %s", async (second, code) => {
  expect(await stepOf("12345678901234567890", code, second * 1000)).toBe(stepAt(second * 1000))
})

test("a phone half a minute early or late still fits, a minute does not", async () => {
  const secret = "12345678901234567890"
  const at = 1111111111_000
  expect(await stepOf(secret, "050471", at + 30_000)).toBe(stepAt(at))
  expect(await stepOf(secret, "050471", at - 30_000)).toBe(stepAt(at))
  expect(await stepOf(secret, "050471", at + 60_000)).toBeUndefined()
})

test("the key that is typed is the key of the picture", () => {
  const uri = uriOf("12345678901234567890", { organisation: "海州市委办公室", username: "lin" })
  expect(uri).toMatch(/^otpauth:\/\/totp\//)
  expect(keyOf(uri)).toBe("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
})
