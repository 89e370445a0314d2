/** Every list is this list: title and count, search, chips, a table paged by the server, the drawer at the right, what can be done with the chosen rows. */
import { type ReactNode, useEffect, useRef, useState } from "react"
import { useWords } from "../words.ts"
import { Drawer } from "./drawer.tsx"
import { Icon } from "./icon.tsx"
import { Busy, Empty, PageHead, Problem } from "./page.tsx"
import { type Column, type ListState, Rows, type Sort } from "./rows.tsx"
import { words } from "./words.ts"

export type { Column } from "./rows.tsx"
export type Chip = { key: string; label: string; onRemove: () => void }

/** Begins with what the address asks for: ?find=…&open=ID, as a search result or a problem on the overview does. */
export function useList(first: { size?: number; sort?: Sort } = {}): ListState {
  const asked = useRef(new URLSearchParams(globalThis.location?.search)).current
  const [typed, setTyped] = useState(asked.get("find") ?? "")
  const [find, setFind] = useState(typed.trim())
  const [page, setPage] = useState(1)
  const [sort, setSort] = useState(first.sort)
  const [chosen, choose] = useState<readonly string[]>([])
  const [openId, open] = useState(asked.get("open") ?? undefined)
  useEffect(() => {
    const timer = setTimeout(() => {
      if (typed.trim() === find) return
      setFind(typed.trim())
      setPage(1)
    }, 200)
    return () => clearTimeout(timer)
  }, [typed, find])
  const sortBy = (by: string) => {
    setSort((now) => (now?.by === by && now.dir === "asc" ? { by, dir: "desc" } : { by, dir: "asc" }))
    setPage(1)
  }
  return { typed, find, page, size: first.size ?? 50, sort, chosen, openId, type: setTyped, turnTo: setPage, sortBy, choose, open }
}

type Reading<Row> = { data: { rows: Row[]; total: number } | undefined; error: Error | null; refetch?: () => unknown }

export type ListPageProps<Row> = {
  title: string
  /** Absent: the number of rows found. */
  count?: number
  facts?: ReactNode
  actions?: ReactNode
  list: ListState
  read: Reading<Row>
  columns: Column<Row>[]
  idOf: (row: Row) => string
  searchHint?: string
  /** At the right of the search: view, columns. */
  tools?: ReactNode
  chips?: Chip[]
  /** Behind the chips: adds a condition. */
  addChip?: ReactNode
  /** How many there are without conditions. */
  all?: number
  empty: { sentence: string; action?: ReactNode }
  drawer?: (row: Row) => ReactNode
  drawerFoot?: (row: Row) => ReactNode
  /** Present: rows can be chosen; what can be done with them. */
  bulk?: (ids: readonly string[], clear: () => void) => ReactNode
  /** Between the tools and the table: notices, a legend. */
  children?: ReactNode
}

export function ListPage<Row>(props: ListPageProps<Row>) {
  const { list, read, chips = [] } = props
  const rows = read.data?.rows ?? []
  const isNarrowed = list.find !== "" || chips.length > 0
  return (
    <div className="list-page">
      <PageHead title={props.title} count={props.count ?? read.data?.total} facts={props.facts} actions={props.actions} />
      <Tools {...props} />
      {props.children}
      {/* rows that neither open nor can be chosen are scrolled by keys only where the list itself can have the focus (WCAG 2.1.1) */}
      <div className="list-scroll" tabIndex={props.drawer || props.bulk ? undefined : 0}>
        {read.error && !read.data ? <Problem error={read.error} again={read.refetch} /> : null}
        {!read.error && !read.data ? <Busy /> : null}
        {read.data && rows.length === 0 ? <NoRows props={props} isNarrowed={isNarrowed} /> : null}
        {rows.length > 0 ? (
          <Rows rows={rows} columns={props.columns} idOf={props.idOf} list={list} canChoose={props.bulk !== undefined} opens={props.drawer !== undefined} />
        ) : null}
      </div>
      {rows.length > 0 ? <Foot {...props} total={read.data?.total ?? 0} /> : null}
      <RowDrawer {...props} rows={rows} total={read.data?.total ?? 0} />
    </div>
  )
}

