/** For what cannot be taken back: nothing happens before it was held for a second. */
import { type ReactNode, useEffect, useRef, useState } from "react"
import "./hold-button.css"

const holdMs = 1000

type HoldButtonProps = { children: ReactNode; hint: string; onHeld: () => void; disabled?: boolean; className?: string }

export function HoldButton({ children, hint, onHeld, disabled, className = "" }: HoldButtonProps) {
  const [isHeld, setHeld] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const byHand = useRef(false)
  useEffect(() => () => clearTimeout(timer.current), [])
  const begin = () => {
    if (disabled || timer.current) return
    byHand.current = true
    setHeld(true)
    timer.current = setTimeout(() => {
      letGo()
      navigator.vibrate?.(80)
      onHeld()
    }, holdMs)
  }
  const letGo = () => {
    clearTimeout(timer.current)
    timer.current = undefined
    setHeld(false)
  }
  const isKey = (key: string) => key === " " || key === "Enter"
  return (
    <button
      type="button"
      className={`hold ${isHeld ? "is-held" : ""} ${className}`}
      disabled={disabled}
      title={hint}
      onPointerDown={(event) => {
        if (event.button === 0) begin()
      }}
      onPointerUp={letGo}
      onPointerLeave={letGo}
      onPointerCancel={letGo}
      onContextMenu={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        if (isKey(event.key) && !event.repeat) begin()
      }}
      onKeyUp={letGo}
      onBlur={letGo}
      onClick={() => {
        // a screen reader presses without holding: its user has heard what the button does
        if (!byHand.current && !disabled) onHeld()
        byHand.current = false
      }}
    >
      <span className="hold-fill" aria-hidden="true" />
      <span className="hold-words">{children}</span>
    </button>
  )
}
