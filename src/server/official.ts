/** 公文: an official paper as PDF for the printer and DOCX for the pen. */
import {
  AlignmentType,
  BorderStyle,
  Document,
  DocumentGridType,
  Footer,
  type IParagraphOptions,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  RelativeHorizontalPosition,
  RelativeVerticalPosition,
  Tab,
  Table,
  TableAnchorType,
  TableCell,
  TableRow,
  TabStopType,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from "docx"
import {
  headOf,
  type MinutesPaper,
  markOf,
  type Paragraph as OfficialParagraph,
  officialDay,
  type PlainPaper,
  type TablePaper,
  titleLines,
} from "#kernel/official.ts"
import type { Print, Printed } from "./print.ts"

const template = new URL("../../assets/typst/official.typ", import.meta.url)

/** `on`: the day it is printed for; then it is PDF/A. */
export function officialPdf(print: Print, paper: MinutesPaper, on?: string): Promise<Printed> {
  const { signers: _signers, recipients: _recipients, sealed: _sealed, ...printed } = paper
  const data = {
    ...printed,
    mark: markOf(paper.issuers),
    titleLines: titleLines(paper.title),
    body: paper.body.map(headOf),
    date: paper.date && officialDay(paper.date),
    printedOn: paper.printedOn && officialDay(paper.printedOn),
  }
  return print.pdf(template, data, { title: titleLines(paper.title).join(""), author: paper.issuers.join("、"), on })
}

/** Its annexes are named behind the text, and follow; it has neither signatory nor imprint. */
export function plainPdf(print: Print, { title, author, body, annexes }: PlainPaper, on?: string): Promise<Printed> {
  const none = { copyNumber: null, secrecy: null, urgency: null, documentNumber: null, date: null, note: null, printedBy: null, printedOn: null }
  const lists = { signatory: [], present: [], excused: [], attending: [], copyTo: [], attachments: annexes.map((annex) => annex.title) }
  const set = annexes.map((annex) => ({ titleLines: titleLines(annex.title), body: annex.body.map(headOf) }))
  const data = { ...none, ...lists, mark: null, titleLines: titleLines(title), body: body.map(headOf), annexes: set }
  return print.pdf(template, data, { title, author, on })
}

/** 225 mm / 22 in twips; one more would push the 22nd line out. */
const pitch = 579
/** 156 mm / 28 in twips: one character with its spacing. */
const cell = 315
/** Half points. */
const third = 32
const fourth = 28
/** Names as Chinese Word and WPS know them; nothing is embedded, the reader's own fonts are used. */
const faces = { fangsong: "仿宋", hei: "黑体", kai: "楷体", song: "宋体", title: "方正小标宋简体" }
type Face = keyof typeof faces

// −5 twips a character: 28 in 156 mm. As spacing of the run, because LibreOffice would put each character of a character grid into two cells.
const run = (text: string, { face = "fangsong" as Face, size = third, color = "000000", spacing = -5 } = {}) =>
  new TextRun({ text, size, color, characterSpacing: spacing, font: { eastAsia: faces[face], ascii: faces[face], hAnsi: faces[face], hint: "eastAsia" } })

const line = (children: IParagraphOptions["children"], options: IParagraphOptions = {}) =>
  new Paragraph({
    children,
    ...options,
    widowControl: false,
    spacing: { line: pitch, lineRule: LineRuleType.EXACT, before: 0, after: 0, ...options.spacing },
  })
const indented = (children: IParagraphOptions["children"]) => line(children, { indent: { firstLine: 2 * cell }, alignment: AlignmentType.JUSTIFIED })
const hanging = (label: TextRun, content: TextRun, labelCells: number) =>
  line([label, content], { indent: { left: (2 + labelCells) * cell, hanging: labelCells * cell }, alignment: AlignmentType.JUSTIFIED })
const blank = () => line([])

export const officialDocx = (paper: MinutesPaper): Promise<Buffer> =>
  packed({ title: titleLines(paper.title).join(""), creator: paper.issuers.join("、") }, [
    ...headOfPaper(paper),
    ...bodyOf(paper.body),
    ...endOf(paper),
    ...imprintOf(paper),
  ])

const titled = (title: string) =>
  titleLines(title).map((part) => line([run(part, { face: "title", size: 44, spacing: 0 })], { alignment: AlignmentType.CENTER }))

export const plainDocx = ({ title, author, body, annexes }: PlainPaper): Promise<Buffer> =>
  packed({ title, creator: author }, [
    ...titled(title),
    blank(),
    ...bodyOf(body),
    ...(annexes.length > 0 ? [blank(), ...attachedTo(annexes.map((annex) => annex.title))] : []),
    ...annexes.flatMap((annex, at) => [
      line([run(annexes.length === 1 ? "附件" : `附件 ${at + 1}`, { face: "hei" })], { pageBreakBefore: true }),
      blank(),
      ...titled(annex.title),
      blank(),
      ...bodyOf(annex.body),
    ]),
  ])

export const tableDocx = ({ title, author, under, body, date, table }: TablePaper): Promise<Buffer> =>
  packed({ title, creator: author }, [
    ...titled(title),
    ...(under ? [line([run(under, { face: "kai" })], { alignment: AlignmentType.CENTER })] : []),
    blank(),
    ...bodyOf(body),
    blank(),
    ...signedBy([author], date),
    line([run(table.title, { face: "title", size: 36, spacing: 0 })], { alignment: AlignmentType.CENTER, pageBreakBefore: true }),
    blank(),
    gridOf(table),
  ])

/** 36 mm for the part, 28 mm for each number, the rest of 156 mm for what is counted; the head comes again on each page. */
function gridOf({ heads, parts, total }: TablePaper["table"]): Table {
  const numbers = heads.slice(2).map(() => 1587)
  const columnWidths = [2041, 8845 - 2041 - 1587 * numbers.length, ...numbers]
  const small = (text: string, face: Face = "fangsong") =>
    new Paragraph({ children: [run(text, { size: 26, spacing: 0, face })], alignment: AlignmentType.CENTER, spacing: { before: 60, after: 60 } })
  const square = (text: string, { face, ...span }: { face?: Face; rowSpan?: number; columnSpan?: number } = {}) =>
    new TableCell({ children: [small(text, face)], verticalAlign: VerticalAlignTable.CENTER, ...span })
  const rows = parts.flatMap((part) =>
    part.rows.map((row, at) => [...(at === 0 ? [square(part.title, { rowSpan: part.rows.length })] : []), ...row.map((text) => square(text))]),
  )
  const last = [square(total[0], { face: "hei" }), square(total[1], { face: "hei", columnSpan: heads.length - 1 })]
  return new Table({
    width: { size: 8845, type: WidthType.DXA },
    columnWidths,
    rows: [
      new TableRow({ tableHeader: true, cantSplit: true, children: heads.map((head) => square(head, { face: "hei" })) }),
      ...[...rows, last].map((children) => new TableRow({ cantSplit: true, children })),
    ],
  })
}

function packed(about: { title: string; creator: string }, children: (Paragraph | Table)[]): Promise<Buffer> {
  const document = new Document({
    ...about,
    evenAndOddHeaderAndFooters: true,
    styles: { default: { document: { run: { font: { eastAsia: faces.fangsong, ascii: faces.fangsong, hAnsi: faces.fangsong }, size: third } } } },
    sections: [
      {
        properties: {
          // 1447 twips: the stroke in the middle of a 14 pt line lies 7 mm below the 版心
          page: { size: { width: 11906, height: 16838 }, margin: { top: 2098, left: 1587, right: 1474, bottom: 1984, header: 851, footer: 1447, gutter: 0 } },
          grid: { type: DocumentGridType.LINES, linePitch: pitch },
        },
        footers: { default: folio(AlignmentType.RIGHT), even: folio(AlignmentType.LEFT) },
        children,
      },
    ],
  })
  return Packer.toBuffer(document)
}

const folio = (alignment: "left" | "right") =>
  new Footer({
    children: [
      line([new TextRun({ children: ["— ", PageNumber.CURRENT, " —"], size: fourth, font: { eastAsia: faces.song, ascii: faces.song, hAnsi: faces.song } })], {
        alignment,
        indent: { [alignment]: cell },
        spacing: { line: 280, lineRule: LineRuleType.EXACT },
      }),
    ],
  })

/** 版头: three lines for 份号, 密级 and 紧急程度, then the mark, whose ink begins 35 mm below the 版心's edge. */
function headOfPaper(paper: MinutesPaper): Paragraph[] {
  const mark = markOf(paper.issuers)
  const size = Math.max(44, Math.min(108, Math.floor((0.94 * 884.4) / [...mark].length)))
  const over = [
    paper.copyNumber && run(paper.copyNumber),
    paper.secrecy && run(paper.secrecy, { face: "hei" }),
    paper.urgency && run(paper.urgency, { face: "hei" }),
  ].filter(Boolean)
  const red = { color: "FF0000", space: 4, style: BorderStyle.SINGLE, size: 10 }
  return [
    ...[0, 1, 2].map((at) => line(over[at] ? [over[at]] : [])),
    // 1984 twips are 35 mm, 1737 the three lines above; a tenth of the em stands over the ink
    line([run(mark, { face: "title", size, color: "FF0000", spacing: 0 })], {
      alignment: AlignmentType.CENTER,
      spacing: { before: Math.max(0, 1984 - 3 * pitch - size), line: size * 11, lineRule: LineRuleType.EXACT },
    }),
    blank(),
    blank(),
    // 4 mm between the number and the red line
    line(paper.documentNumber ? [run(paper.documentNumber)] : [], { alignment: AlignmentType.CENTER, border: { bottom: { ...red, space: 8 } } }),
    blank(),
    blank(),
    ...titled(paper.title),
    blank(),
  ]
}

function bodyOf(body: readonly OfficialParagraph[]): Paragraph[] {
  return body.map((paragraph) => {
    const { face, head, rest } = headOf(paragraph)
    return indented([...(head ? [run(head, { face: face === "text" ? "fangsong" : face })] : []), ...(rest ? [run(rest)] : [])])
  })
}

/** 附件说明: the annexes by their names. */
const attachedTo = (names: readonly string[]): Paragraph[] =>
  names.map((name, at) => {
    const numbered = names.length > 1 ? `${at + 1}. ` : ""
    return at === 0 ? hanging(run("附件："), run(numbered + name), 3) : line([run(numbered + name)], { indent: { left: 5 * cell } })
  })

/** 附件说明, 出席 请假 列席, 署名 and 成文日期, 附注. */
function endOf(paper: MinutesPaper): Paragraph[] {
  const attached = attachedTo(paper.attachments)
  const lists = (
    [
      ["出席：", paper.present],
      ["请假：", paper.excused],
      ["列席：", paper.attending],
    ] as const
  )
    .filter(([, names]) => names.length > 0)
    .map(([label, names]) => hanging(run(label, { face: "hei" }), run(names.join("、")), 3))
  const date = paper.date && officialDay(paper.date)
  const signed = signedBy(paper.signatory, date ?? "")
  const blocks = [attached, lists, signed].filter((block) => block.length > 0)
  return [...blocks.flatMap((block) => [blank(), ...block]), ...(paper.note ? [indented([run(paper.note)])] : [])]
}

const signedBy = (signatory: readonly string[], date: string): Paragraph[] => [
  ...signatory.map((name) => line([run(name)], { alignment: AlignmentType.RIGHT, indent: { right: 2 * cell }, keepNext: true })),
  ...(date ? [line([run(date)], { alignment: AlignmentType.RIGHT, indent: { right: dateIndent(signatory, date) } })] : []),
]

/** 7.3.5.2: the date's first character stands two to the right of the signatory's; digits take half a cell. */
function dateIndent(signatory: readonly string[], date: string): number {
  if (signatory.length === 0) return 4 * cell
  const wide = (text: string) => [...text].reduce((sum, char) => sum + (char < "\u2000" ? 0.5 : 1), 0)
  return Math.max(0, Math.round((2 + Math.max(...signatory.map(wide)) - 2 - wide(date)) * cell))
}

/** 版记: a table at the foot of the last page's 版心; 0.35 mm are 8 eighths of a point, 0.25 mm are 6. */
function imprintOf(paper: MinutesPaper): (Table | Paragraph)[] {
  const small = (text: string) => run(text, { size: fourth, spacing: 0 })
  const copies =
    paper.copyTo.length > 0
      ? line([small("抄送："), small(`${paper.copyTo.join("，")}。`)], { indent: { left: cell + 840, hanging: 840, right: cell } })
      : undefined
  const printed =
    paper.printedBy || paper.printedOn
      ? line([small(paper.printedBy ?? ""), new TextRun({ children: [new Tab()] }), small(paper.printedOn ? `${officialDay(paper.printedOn)}印发` : "")], {
          indent: { left: cell, right: cell },
          tabStops: [{ type: TabStopType.RIGHT, position: 8845 - cell }],
        })
      : undefined
  const rows = [copies, printed].filter((row) => row !== undefined)
  if (rows.length === 0) return []
  const rule = (size: number) => ({ style: BorderStyle.SINGLE, size, color: "000000" })
  const none = { style: BorderStyle.NONE, size: 0, color: "000000" }
  const table = new Table({
    width: { size: 8845, type: WidthType.DXA },
    columnWidths: [8845],
    float: {
      horizontalAnchor: TableAnchorType.MARGIN,
      verticalAnchor: TableAnchorType.MARGIN,
      relativeHorizontalPosition: RelativeHorizontalPosition.CENTER,
      relativeVerticalPosition: RelativeVerticalPosition.BOTTOM,
    },
    borders: { top: rule(8), bottom: rule(8), insideHorizontal: rule(6), left: none, right: none, insideVertical: none },
    rows: rows.map(
      (row) => new TableRow({ cantSplit: true, children: [new TableCell({ margins: { left: 0, right: 0, top: 0, bottom: 0 }, children: [row] })] }),
    ),
  })
  return [table, line([], { spacing: { line: 20, lineRule: LineRuleType.EXACT } })]
}
