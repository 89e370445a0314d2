/** A keyboard scanner types what it read and ends with Enter. Our own codes are known by their form, other codes by a speed no hand has. */
const pause = 1000
const shortest = 6
const perKey = 60
const ours = /(?:HX1:[0-9A-Z]{26}|https?:\/\/\S+#[0-9A-Z]{26})$/i

/** Calls `read` for each code. Typing by hand in a field of the page is left alone. */
export function onBurst(read: (text: string) => void): () => void {
  let typed = ""
  let began = 0
  let last = 0
  const key = (event: KeyboardEvent) => {
    const now = event.timeStamp
    if (now - last > pause) typed = ""
    if (typed === "") began = now
    last = now
    if (event.key === "Enter") {
      const text = scanIn(typed, now - began)
      typed = ""
      if (!text) return
      event.preventDefault()
      event.stopPropagation()
      const field = event.target
      // the scanner's letters went into the search field too: they are not what a person searched
      if (field instanceof HTMLInputElement) clear(field, text)
      read(text)
    } else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) typed += event.key
  }
  document.addEventListener("keydown", key, true)
  return () => document.removeEventListener("keydown", key, true)
}

function scanIn(typed: string, took: number): string | undefined {
  const code = ours.exec(typed)?.[0]
  if (code) return code
  return typed.length >= shortest && took <= typed.length * perKey ? typed : undefined
}

function clear(field: HTMLInputElement, typed: string): void {
  if (!field.value.endsWith(typed)) return
  const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set
  set?.call(field, field.value.slice(0, -typed.length))
  field.dispatchEvent(new Event("input", { bubbles: true }))
}
