import type { Paragraph, PlainPaper } from "#kernel/official.ts"
import type { SchemeText } from "../contract.ts"
import { numerals } from "../rules.ts"

const linesOf = (text: string): Paragraph[] =>
  text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => ({ level: 0, text: line.trim() }))

/** The scheme as an official paper: 一、 before each section, annexes listed by their titles behind. */
export const paperOf = ({ title, sections, annexes }: SchemeText, author: string): PlainPaper => ({
  title,
  author,
  body: sections.flatMap((section, at) => [{ level: 1, text: `${numerals[at]}、${section.title}` }, ...linesOf(section.text)]),
  annexes: annexes.map((annex) => ({ title: annex.title, body: linesOf(annex.text) })),
})
