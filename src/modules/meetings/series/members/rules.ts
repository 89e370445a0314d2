/** 粘贴成员: the lines of a sheet as members of a series. */
import type { Member } from "../contract.ts"

type Category = { key: string; name: string; mayVote: boolean }
export type Pasted = { members: Member[]; unknown: string[] }

const columns = { name: /^姓名$|^name$/i, unit: /单位|unit/i, post: /职务|post/i, category: /类别|category/i, rank: /名次|排名|rank/i }
type Column = keyof typeof columns
const usualOrder: Column[] = ["name", "unit", "post", "category", "rank"]

/** A sheet parts its cells by tabs; a list typed by hand by commas or spaces. */
function cellsOf(line: string): string[] {
  if (line.includes("\t")) return line.split("\t").map((cell) => cell.trim())
  return line.trim().split(/\s*[,，;；]\s*|\s{1,}/)
}

function headerOf(cells: readonly string[]): Column[] | undefined {
  if (!cells.some((cell) => columns.name.test(cell))) return undefined
  const found = cells.map((cell) => (Object.keys(columns) as Column[]).find((column) => columns[column].test(cell)))
  return found.map((column, at) => column ?? (`_${at}` as Column))
}

/** 两字名 is often written with a blank between. */
const nameIn = (cell: string): string => cell.replace(/(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu, "")

/** `from`: the place of the last of those who are there already; ranks go on behind it. */
export function membersIn(typed: string, categories: readonly Category[], from = 0): Pasted {
  const lines = typed
    .split(/\r?\n/)
    .filter((line) => line.trim())
    .map(cellsOf)
  const header = lines[0] && headerOf(lines[0])
  const order = header ?? usualOrder
  const unknown = new Set<string>()
  const members = lines.slice(header ? 1 : 0).flatMap((cells, at): Member[] => {
    const cell = (column: Column) => cells[order.indexOf(column)] ?? ""
    const name = nameIn(cell("name")).slice(0, 40)
    if (!name) return []
    const wanted = cell("category")
    const category = categories.find((one) => one.name === wanted) ?? categories[0]
    if (wanted && category?.name !== wanted) unknown.add(wanted)
    const rank = Number(cell("rank")) || from + at + 1
    return [{ name, unit: cell("unit"), post: cell("post"), rank, category: category?.key ?? "", isChair: false, mayVote: category?.mayVote ?? false }]
  })
  return { members, unknown: [...unknown] }
}
