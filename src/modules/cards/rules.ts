/** 证件: what a badge and a table tent show, and the drawing of the code. */
import encodeQR from "qr"
import type { Badge } from "./contract.ts"

/** Told from other codes at the gate by its beginning. */
export const contentOf = (code: string): string => `HX1:${code}`

/**
 * The QR as one SVG path on a grid of modules: each run of dark modules in a row is one rectangle.
 * Drawn, not as a picture of pixels: some readers of PDF blur small pictures when they enlarge them, and a blurred code is not read.
 */
export function qrPath(content: string): { path: string; modules: number } {
  // the smallest border the library draws is cut off again: the quiet zone is the badge's own white
  const matrix = encodeQR(content, "raw", { ecc: "medium", border: 1 })
    .slice(1, -1)
    .map((row) => row.slice(1, -1))
  let path = ""
  matrix.forEach((row, y) => {
    for (let x = 0; x < row.length; x++) {
      if (!row[x]) continue
      const from = x
      while (row[x + 1]) x++
      path += `M${from} ${y}h${x + 1 - from}v1h-${x + 1 - from}z`
    }
  })
  return { path, modules: matrix.length }
}

/** A badge as the template draws it. */
export function drawn({ content, number, name, ...badge }: Badge) {
  return { ...badge, name: apart(name), number: numbered(number), qr: qrPath(content) }
}

/** 座签: 2 characters 156 pt, 3 120 pt, 4 100 pt, 5 and more 80 pt — and smaller where a long name would not fit the 190 mm of a fold. */
export function tentSize(name: string): number {
  const count = [...name].length
  const usual = count <= 2 ? 156 : count === 3 ? 120 : count === 4 ? 100 : 80
  return Math.min(usual, Math.floor(190 / 0.352_8 / count))
}

/** A name of two characters stands apart on tent and badge, so that it is as wide as one of three. */
export const apart = (name: string): string => ([...name].length === 2 && /^\p{Script=Han}+$/u.test(name) ? [...name].join("\u3000") : name)

export const numbered = (number: number): string => String(number).padStart(4, "0")
