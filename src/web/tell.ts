/** Short messages to the person: a page or the platform tells, the shell shows. */
export type Tone = "ok" | "wrong" | "warning"
type Listener = (tone: Tone, sentence: string) => void

const listeners = new Set<Listener>()

export function tell(tone: Tone, sentence: string): void {
  for (const listener of listeners) listener(tone, sentence)
}

export function onTold(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
