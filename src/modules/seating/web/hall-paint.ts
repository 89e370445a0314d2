/** Paints the hall: only what the window shows, so that 3 000 seats move smoothly. */
import { paintHeads } from "./hall-heads.ts"
import { border, family, ink, ink2, ink3, letters, levels, type Mark, type Scene } from "./hall-ink.ts"
import type { Spot } from "./hall-places.ts"

/** Under this size of letters names are only noise: the delegations are named instead. */
const legible = 6.2

export function paint(context: CanvasRenderingContext2D, scene: Scene): void {
  const { view, layout } = scene
  const ratio = globalThis.devicePixelRatio || 1
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  context.clearRect(0, 0, view.width, view.height)
  context.setTransform(ratio * view.scale, 0, 0, ratio * view.scale, -view.x * view.scale * ratio, -view.y * view.scale * ratio)
  context.textAlign = "center"
  context.textBaseline = "middle"
  const isNear = 9.5 * view.scale >= legible
  paintStage(context, scene)
  const seen = layout.spots.filter((spot) => isSeen(spot, view))
  for (const spot of seen) paintSeat(context, spot, view.scale)
  paintBorders(context, scene)
  if (isNear) for (const spot of seen) paintText(context, spot, scene)
  paintHeads(context, scene, isNear)
  paintMargins(context, scene)
  paintMarks(context, scene)
  paintRuler(context, scene, ratio)
}

/** With the left margin out of sight the numbers of the rows stay at the window's edge. */
function paintRuler(context: CanvasRenderingContext2D, { layout, view }: Scene, ratio: number): void {
  const [first] = layout.rowMarks
  if (!first || (first.x - 14 - view.x) * view.scale >= 0) return
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  context.fillStyle = "rgba(255, 255, 255, 0.92)"
  context.fillRect(0, 0, 28, view.height)
  context.fillStyle = ink3
  context.font = `11px ${family}`
  for (const { row, y } of layout.rows) {
    if (view.scale > 0.7 || row % 5 === 0) context.fillText(String(row), 14, (y - view.y) * view.scale)
  }
}

const isSeen = (spot: Spot, view: Scene["view"]) =>
  spot.x + spot.w >= view.x && spot.x <= view.x + view.width / view.scale && spot.y + spot.h >= view.y && spot.y <= view.y + view.height / view.scale

function paintStage(context: CanvasRenderingContext2D, { layout, view }: Scene): void {
  const { stage } = layout
  context.fillStyle = "#F7F7F6"
  context.fillRect(stage.x, stage.y, stage.w, stage.h)
  context.strokeStyle = border
  context.lineWidth = 1 / Math.min(1, view.scale)
  context.strokeRect(stage.x, stage.y, stage.w, stage.h)
  context.fillStyle = ink2
  context.font = `${letters(12, view.scale)}px ${family}`
  context.fillText(`${stage.name} ${stage.count || ""}`, stage.x + stage.w / 2, stage.y + stage.h - 17)
}

function paintSeat(context: CanvasRenderingContext2D, spot: Spot, scale: number): void {
  const { x, y, w, h, person, tint, locked } = spot
  if (spot.area === "rostrum") {
    context.beginPath()
    context.roundRect(x, y, w, h, 2)
    context.fillStyle = "#FFFFFF"
    context.fill()
    context.strokeStyle = border
    context.lineWidth = 0.8
    context.stroke()
  } else if (person) {
    context.fillStyle = tint ?? "#F2F3F4"
    context.fillRect(x, y, w, h)
  } else {
    // from afar dashes run into each other
    const isFar = scale < 0.6
    context.strokeStyle = locked ? ink3 : isFar ? "#C9CCD1" : "#A3A7AD"
    context.lineWidth = isFar ? 1.2 : 0.7
    context.setLineDash(locked || isFar ? [] : [2, 2])
    context.strokeRect(x + 0.5, y + 0.5, w - 1, h - 1)
    context.setLineDash([])
  }
  if (!locked) return
  // a notch in the corner: locked
  context.fillStyle = ink2
  context.beginPath()
  context.moveTo(x + w - 7, y)
  context.lineTo(x + w, y)
  context.lineTo(x + w, y + 7)
  context.fill()
}

