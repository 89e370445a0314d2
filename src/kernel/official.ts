/** 公文: the data of an official paper by GB/T 9704-2012, as spec'd once for pages, print and command line. */
import { z } from "zod"
import { Day, text } from "./types.ts"

/** 0 text, 1 一、 2 （一） 3 1. 4 （1） */
export const Paragraph = z.strictObject({ level: z.int().min(0).max(4), text: text(20_000) })
export type Paragraph = z.infer<typeof Paragraph>

const names = (max: number, each = 120) => z.array(text(each)).max(max).default([])
/** null says the same as leaving the field out. */
const some = <Kind extends z.ZodType>(kind: Kind) => kind.nullable().default(null)

/** 纪要 (10.3). It has no 主送机关, no 签发人 and no seal: data that carry them are refused, not silently left out. */
export const MinutesPaper = z.strictObject({
  form: z.literal("minutes"),
  issuers: z.array(text(60)).min(1).max(10),
  copyNumber: some(z.string().regex(/^\d{6}$/)),
  secrecy: some(text(20)),
  urgency: some(text(10)),
  documentNumber: some(text(60)),
  title: text(200),
  body: z.array(Paragraph).min(1).max(2000),
  attachments: names(50, 200),
  signatory: names(10),
  date: some(Day),
  note: some(text(300)),
  present: names(5000),
  excused: names(5000),
  attending: names(5000),
  copyTo: names(200),
  printedBy: some(text(60)),
  printedOn: some(Day),
  /** Fields of the other forms: known by name so that an empty one is no mistake, and refused when they hold something. */
  signers: z.array(z.never()).optional(),
  recipients: z.array(z.never()).optional(),
  sealed: z.literal(false).optional(),
})
export type MinutesPaper = z.infer<typeof MinutesPaper>

/** A paper without 版头 and 版记, such as a scheme laid before the leaders: title, text, and each annex on a page of its own. */
export type PlainPaper = { title: string; author: string; body: readonly Paragraph[]; annexes: readonly { title: string; body: readonly Paragraph[] }[] }

/** A report laid before a body: where it was adopted stands under its title, a table of its own page behind the signature. `heads` has one more than the rows: the part they are of. */
export type TablePaper = {
  title: string
  author: string
  under: string
  body: readonly Paragraph[]
  date: string
  table: {
    title: string
    heads: readonly string[]
    parts: readonly { title: string; rows: readonly (readonly string[])[] }[]
    total: readonly [string, string]
  }
}

/** 3月5日 without zeros, the year in full (条例第九条(十二)). */
export function officialDay(day: string): string {
  const [year, month, date] = day.split("-").map(Number)
  return `${year}年${month}月${date}日`
}

/** 标志: what the issuers are called, with 纪要 behind unless they already end in it. */
export function markOf(issuers: string[]): string {
  const mark = issuers.join("")
  return mark.endsWith("纪要") ? mark : `${mark}纪要`
}

/** Of a numbered paragraph only the first sentence is set in the face of its level; the text behind it is 仿宋 like the rest. */
export function headOf(paragraph: Paragraph): { face: "text" | "hei" | "kai"; head: string; rest: string } {
  const face = paragraph.level === 1 ? "hei" : paragraph.level === 2 ? "kai" : "text"
  if (face === "text") return { face, head: "", rest: paragraph.text }
  const end = paragraph.text.indexOf("。")
  const cut = end < 0 || end === paragraph.text.length - 1 ? paragraph.text.length : end + 1
  return { face, head: paragraph.text.slice(0, cut), rest: paragraph.text.slice(cut) }
}

/** Width in cells of a full-width character: Latin letters and digits take half of one. */
const cells = (part: string) => [...part].reduce((sum, char) => sum + (char.charCodeAt(0) < 0x2000 ? 0.55 : 1), 0)

/** 7.3.1: a long title in lines of like length that break no word and begin with no 的 or mark; a line break in the text has the last word. */
export function titleLines(title: string, widest = 20): string[] {
  if (title.includes("\n"))
    return title
      .split("\n")
      .map((line) => line.trim())
      .filter(Boolean)
  const words = [...new Intl.Segmenter("zh-CN", { granularity: "word" }).segment(title)].map(({ segment }) => segment)
  const count = Math.ceil(cells(title) / (widest - 1))
  if (count <= 1) return [title]
  const wanted = cells(title) / count
  const lines: string[] = []
  let line = ""
  for (const word of words) {
    const isCounted = /[第一二三四五六七八九十百\d]$/.test(line) && /^[一二三四五六七八九十百\d次届期号年月日个项]/.test(word)
    const mayNotBegin = isCounted || /^[的地得了和与、，。；：？！》）〕”’]/.test(word) || /[《（〔“‘]$/.test(line)
    const over = cells(line + word)
    const closer = Math.abs(cells(line) - wanted) <= Math.abs(over - wanted)
    if (line && (over > widest || (closer && lines.length < count - 1)) && !(mayNotBegin && over <= widest)) {
      lines.push(line)
      line = ""
    }
    line += word
  }
  return [...lines, line].filter(Boolean)
}
