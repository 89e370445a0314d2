/** 审计: what was done in the house, newest first, as the auditor looks through it, verifies it and takes it along. */
import { useEffect, useState } from "react"
import { clockOf, dayOf, shortDay } from "#kernel/dates.ts"
import { useRead } from "#web/api.ts"
import { Drawer } from "#web/ui/drawer.tsx"
import { Icon } from "#web/ui/icon.tsx"
import { type Chip, type Column, useList } from "#web/ui/list.tsx"
import { Busy, Empty, Problem, State } from "#web/ui/page.tsx"
import { Rows } from "#web/ui/rows.tsx"
import { useLocale, useWords } from "#web/words.ts"
import { audit, type Line } from "../contract.ts"
import { words } from "../words.ts"
import { AddCondition, type Conditions, useConditions, zone } from "./conditions.tsx"
import { EntryDrawer } from "./entry-drawer.tsx"
import { Head } from "./head.tsx"
import { nameOf } from "./naming.ts"
import "./audit.css"

const size = 100

/** Behind which entries the pages seen so far begin: the last is the page shown. */
function usePages() {
  const [behind, setBehind] = useState<(string | undefined)[]>([undefined])
  return {
    after: behind.at(-1),
    isFirst: behind.length === 1,
    begin: () => setBehind([undefined]),
    back: () => setBehind((before) => before.slice(0, -1)),
    on: (after: string) => setBehind((before) => [...before, after]),
  }
}

export function Page() {
  const say = useWords(words)
  const pages = usePages()
  const list = useList()
  const { where, chips, set } = useConditions(pages.begin)
  const { find } = list
  // biome-ignore lint/correctness/useExhaustiveDependencies: another word begins at the newest again; the pages themselves are no reason to
  useEffect(() => pages.begin(), [find])
  const asked = { ...where, ...(find ? { find } : {}) }
  const read = useRead(audit.list, { ...asked, ...(pages.after ? { after: pages.after } : {}), size })
  const rows = read.data?.rows ?? []
  const columns = useColumns(list.openId !== undefined)
  return (
    <div className="list-page audit-page">
      <Head asked={asked} />
      <Tools list={list} chips={chips} onSet={set} onRefresh={() => void read.refetch()} />
      <div className="list-scroll">
        {read.error && !read.data ? <Problem error={read.error} again={() => void read.refetch()} /> : null}
        {!read.error && !read.data ? <Busy /> : null}
        {read.data && rows.length === 0 ? <Empty sentence={say(find || chips.length > 0 ? "noneFound" : "none")} /> : null}
        {rows.length > 0 ? <Rows rows={rows} columns={columns} idOf={({ id }) => id} list={list} canChoose={false} opens /> : null}
      </div>
      {rows.length > 0 ? <Foot pages={pages} next={read.data?.next ?? null} first={rows[0]} last={rows.at(-1)} /> : null}
      <RowDrawer rows={rows} list={list} onSet={set} />
    </div>
  )
}

type ToolsProps = { list: ReturnType<typeof useList>; chips: Chip[]; onSet: (change: Conditions) => void; onRefresh: () => void }
function Tools({ list, chips, onSet, onRefresh }: ToolsProps) {
  const say = useWords(words)
  return (
    <>
      <div className="list-tools">
        <label className="list-search">
          <Icon name="search" />
          <input type="search" value={list.typed} placeholder={say("search")} aria-label={say("search")} onChange={(event) => list.type(event.target.value)} />
        </label>
        <div className="list-tools-right">
          <button type="button" className="plain-button" onClick={onRefresh}>
            {say("refresh")}
          </button>
        </div>
      </div>
      <div className="list-chips">
        {chips.map(({ key, label, onRemove }) => (
          <button type="button" key={key} className="chip" onClick={onRemove}>
            {label}
            <Icon name="close" size={12} />
          </button>
        ))}
        <AddCondition onSet={onSet} />
      </div>
    </>
  )
}

/** Beside an open drawer, which says the rest, stands only what tells the rows apart; the sentence of a refusal has the room. */
function useColumns(isOpen: boolean): Column<Line>[] {
  const say = useWords(words)
  const locale = useLocale()
  const columns: Column<Line>[] = [
    {
      key: "at",
      title: say("time"),
      width: 148,
      render: ({ at }) => (
        <span className="audit-time" title={at}>
          {shortDay(dayOf(at, zone), locale)} {clockOf(at, zone)}
          <span className="none">{at.slice(16, 19)}</span>
        </span>
      ),
    },
    { key: "who", title: say("who"), width: 120, render: ({ who }) => (who.kind === "public" ? <span className="none">{say("kind_public")}</span> : who.name) },
    { key: "operation", title: say("operation"), width: 168, render: ({ operation }) => <span title={operation}>{nameOf(operation)}</span> },
    { key: "about", title: say("about"), grow: true, render: ({ about, meeting }) => [about, meeting?.name].filter(Boolean).join(say("comma")) || null },
    {
      key: "result",
      title: say("result"),
      ...(isOpen ? { grow: true } : { width: 220 }),
      render: ({ refusal }) => (refusal === null ? <State kind="ok">{say("done")}</State> : <Refusal sentence={refusal} />),
    },
    { key: "changes", title: say("changes"), width: 64, align: "right", render: ({ changes }) => changes || null },
    { key: "position", title: say("position"), width: 72, align: "right", render: ({ position }) => position?.toLocaleString("en-US") ?? null },
  ]
  return isOpen ? columns.filter(({ key }) => !["about", "changes", "position"].includes(key)) : columns
}

const Refusal = ({ sentence }: { sentence: string }) => (
  <span className="audit-refusal" title={sentence}>
    <State kind="warning">{sentence}</State>
  </span>
)

type FootProps = { pages: ReturnType<typeof usePages>; next: string | null; first: Line | undefined; last: Line | undefined }
function Foot({ pages, next, first, last }: FootProps) {
  const say = useWords(words)
  const locale = useLocale()
  const when = (line: Line | undefined) => (line ? `${shortDay(dayOf(line.at, zone), locale)} ${clockOf(line.at, zone)}` : "")
  return (
    <footer className="list-foot">
      {pages.isFirst ? null : (
        <button type="button" className="plain-button" onClick={pages.begin}>
          {say("newest")}
        </button>
      )}
      <div className="list-pages">
        <span>{say("between", { from: when(last), until: when(first) })}</span>
        <button type="button" className="icon-button" aria-label={say("newer")} disabled={pages.isFirst} onClick={pages.back}>
          <Icon name="left" />
        </button>
        <button type="button" className="icon-button" aria-label={say("older")} disabled={next === null} onClick={() => next && pages.on(next)}>
          <Icon name="right" />
        </button>
      </div>
    </footer>
  )
}

type DrawerProps = { rows: Line[]; list: ReturnType<typeof useList>; onSet: (change: Conditions) => void }
function RowDrawer({ rows, list, onSet }: DrawerProps) {
  const say = useWords(words)
  const place = rows.findIndex(({ id }) => id === list.openId)
  const row = rows[place]
  if (!row) return null
  const step = (by: number) => {
    const next = rows[place + by]
    return next && (() => list.open(next.id))
  }
  const title = row.position === null ? say("notSealed") : say("atPosition", { position: row.position.toLocaleString("en-US") })
  return (
    <Drawer title={title} onClose={() => list.open(undefined)} onUp={step(-1)} onDown={step(1)}>
      <EntryDrawer key={row.id} line={row} onSet={onSet} />
    </Drawer>
  )
}
