/** A keyboard scanner types what it read, faster than any hand, and ends with Enter. */
const fastest = 80
const shortest = 6

/** Calls `read` for each burst. Typing by hand in a field of the page is left alone. */
export function onBurst(read: (text: string) => void): () => void {
  let burst = ""
  let last = 0
  const key = (event: KeyboardEvent) => {
    const now = event.timeStamp
    if (now - last > fastest) burst = ""
    last = now
    if (event.key === "Enter") {
      const text = burst
      burst = ""
      if (text.length < shortest) return
      event.preventDefault()
      event.stopPropagation()
      const field = event.target
      // the scanner's letters went into the search field too: they are not what a person searched
      if (field instanceof HTMLInputElement) clear(field, text)
      read(text)
    } else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) burst += event.key
  }
  document.addEventListener("keydown", key, true)
  return () => document.removeEventListener("keydown", key, true)
}

function clear(field: HTMLInputElement, typed: string): void {
  if (!field.value.endsWith(typed)) return
  const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set
  set?.call(field, field.value.slice(0, -typed.length))
  field.dispatchEvent(new Event("input", { bubbles: true }))
}
