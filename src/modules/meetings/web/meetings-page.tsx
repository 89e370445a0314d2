import { Button, Checkbox, Segmented, Select } from "antd"
import { type ReactNode, useState } from "react"
import { dayOf, officeZone } from "#kernel/dates.ts"
import { useRead } from "#web/api.ts"
import { useGo } from "#web/nav.tsx"
import { useSession } from "#web/session.ts"
import { Icon } from "#web/ui/icon.tsx"
import { Busy, Empty, PageHead, Problem } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import type { BoardLine } from "../board/contract.ts"
import { anything, matching, type Wanted } from "../board/rules.ts"
import { Strip } from "../board/web/strip.tsx"
import { Cards, Table } from "../board/web/table.tsx"
import { words } from "../board/words.ts"
import { type Meeting, meetings } from "../contract.ts"
import { CopyDrawer } from "../copy/web/copy-drawer.tsx"
import { words as copyWords } from "../copy/words.ts"
import { BySeries } from "../series/web/by-series.tsx"
import "./meetings.css"
import "../board/web/board.css"

const views = ["strip", "table"] as const
type View = (typeof views)[number]

export function Page() {
  const say = useWords(words)
  const go = useGo()
  const { may } = useSession()
  const sayCopy = useWords(copyWords)
  const board = useRead(meetings.board, {})
  const list = useRead(meetings.list, {})
  const [copied, setCopied] = useState<Meeting>()
  const copyOf = ({ id, name }: BoardLine) =>
    may(meetings.copy.name, id) ? (
      <button
        type="button"
        className="quiet-link"
        aria-label={sayCopy("copyOf", { name })}
        onClick={() => setCopied(list.data?.find((meeting) => meeting.id === id))}
      >
        {sayCopy("copy")}
      </button>
    ) : null
  const mayCreate = may(meetings.create.name)
  const create = (
    <Button type="primary" onClick={() => go("/meetings/new")}>
      {say("newMeeting")}
    </Button>
  )
  return (
    <>
      <PageHead title={say("meetings")} count={board.data?.length} actions={mayCreate && board.data?.length ? create : null} />
      <BySeries />
      {board.error ? <Problem error={board.error} again={board.refetch} /> : null}
      {board.isPending ? <Busy /> : null}
      {board.data?.length === 0 ? <Empty sentence={say(mayCreate ? "noneYet" : "noneForYou")} action={mayCreate ? create : null} /> : null}
      {board.data?.length ? <Board lines={board.data} action={copyOf} /> : null}
      {copied ? <CopyDrawer key={copied.id} meeting={copied} onClose={() => setCopied(undefined)} /> : null}
    </>
  )
}

function Board({ lines, action }: { lines: readonly BoardLine[]; action: (line: BoardLine) => ReactNode }) {
  const say = useWords(words)
  const [wanted, setWanted] = useState(anything)
  const [view, setView] = useState<View>("strip")
  const shown = matching(lines, wanted)
  const today = dayOf(new Date().toISOString(), officeZone)
  return (
    <div className="board">
      <div className="board-tools">
        <Filters lines={lines} wanted={wanted} onChange={setWanted} />
        <Segmented<View> aria-label={say("view")} value={view} onChange={setView} options={views.map((value) => ({ value, label: say(value) }))} />
      </div>
      {shown.length === 0 ? (
        <Empty sentence={say("noneFound")} action={<Button onClick={() => setWanted(anything)}>{say("clearAll")}</Button>} />
      ) : (
        <>
          <div className="board-wide">{view === "strip" ? <Strip lines={shown} today={today} /> : <Table lines={shown} action={action} />}</div>
          <div className="board-narrow">
            <Cards lines={shown} action={action} />
          </div>
        </>
      )}
    </div>
  )
}

type FiltersProps = { lines: readonly BoardLine[]; wanted: Wanted; onChange: (wanted: Wanted) => void }

function Filters({ lines, wanted, onChange }: FiltersProps) {
  const say = useWords(words)
  const set = (change: Partial<Wanted>) => onChange({ ...wanted, ...change })
  const namesOf = (of: (line: BoardLine) => string | null): string[] => [...new Set(lines.flatMap((line) => of(line) ?? []))].sort()
  const choices = {
    series: namesOf(({ series }) => series),
    unit: namesOf(({ unit }) => unit),
    year: namesOf(({ startsOn }) => startsOn.slice(0, 4)).reverse(),
  }
  const phases = (["prepare", "arrive", "hold", "after"] as const).map((phase) => ({ value: phase as string, label: say(phase) }))
  return (
    <div className="board-filters">
      <label className="list-search">
        <Icon name="search" />
        <input type="search" value={wanted.find} placeholder={say("find")} aria-label={say("find")} onChange={(event) => set({ find: event.target.value })} />
      </label>
      <Choice what={say("phase")} value={wanted.phase} options={phases} onChange={(phase) => set({ phase })} />
      {(["year", "series", "unit"] as const).map((field) =>
        choices[field].length > 1 || wanted[field] ? (
          <Choice
            key={field}
            what={say(field)}
            value={wanted[field]}
            options={choices[field].map((value) => ({ value, label: value }))}
            onChange={(value) => set({ [field]: value })}
          />
        ) : null,
      )}
      {lines.some(({ isMine }) => isMine) ? (
        <Checkbox checked={wanted.mine} onChange={(event) => set({ mine: event.target.checked })}>
          {say("mine")}
        </Checkbox>
      ) : null}
    </div>
  )
}

type ChoiceProps = { what: string; value: string; options: { value: string; label: string }[]; onChange: (value: string) => void }

function Choice({ what, value, options, onChange }: ChoiceProps) {
  const say = useWords(words)
  return (
    <Select
      aria-label={what}
      value={value}
      popupMatchSelectWidth={false}
      showSearch={options.length > 12 ? { optionFilterProp: "label" } : false}
      options={[{ value: "", label: `${what}：${say("all")}` }, ...options]}
      onChange={onChange}
    />
  )
}
