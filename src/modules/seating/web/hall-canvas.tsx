import { type KeyboardEvent, type PointerEvent, type ReactNode, type RefObject, useImperativeHandle, useLayoutEffect, useRef, useState } from "react"
import type { Scene } from "./hall-ink.ts"
import { spotBeside, spotUnder } from "./hall-layout.ts"
import { paint } from "./hall-paint.ts"
import { keyOf, type Spot } from "./hall-places.ts"
import { useView, useWheel, type View } from "./hall-view.ts"

export type HallHandle = { zoom(by: number): void; fit(): void; show(key: string): void }
export type HallCanvasProps = Pick<Scene, "layout" | "shown" | "groupNames" | "chosen" | "marks" | "words"> & {
  ref: RefObject<HallHandle | null>
  label: string
  say: (spot: Spot) => string
  onChoose: (spot: Spot | undefined) => void
  /** A seat was dragged onto another. */
  onDrop: (from: Spot, to: Spot) => void
  card: (spot: Spot) => ReactNode
}

const arrows: Record<string, readonly [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }

type Hand = { x: number; y: number; moved: boolean; from: Spot | undefined }

type Hands = Pick<HallCanvasProps, "layout" | "onChoose" | "onDrop" | "chosen"> & {
  view: View
  change: (next: (now: View) => View) => void
  canvas: RefObject<HTMLCanvasElement | null>
  setHover: (key: string | undefined) => void
  setTarget: (key: string | undefined) => void
  setCursor: (key: string | undefined) => void
}

/** A click chooses; a drag moves the hall, or the chosen person to another seat. */
function useHands({ layout, view, change, canvas, chosen, setHover, setTarget, setCursor, onChoose, onDrop }: Hands) {
  const hand = useRef<Hand | undefined>(undefined)
  const at = (event: PointerEvent) => {
    const { left, top } = canvas.current!.getBoundingClientRect()
    return spotUnder(layout, view.x + (event.clientX - left) / view.scale, view.y + (event.clientY - top) / view.scale)
  }
  const move = (event: PointerEvent) => {
    const held = hand.current
    const spot = at(event)
    if (!held) return setHover(spot ? keyOf(spot) : undefined)
    const [dx, dy] = [event.clientX - held.x, event.clientY - held.y]
    if (!held.moved && Math.hypot(dx, dy) < 4) return
    hand.current = { ...held, x: event.clientX, y: event.clientY, moved: true }
    setHover(undefined)
    if (held.from) setTarget(spot ? keyOf(spot) : undefined)
    else change((now) => ({ ...now, x: now.x - dx / now.scale, y: now.y - dy / now.scale }))
  }
  const release = (event: PointerEvent) => {
    const held = hand.current
    hand.current = undefined
    setTarget(undefined)
    const spot = at(event)
    if (!held) return
    if (held.moved && held.from && spot && keyOf(spot) !== keyOf(held.from)) return onDrop(held.from, spot)
    if (held.moved) return
    setCursor(spot ? keyOf(spot) : undefined)
    onChoose(spot)
  }
  const press = (event: PointerEvent) => {
    if (event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    const spot = at(event)
    // only the chosen seat is picked up; anywhere else a drag moves the hall
    const from = spot?.person && keyOf(spot) === chosen ? spot : undefined
    hand.current = { x: event.clientX, y: event.clientY, moved: false, from }
  }
  return { onPointerDown: press, onPointerMove: move, onPointerUp: release }
}

export function HallCanvas({ ref, layout, label, say, onChoose, onDrop, card, ...scene }: HallCanvasProps) {
  const box = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const { view, change, zoomAt, fit, show } = useView(box, layout)
  const [hover, setHover] = useState<string>()
  const [cursor, setCursor] = useState<string>()
  const [target, setTarget] = useState<string>()
  const showKey = (key: string) => {
    const spot = layout.byKey.get(key)
    if (!spot) return
    setCursor(key)
    show(spot)
  }
  useImperativeHandle(ref, () => ({ zoom: (by) => zoomAt(by), fit, show: showKey }))
  usePaint(canvas, { ...scene, layout, view, cursor, target, keyOf })
  useWheel(box, change, zoomAt)
  const hands = useHands({ layout, view, change, canvas, chosen: scene.chosen, setHover, setTarget, setCursor, onChoose, onDrop })
  const type = (event: KeyboardEvent) => {
    const now = layout.byKey.get(cursor ?? scene.chosen ?? "") ?? layout.spots[0]
    const way = arrows[event.key]
    if (way && now) {
      event.preventDefault()
      const next = cursor ? (spotBeside(layout, now, way) ?? now) : now
      setCursor(keyOf(next))
      if (view.scale >= 1.25) show(next)
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault()
      onChoose(cursor ? layout.byKey.get(cursor) : undefined)
    } else if (event.key === "Escape") onChoose(undefined)
    else if (event.key === "+" || event.key === "=") zoomAt(1.25)
    else if (event.key === "-") zoomAt(0.8)
  }
  const spot = layout.byKey.get(hover ?? "")
  const spoken = layout.byKey.get(cursor ?? "")
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the hall is one control of its own, moved through by arrow keys; a button a seat would be 3 000 stops
    <div ref={box} className="hall" role="application" aria-label={label} tabIndex={0} onKeyDown={type}>
      <canvas ref={canvas} data-cursor={spot?.person ? "seat" : undefined} {...hands} onPointerLeave={() => setHover(undefined)} />
      <span className="visually-hidden" role="status">
        {spoken ? say(spoken) : ""}
      </span>
      {spot?.person ? <Floating view={view} spot={spot} card={card} /> : null}
    </div>
  )
}

function Floating({ view, spot, card }: { view: View; spot: Spot; card: HallCanvasProps["card"] }) {
  const x = (spot.x + spot.w - view.x) * view.scale
  const y = (spot.y - view.y) * view.scale
  const left = x + 300 > view.width ? x - spot.w * view.scale - 288 : x + 8
  return (
    <div className="seat-card" style={{ left: Math.max(8, left), top: Math.max(8, Math.min(y, view.height - 108)) }}>
      {card(spot)}
    </div>
  )
}

function usePaint(canvas: RefObject<HTMLCanvasElement | null>, scene: Scene): void {
  useLayoutEffect(() => {
    const place = canvas.current
    const context = place?.getContext("2d")
    if (!place || !context) return
    const frame = requestAnimationFrame(() => {
      const ratio = globalThis.devicePixelRatio || 1
      const [width, height] = [Math.round(scene.view.width * ratio), Math.round(scene.view.height * ratio)]
      if (place.width !== width || place.height !== height) Object.assign(place, { width, height })
      paint(context, scene)
    })
    return () => cancelAnimationFrame(frame)
  })
}
