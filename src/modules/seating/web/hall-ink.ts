/** What a painting of the hall is made of: the scene, and the inks and letters it is drawn with. */
import type { Layout } from "./hall-layout.ts"
import type { Spot } from "./hall-places.ts"

export type Mark = { key: string; level: "warning" | "wrong"; disc: number | null }
export type Shown = "names" | "groups" | "numbers"
export type Scene = {
  layout: Layout
  view: { x: number; y: number; scale: number; width: number; height: number }
  shown: Shown
  groupNames: Map<string, string>
  chosen: string | undefined
  cursor: string | undefined
  target: string | undefined
  marks: readonly Mark[]
  keyOf: (spot: Spot) => string
  words: { aisle: string }
}

export const ink = "#1B1D21"
export const ink2 = "#4A4E55"
export const ink3 = "#60656D"
export const border = "#8C9097"
export const levels = { warning: "#8F5200", wrong: "#BA2E07" }
export const family = '"PingFang SC", "Microsoft YaHei UI", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif'

/** Letters beside the seats do not shrink with the hall below their size on the screen. */
export const letters = (size: number, scale: number) => size / Math.min(1, Math.max(scale, 0.5))
