import { Refusal } from "#kernel/contract.ts"
import type { Item, Retention, Settings } from "./contract.ts"
import table from "./data/retention.json" with { type: "json" }

/** DA/T 22-2015: 全宗号-WS·年度-保管期限-机构-件号. */
export const codePattern = /^[A-Z0-9]{4}-WS·\d{4}-(Y|D30|D10)(-[A-Z0-9]{3})?-\d{4}$/

export function codeOf({ fonds, section, year }: Settings, retention: Retention, place: number): string {
  return [`${fonds}-WS·${year}`, retention, ...(section ? [section] : []), String(place).padStart(4, "0")].join("-")
}

/** 件号 counts anew in the lowest class, so this names the class. */
export const classOf = ({ fonds, section }: Pick<Settings, "fonds" | "section">, retention: Retention): { body: string; kind: string } => ({
  body: `fonds:${fonds}`,
  kind: `archive:${retention}:${section ?? ""}`,
})

/** The first line of the table that knows the kind or the title; each unit's own table may say otherwise, item by item. */
export function retentionOf({ kind, title }: { kind: string; title: string }): { retention: Retention; basis: string } {
  const found = table.lines.find((line) => line.has.some((word) => kind.includes(word) || title.includes(word))) ?? table.otherwise
  return { retention: found.retention as Retention, basis: `${table.source}：${found.clause}` }
}

/** 永久 first, then by date and title: the order of the shelf, and so of the numbers. */
export function inShelfOrder<Row extends Pick<Item, "retention" | "madeOn" | "title" | "id">>(items: Row[]): Row[] {
  const places: Retention[] = ["Y", "D30", "D10"]
  const key = (item: Row) => [places.indexOf(item.retention), item.madeOn, item.title, item.id].join("\u0000")
  return items
    .map((item) => ({ item, key: key(item) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ item }) => item)
}

export type Offered = { kind: string; title: string; number: string | null; author: string; madeOn: string; pages: number | null; fileId: string }

/** What is offered now against what is filed: a paper printed anew comes in its place, unless the old one already bears its number. */
export function compare(filed: { id: string; fileId: string; code: string | null }[], offered: Offered[]): { fresh: Offered[]; gone: string[] } {
  const known = new Set(filed.map((item) => item.fileId))
  const wanted = new Set(offered.map((paper) => paper.fileId))
  const once = [...new Map(offered.map((paper) => [paper.fileId, paper])).values()]
  return {
    fresh: once.filter((paper) => !known.has(paper.fileId)),
    gone: filed.filter((item) => item.code === null && !wanted.has(item.fileId)).map((item) => item.id),
  }
}

export function mustBeUnnumbered({ code }: Pick<Item, "code">): void {
  if (code) throw new Refusal("archive.alreadyNumbered", { code })
}

/** The file in the package is named by its 档号 in plain ASCII: unzip in a C locale writes any other letter otherwise, and the checksums would find nothing. */
export function pathOf({ code, fileName }: { code: string; fileName: string }): string {
  const ending = fileName.match(/\.[A-Za-z0-9]{1,8}$/)?.[0].toLowerCase() ?? ""
  return `files/${code.replace("·", ".")}${ending}`
}

/** As sha256sum writes it: two blanks, then the path as it is. */
export const sumsOf = (files: { path: string; sha256: string }[]): string => files.map(({ path, sha256 }) => `${sha256}  ${path}\n`).join("")
