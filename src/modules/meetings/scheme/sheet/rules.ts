import type { Paragraph, PlainPaper } from "#kernel/official.ts"
import type { SchemeText } from "../contract.ts"
import { numerals } from "../rules.ts"

/** What a line begins with shows where it stands in a tree (组、小组); what nobody has written yet is not passed over. */
function linesOf(text: string, toFill: string): Paragraph[] {
  const lines = text.split("\n").filter((line) => line.trim() !== "")
  return (lines.length ? lines : [toFill]).map((line) => ({ level: 0, text: line.trimEnd() }))
}

type Of = { author: string; mark: string; toFill: string }

/** The scheme as an official paper: 一、 before each section, annexes listed by their titles behind; `mark` says that it is not approved. */
export const paperOf = ({ title, sections, annexes }: SchemeText, { author, mark, toFill }: Of): PlainPaper => ({
  title: `${title}${mark}`,
  author,
  body: sections.flatMap((section, at) => [{ level: 1, text: `${numerals[at]}、${section.title}` }, ...linesOf(section.text, toFill)]),
  annexes: annexes.map((annex) => ({ title: annex.title, body: linesOf(annex.text, toFill) })),
})
