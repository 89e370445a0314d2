/** The drawer: 384 at the right, part of the layout. It pushes the list and never covers it. */
import { type ReactNode, useEffect, useLayoutEffect, useState } from "react"
import { createPortal } from "react-dom"
import { useWords } from "../words.ts"
import { Icon } from "./icon.tsx"
import { words } from "./words.ts"

export type DrawerProps = {
  /** Top row: "the 6th of 812", or a name. */
  title: ReactNode
  onClose: () => void
  /** To the row above and below, when the drawer belongs to a list. */
  onUp?: () => void
  onDown?: () => void
  foot?: ReactNode
  children: ReactNode
}

/** The frame offers the place with this id; without a frame the drawer stands where it is written. */
export const drawerPlace = "drawer-place"

export function Drawer(props: DrawerProps) {
  const [place, setPlace] = useState<HTMLElement | null | undefined>()
  useLayoutEffect(() => setPlace(document.getElementById(drawerPlace)), [])
  const { onClose } = props
  useEffect(() => {
    const close = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.defaultPrevented) onClose()
    }
    document.addEventListener("keydown", close)
    return () => document.removeEventListener("keydown", close)
  }, [onClose])
  if (place === undefined) return null
  const panel = <Panel {...props} />
  return place ? createPortal(panel, place) : panel
}

function Panel({ title, onClose, onUp, onDown, foot, children }: DrawerProps) {
  const say = useWords(words)
  return (
    <aside className="drawer" aria-label={typeof title === "string" ? title : say("details")}>
      <header className="drawer-head">
        <span className="drawer-title">{title}</span>
        {onUp || onDown ? (
          <>
            <button type="button" className="icon-button" aria-label={say("previous")} disabled={!onUp} onClick={onUp}>
              <Icon name="up" />
            </button>
            <button type="button" className="icon-button" aria-label={say("next")} disabled={!onDown} onClick={onDown}>
              <Icon name="down" />
            </button>
          </>
        ) : null}
        <button type="button" className="icon-button" aria-label={say("close")} onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <div className="drawer-body">{children}</div>
      {foot ? <footer className="drawer-foot">{foot}</footer> : null}
    </aside>
  )
}