function NoRows<Row>({ props, isNarrowed }: { props: ListPageProps<Row>; isNarrowed: boolean }) {
  const say = useWords(words)
  if (!isNarrowed) return <Empty {...props.empty} />
  const clear = () => {
    props.list.type("")
    for (const chip of props.chips ?? []) chip.onRemove()
  }
  return (
    <Empty
      sentence={say("noneFound")}
      action={
        <button type="button" className="quiet-link" onClick={clear}>
          {say("clearSearch")}
        </button>
      }
    />
  )
}

function Tools<Row>({ list, searchHint, tools, chips = [], addChip, all, read }: ListPageProps<Row>) {
  const say = useWords(words)
  const hasChips = chips.length > 0 || addChip !== undefined
  return (
    <>
      {searchHint || tools ? (
        <div className="list-tools">
          {searchHint ? (
            <label className="list-search">
              <Icon name="search" />
              <input type="search" value={list.typed} placeholder={searchHint} aria-label={say("search")} onChange={(event) => list.type(event.target.value)} />
            </label>
          ) : null}
          {tools ? <div className="list-tools-right">{tools}</div> : null}
        </div>
      ) : null}
      {hasChips ? (
        <div className="list-chips">
          {chips.map((chip) => (
            <button type="button" key={chip.key} className="chip" aria-label={say("removeChip", { what: chip.label })} onClick={chip.onRemove}>
              {chip.label}
              <Icon name="close" size={12} />
            </button>
          ))}
          {addChip}
          {all !== undefined && read.data && all !== read.data.total ? (
            <span className="list-of-all">{say("ofAll", { all: all.toLocaleString("en-US"), total: read.data.total.toLocaleString("en-US") })}</span>
          ) : null}
        </div>
      ) : null}
    </>
  )
}

function Foot<Row>({ list, bulk, total }: ListPageProps<Row> & { total: number }) {
  const say = useWords(words)
  const pages = Math.max(1, Math.ceil(total / list.size))
  const clear = () => list.choose([])
  return (
    <footer className="list-foot">
      {bulk && list.chosen.length > 0 ? (
        <div className="list-bulk">
          <strong>{say("chosen", { n: list.chosen.length })}</strong>
          {bulk(list.chosen, clear)}
          <button type="button" className="plain-button" onClick={clear}>
            {say("clearChosen")}
          </button>
        </div>
      ) : null}
      <div className="list-pages">
        <span>{say("range", { from: (list.page - 1) * list.size + 1, to: Math.min(total, list.page * list.size), total: total.toLocaleString("en-US") })}</span>
        <button type="button" className="icon-button" aria-label={say("earlierPage")} disabled={list.page <= 1} onClick={() => list.turnTo(list.page - 1)}>
          <Icon name="left" />
        </button>
        <button type="button" className="icon-button" aria-label={say("laterPage")} disabled={list.page >= pages} onClick={() => list.turnTo(list.page + 1)}>
          <Icon name="right" />
        </button>
      </div>
    </footer>
  )
}

function RowDrawer<Row>({ list, rows, idOf, drawer, drawerFoot, total }: ListPageProps<Row> & { rows: Row[]; total: number }) {
  const say = useWords(words)
  const close = useRef(() => list.open(undefined))
  const place = rows.findIndex((row) => idOf(row) === list.openId)
  const row = rows[place]
  if (!drawer || !row) return null
  const step = (by: number) => {
    const next = rows[place + by]
    return next === undefined ? undefined : () => list.open(idOf(next))
  }
  const title = say("position", { n: (list.page - 1) * list.size + place + 1, total: total.toLocaleString("en-US") })
  return (
    <Drawer title={title} onClose={close.current} onUp={step(-1)} onDown={step(1)} foot={drawerFoot?.(row)}>
      {drawer(row)}
    </Drawer>
  )
}
