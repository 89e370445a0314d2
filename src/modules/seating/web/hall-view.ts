/** What part of the hall the window shows: fitted at first, then as the person moves and zooms it. */
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react"
import type { Scene } from "./hall-ink.ts"
import type { Layout } from "./hall-layout.ts"
import type { Spot } from "./hall-places.ts"

export type View = Scene["view"]
const range = { least: 0.2, most: 4 }

function fitted(layout: Layout, width: number, height: number): View {
  const scale = Math.max(range.least, Math.min(1.25, width / layout.width, height / layout.height))
  return { scale, width, height, x: (layout.width - width / scale) / 2, y: Math.min(0, (layout.height - height / scale) / 2) }
}

/** What stands under the pointer stays under it. */
function zoomed(now: View, by: number, at = { x: now.width / 2, y: now.height / 2 }): View {
  const scale = Math.min(range.most, Math.max(range.least, now.scale * by))
  return { ...now, scale, x: now.x + at.x / now.scale - at.x / scale, y: now.y + at.y / now.scale - at.y / scale }
}

export function useView(box: RefObject<HTMLDivElement | null>, layout: Layout) {
  const [view, setView] = useState<View>({ x: 0, y: 0, scale: 1, width: 0, height: 0 })
  const isFitted = useRef(true)
  const size = `${layout.width}x${layout.height}`
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new drawing of a hall of the same size keeps what the person looks at
  useLayoutEffect(() => {
    const place = box.current
    if (!place) return
    const measure = () => {
      const { clientWidth, clientHeight } = place
      setView((now) => (isFitted.current ? fitted(layout, clientWidth, clientHeight) : { ...now, width: clientWidth, height: clientHeight }))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(place)
    return () => observer.disconnect()
  }, [box, size])
  const change = useCallback((next: (now: View) => View) => {
    isFitted.current = false
    setView(next)
  }, [])
  const zoomAt = useCallback((by: number, at?: { x: number; y: number }) => change((now) => zoomed(now, by, at)), [change])
  const fit = () => {
    isFitted.current = true
    setView((now) => fitted(layout, now.width, now.height))
  }
  const show = (spot: Spot) =>
    change((now) => {
      const scale = Math.max(now.scale, 1.3)
      return { ...now, scale, x: spot.x + spot.w / 2 - now.width / scale / 2, y: spot.y + spot.h / 2 - now.height / scale / 2 }
    })
  return { view, change, zoomAt, fit, show }
}

/** The wheel moves the hall; with Ctrl (or two fingers) it zooms at the pointer. React's own wheel listener is passive and could not stop the page. */
export function useWheel(
  box: RefObject<HTMLDivElement | null>,
  change: (next: (now: View) => View) => void,
  zoomAt: (by: number, at: { x: number; y: number }) => void,
): void {
  useEffect(() => {
    const place = box.current
    if (!place) return
    const turn = (event: WheelEvent) => {
      event.preventDefault()
      const { left, top } = place.getBoundingClientRect()
      if (event.ctrlKey || event.metaKey) zoomAt(Math.exp(-event.deltaY / 300), { x: event.clientX - left, y: event.clientY - top })
      else change((now) => ({ ...now, x: now.x + event.deltaX / now.scale, y: now.y + event.deltaY / now.scale }))
    }
    place.addEventListener("wheel", turn, { passive: false })
    return () => place.removeEventListener("wheel", turn)
  }, [box, change, zoomAt])
}
