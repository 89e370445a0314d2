/** Three answers that nobody mixes up in a noisy lobby: rising, twice the same, low and long. */
import type { Tone } from "./tone.ts"

type Note = { hertz: number; from: number; lasts: number; shape: OscillatorType }
const tunes: Record<Tone, Note[]> = {
  green: [
    { hertz: 880, from: 0, lasts: 0.09, shape: "sine" },
    { hertz: 1318.5, from: 0.09, lasts: 0.16, shape: "sine" },
  ],
  amber: [
    { hertz: 620, from: 0, lasts: 0.12, shape: "triangle" },
    { hertz: 620, from: 0.2, lasts: 0.12, shape: "triangle" },
  ],
  red: [
    { hertz: 196, from: 0, lasts: 0.28, shape: "square" },
    { hertz: 147, from: 0.3, lasts: 0.5, shape: "square" },
  ],
}
const shakes: Record<Tone, number[]> = { green: [60], amber: [80, 80, 80], red: [400] }

let context: AudioContext | undefined

/** Browsers stay silent until the page was touched once. */
export function wakeSound(): void {
  context ??= new AudioContext()
  void context.resume()
}
export const isSoundAwake = (): boolean => context?.state === "running"

export function play(tone: Tone): void {
  navigator.vibrate?.(shakes[tone])
  if (context?.state !== "running") return
  for (const note of tunes[tone]) {
    const start = context.currentTime + note.from
    const gain = new GainNode(context, { gain: 0 })
    gain.gain.setValueAtTime(0.0001, start)
    gain.gain.exponentialRampToValueAtTime(note.shape === "square" ? 0.25 : 0.5, start + 0.01)
    gain.gain.exponentialRampToValueAtTime(0.0001, start + note.lasts)
    const tune = new OscillatorNode(context, { frequency: note.hertz, type: note.shape })
    tune.connect(gain).connect(context.destination)
    tune.start(start)
    tune.stop(start + note.lasts + 0.02)
  }
}