function paintBorders(context: CanvasRenderingContext2D, { layout, view }: Scene): void {
  context.strokeStyle = ink3
  context.lineWidth = 1 / Math.min(1, view.scale * 1.2)
  context.beginPath()
  for (const { x, y, w, h } of layout.borders) {
    context.moveTo(x, y)
    context.lineTo(x + w, y + h)
  }
  context.stroke()
}

function paintText(context: CanvasRenderingContext2D, spot: Spot, scene: Scene): void {
  const { person, x, y, w, h } = spot
  if (!person) return
  const isChosen = scene.keyOf(spot) === scene.chosen
  if (isChosen) {
    context.fillStyle = ink
    context.fillRect(x, y, w, h)
  }
  context.fillStyle = isChosen ? "#FFFFFF" : ink
  const text = scene.shown === "names" ? person.name : scene.shown === "groups" ? (scene.groupNames.get(person.groupId) ?? "") : `${spot.row}-${spot.number}`
  const lines = linesOf(text)
  const longest = Math.max(...lines.map((line) => [...line].length)) * (scene.shown === "numbers" ? 0.6 : 1)
  const size = Math.min(9.5, (w - 2) / longest, lines.length > 1 ? 8 : 9.5)
  context.font = `${size}px ${family}`
  lines.forEach((line, at) => {
    context.fillText(line, x + w / 2, y + h / 2 + (at - (lines.length - 1) / 2) * size * 1.1 + 0.5)
  })
}

/** Long names stand in two lines, parted at the dot. */
function linesOf(text: string): string[] {
  const characters = [...text]
  if (characters.length <= 4 || /^[\d-]+$/.test(text)) return [text]
  const dot = characters.indexOf("·")
  const cut = dot > 0 ? dot + 1 : Math.ceil(characters.length / 2)
  return [characters.slice(0, cut).join(""), characters.slice(cut).join("")]
}

function paintMargins(context: CanvasRenderingContext2D, { layout, view, words }: Scene): void {
  context.fillStyle = ink3
  context.font = `${letters(11, view.scale)}px ${family}`
  context.textAlign = "right"
  for (const { row, x, y } of layout.rowMarks) context.fillText(String(row), x, y)
  context.textAlign = "center"
  for (const { x, y, w } of layout.aisles) context.fillText(words.aisle, x + w / 2, y + 10)
  for (const { text, x, y } of layout.sections) context.fillText(text, x, y)
}

function paintMarks(context: CanvasRenderingContext2D, scene: Scene): void {
  const outline = (key: string | undefined, colour: string, dash: number[] = []) => {
    const spot = key ? scene.layout.byKey.get(key) : undefined
    if (!spot) return
    context.strokeStyle = colour
    context.lineWidth = 2 / Math.min(1.4, Math.max(0.6, scene.view.scale))
    context.setLineDash(dash)
    context.strokeRect(spot.x - 0.5, spot.y - 0.5, spot.w + 1, spot.h + 1)
    context.setLineDash([])
  }
  for (const mark of scene.marks) outline(mark.key, levels[mark.level])
  for (const mark of scene.marks) if (mark.disc !== null) paintDisc(context, scene, mark)
  if (scene.chosen !== scene.cursor) outline(scene.cursor, ink)
  const chosen = scene.chosen ? scene.layout.byKey.get(scene.chosen) : undefined
  if (chosen && (9.5 * scene.view.scale < legible || !chosen.person)) outline(scene.chosen, ink)
  outline(scene.target, ink, [4, 3])
}

function paintDisc(context: CanvasRenderingContext2D, { layout, view }: Scene, { key, level, disc }: Mark): void {
  const spot = layout.byKey.get(key)
  if (!spot) return
  const size = 7 / Math.min(1, Math.max(view.scale, 0.5))
  context.fillStyle = levels[level]
  context.beginPath()
  context.arc(spot.x, spot.y, size, 0, Math.PI * 2)
  context.fill()
  context.fillStyle = "#FFFFFF"
  context.font = `600 ${size * 1.5}px ${family}`
  context.fillText(String(disc), spot.x, spot.y + 0.5)
}
