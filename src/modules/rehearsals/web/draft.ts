/** What is being written of a script, before it is saved. */
import type { GivenLine, WholeScript } from "../contract.ts"
import { inOrder } from "../rules.ts"

/** A line keeps its key while it is written, so that the cursor stays where it is. */
export type DraftLine = GivenLine & { key: string }
export type Draft = { title: string; day: string; starts: string; lines: DraftLine[] }

export const draftFrom = ({ title, day, starts, lines }: WholeScript): Draft => ({
  title,
  day,
  starts,
  lines: lines.map((line) => ({ ...line, key: line.id })),
})

let count = 0
/** Where a new line stands: at the minute of the one above it. */
export function lineAfter(above: DraftLine | undefined): DraftLine {
  count++
  return { key: `new ${count}`, minutes: above?.minutes ?? 0, cue: "", what: "", person: "", account: null, place: above?.place ?? "", seconds: null }
}

export const sendable = ({ lines, ...rest }: Draft) => ({ ...rest, lines: inOrder(lines).map(({ key, ...line }) => line) })

/** A line that says nothing cannot be kept. */
export const isWritten = ({ title, lines }: Draft): boolean => title.trim() !== "" && lines.every(({ what }) => what.trim() !== "")
