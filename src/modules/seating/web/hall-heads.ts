/** The names of the delegations: above their seats when names can be read, within their block when seen from afar. */

import { family, ink, ink2, letters, type Scene } from "./hall-ink.ts"
import type { Layout } from "./hall-layout.ts"

export function paintHeads(context: CanvasRenderingContext2D, { layout, view }: Scene, isNear: boolean): void {
  const top = layout.stage.y + layout.stage.h
  for (const block of layout.blocks) {
    if (!isNear) paintWithin(context, block, letters(12, view.scale))
    else if (block.w > 0) {
      const { name, count, x, w } = block
      context.fillStyle = ink
      context.font = `600 ${Math.min(letters(12, view.scale), Math.max(7, (w / [...name].length) * 1.05))}px ${family}`
      context.fillText(name, x + w / 2, top + 28)
      context.fillStyle = ink2
      context.font = `${letters(11, view.scale)}px ${family}`
      context.fillText(String(count), x + w / 2, top + 45)
    }
  }
}

/** Seen from afar the name stands within its block: level where it fits, else upright, one character above the other. */
function paintWithin(context: CanvasRenderingContext2D, { name, count, middle, breadth, height }: Layout["blocks"][number], size: number): void {
  const characters = [...name]
  context.fillStyle = ink
  if (breadth >= (characters.length + 0.6) * size) {
    context.font = `600 ${size}px ${family}`
    // in the front quarter, where no cross aisle runs
    const y = middle.y - height / 4
    context.fillText(name, middle.x, y - size * 0.7)
    context.fillStyle = ink2
    context.font = `${size * 0.9}px ${family}`
    context.fillText(String(count), middle.x, y + size * 0.7)
    return
  }
  const fits = Math.min(size, breadth * 0.95, height / (characters.length * 1.15))
  context.font = `600 ${fits}px ${family}`
  const length = characters.length * fits * 1.15
  const y = Math.max(middle.y - height / 2 + length / 2 + fits, middle.y - height / 4)
  characters.forEach((character, at) => {
    context.fillText(character, middle.x, y + (at - (characters.length - 1) / 2) * fits * 1.15)
  })
}
