/** Short messages to the person: a page or the platform tells, the shell shows. */
export type Tone = "ok" | "wrong" | "warning"
/** What can be done about it, right where it is told. */
export type Act = { label: string; go: () => void }
type Listener = (tone: Tone, sentence: string, act: Act | undefined) => void

const listeners = new Set<Listener>()

export function tell(tone: Tone, sentence: string, act?: Act): void {
  for (const listener of listeners) listener(tone, sentence, act)
}

export function onTold(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const endings = new Set<(sentence: string) => void>()
/** It was tried again and went well: what was told of it is over, and would contradict what is told now. */
export function untell(sentence: string): void {
  for (const end of endings) end(sentence)
}

export function onUntold(end: (sentence: string) => void): () => void {
  endings.add(end)
  return () => endings.delete(end)
}
