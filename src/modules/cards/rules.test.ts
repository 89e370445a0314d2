import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { beforeAll, expect, test } from "vitest"
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader"
import { newSecret } from "#kernel/ids.ts"
import { apart, contentOf, numbered, qrPath, tentSize } from "./rules.ts"

// the reader's own way to its wasm is the network
beforeAll(() => {
  const wasmBinary = readFileSync(createRequire(import.meta.url).resolve("zxing-wasm/reader/zxing_reader.wasm"))
  prepareZXingModule({ overrides: { wasmBinary: wasmBinary.buffer as ArrayBuffer } })
})

/** The path filled in, eight pixels a module, in the white of the badge. */
function pictureOf({ path, modules }: { path: string; modules: number }) {
  const scale = 8
  const white = 4
  const side = (modules + 2 * white) * scale
  const data = new Uint8ClampedArray(side * side * 4).fill(255)
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let row = 0; row < scale; row++) {
      for (let column = 0; column < Number(width) * scale; column++) {
        const at = (((Number(y) + white) * scale + row) * side + (Number(x) + white) * scale + column) * 4
        data.fill(0, at, at + 3)
      }
    }
  }
  return { data, width: side, height: side, colorSpace: "srgb" } as ImageData
}

test("the code drawn on a badge is read back by a scanner", async () => {
  for (let round = 0; round < 5; round++) {
    const content = contentOf(newSecret())
    const drawn = qrPath(content)
    expect(drawn.modules).toBe(25)
    const [read] = await readBarcodes(pictureOf(drawn), { formats: ["QRCode"] })
    expect(read?.text).toBe(content)
  }
})

test.each([
  ["王芳", 156],
  ["王小芳", 120],
  ["欧阳小芳", 100],
  ["买买提江", 100],
  ["迪丽热巴木", 80],
  ["阿不都热合曼·吐尔逊江", 48],
])("the table tent of %s is set in %i points", (name, size) => expect(tentSize(name)).toBe(size))

test("a name of two characters is set apart, others and foreign names are not", () => {
  expect(["王芳", "王小芳", "Li"].map(apart)).toEqual(["王　芳", "王小芳", "Li"])
})

test("numbers have four digits, and five when they need them", () => expect([7, 2953, 10_000].map(numbered)).toEqual(["0007", "2953", "10000"]))
