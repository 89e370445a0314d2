import { expect, test } from "vitest"
import { text, textOrNone } from "./types.ts"

test("text that no database column takes is refused at the door, rare characters are not", () => {
  for (const bad of ["同意\0", "\ud842", "\udfb7\ud842"])
    expect([text(10).safeParse(bad).success, textOrNone(10).safeParse(bad).success]).toEqual([false, false])
  expect(text(10).parse("𠮷")).toBe("𠮷")
})
