/** The table of a list: 36 px rows, sticky head, chosen rows, arrow keys that move the open row. */
import type { KeyboardEvent, ReactNode } from "react"
import { useWords } from "../words.ts"
import { words } from "./words.ts"

export type Sort = { by: string; dir: "asc" | "desc" }

export type ListState = {
  /** What is being typed, and what the server is asked for a moment later. */
  typed: string
  find: string
  page: number
  size: number
  sort: Sort | undefined
  chosen: readonly string[]
  openId: string | undefined
  type(find: string): void
  turnTo(page: number): void
  sortBy(by: string): void
  choose(ids: readonly string[]): void
  open(id: string | undefined): void
}

export type Column<Row> = {
  key: string
  title: string
  render: (row: Row, place: number) => ReactNode
  width?: number
  /** The title is only for those who hear the table: a column of marks or verbs. */
  unseen?: boolean
  /** Numbers and seats stand at the right. */
  align?: "right"
  /** Takes the room that is left and is cut with an ellipsis. */
  grow?: boolean
  /** The field the server sorts by; absent: not sorted by this column. */
  sortBy?: string
}

type RowsProps<Row> = { rows: Row[]; columns: Column<Row>[]; idOf: (row: Row) => string; list: ListState; canChoose: boolean; opens: boolean }

export function Rows<Row>({ rows, columns, idOf, list, canChoose, opens }: RowsProps<Row>) {
  const move = (event: KeyboardEvent) => {
    if (!opens || (event.key !== "ArrowDown" && event.key !== "ArrowUp") || event.target instanceof HTMLInputElement) return
    const place = rows.findIndex((row) => idOf(row) === list.openId)
    const next = rows[place + (event.key === "ArrowDown" ? 1 : -1)]
    if (!next) return
    event.preventDefault()
    list.open(idOf(next))
    const row = event.currentTarget.querySelector(`[data-row="${idOf(next)}"]`)
    if (row instanceof HTMLElement) row.focus()
  }
  return (
    <table className="rows" onKeyDown={move}>
      <Head rows={rows} columns={columns} idOf={idOf} list={list} canChoose={canChoose} />
      <tbody>
        {rows.map((row, place) => (
          <Line key={idOf(row)} row={row} id={idOf(row)} place={place} columns={columns} list={list} canChoose={canChoose} opens={opens} />
        ))}
      </tbody>
    </table>
  )
}

function Head<Row>({ rows, columns, idOf, list, canChoose }: Omit<RowsProps<Row>, "opens">) {
  const say = useWords(words)
  const here = rows.map(idOf)
  const chosenHere = here.filter((id) => list.chosen.includes(id)).length
  const chooseAll = () => list.choose(chosenHere === here.length ? list.chosen.filter((id) => !here.includes(id)) : [...new Set([...list.chosen, ...here])])
  return (
    <thead>
      <tr>
        {canChoose ? (
          <th className="rows-choose">
            <input
              type="checkbox"
              aria-label={say("chooseAll")}
              checked={chosenHere === here.length}
              ref={(box) => {
                if (box) box.indeterminate = chosenHere > 0 && chosenHere < here.length
              }}
              onChange={chooseAll}
            />
          </th>
        ) : null}
        {columns.map((column) => (
          <HeadCell key={column.key} column={column} list={list} />
        ))}
      </tr>
    </thead>
  )
}

function HeadCell<Row>({ column, list }: { column: Column<Row>; list: ListState }) {
  const say = useWords(words)
  const { sortBy } = column
  const dir = sortBy !== undefined && list.sort?.by === sortBy ? list.sort.dir : undefined
  const aria = dir === undefined ? undefined : dir === "asc" ? "ascending" : "descending"
  return (
    <th scope="col" aria-sort={aria} className={classOf(column)} style={{ width: column.width, minWidth: column.width }}>
      {sortBy === undefined ? (
        <span className={column.unseen ? "visually-hidden" : undefined}>{column.title}</span>
      ) : (
        <button type="button" className="rows-sort" aria-label={say("sortBy", { what: column.title })} onClick={() => list.sortBy(sortBy)}>
          {column.title}
          <span className="rows-mark" data-dir={dir} aria-hidden="true" />
        </button>
      )}
    </th>
  )
}

const classOf = <Row,>(column: Column<Row>): string | undefined =>
  [column.align === "right" ? "is-right" : "", column.grow ? "is-grow" : ""].join(" ").trim() || undefined

type LineProps<Row> = { row: Row; id: string; place: number; columns: Column<Row>[]; list: ListState; canChoose: boolean; opens: boolean }

function Line<Row>({ row, id, place, columns, list, canChoose, opens }: LineProps<Row>) {
  const say = useWords(words)
  const isChosen = list.chosen.includes(id)
  const isOpen = opens && list.openId === id
  const choose = () => list.choose(isChosen ? list.chosen.filter((other) => other !== id) : [...list.chosen, id])
  const open = opens ? () => list.open(isOpen ? undefined : id) : undefined
  return (
    <tr
      data-row={id}
      data-chosen={isChosen || undefined}
      data-open={isOpen || undefined}
      aria-current={isOpen || undefined}
      tabIndex={opens ? 0 : undefined}
      onClick={open}
      onKeyDown={(event) => {
        if (event.target === event.currentTarget && (event.key === "Enter" || event.key === " ")) {
          event.preventDefault()
          open?.()
        }
      }}
    >
      {canChoose ? (
        // biome-ignore lint/a11y/useKeyWithClickEvents: only keeps a click on the box from opening the row; the box itself has its keys
        <td className="rows-choose" onClick={(event) => event.stopPropagation()}>
          <input type="checkbox" aria-label={say("chooseRow")} checked={isChosen} onChange={choose} />
        </td>
      ) : null}
      {columns.map((column) => (
        <td key={column.key} className={classOf(column)}>
          {column.render(row, (list.page - 1) * list.size + place + 1) ?? <span className="none">—</span>}
        </td>
      ))}
    </tr>
  )
}
