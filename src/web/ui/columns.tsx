/** Which columns a list shows, and views of it saved by name: kept in this browser for this person, list by list. */
import { Button, Checkbox, Input, Popover } from "antd"
import { type ReactNode, useState } from "react"
import { useSession } from "../session.ts"
import { useWords } from "../words.ts"
import { Icon } from "./icon.tsx"
import type { Column } from "./list.tsx"
import { words } from "./words.ts"

/** `rest`: what else the page keeps in a view, such as its conditions. */
type View<Rest> = { name: string; columns: readonly string[]; rest: Rest }
type Kept<Rest> = { columns?: readonly string[]; views?: readonly View<Rest>[] }

function readKept<Rest>(place: string): Kept<Rest> {
  try {
    return JSON.parse(localStorage.getItem(place) ?? "{}") as Kept<Rest>
  } catch {
    return {}
  }
}

type Wanted<Row, Rest> = { list: string; all: readonly Column<Row>[]; usual: readonly string[]; rest: Rest; onView: (rest: Rest) => void }

/** The columns to show, and the button with which they are chosen. */
export function useChosenColumns<Row, Rest>({ list, all, usual, rest, onView }: Wanted<Row, Rest>): { columns: Column<Row>[]; menu: ReactNode } {
  const { me } = useSession()
  const place = `huixu.list/${me?.id ?? ""}/${list}`
  const [kept, setKept] = useState<Kept<Rest>>(() => readKept(place))
  const keep = (next: Kept<Rest>) => {
    setKept(next)
    // a browser that keeps nothing (full, or forbidden) still shows what was chosen until the page is left
    try {
      localStorage.setItem(place, JSON.stringify(next))
    } catch {}
  }
  const shown = kept.columns ?? usual
  const { views = [] } = kept
  const menu = (
    <Menu
      all={all}
      shown={shown}
      names={views.map(({ name }) => name)}
      onShow={(columns) => keep({ ...kept, columns })}
      onUsual={() => keep({ views })}
      onSave={(name) => keep({ ...kept, views: [...views.filter((view) => view.name !== name), { name, columns: shown, rest }] })}
      onDrop={(name) => keep({ ...kept, views: views.filter((view) => view.name !== name) })}
      onView={(name) => {
        const view = views.find((one) => one.name === name)
        if (!view) return
        keep({ ...kept, columns: view.columns })
        onView(view.rest)
      }}
    />
  )
  return { columns: all.filter(({ key }) => shown.includes(key)), menu }
}

type MenuProps<Row> = {
  all: readonly Column<Row>[]
  shown: readonly string[]
  names: readonly string[]
  onShow: (columns: readonly string[]) => void
  onUsual: () => void
  onSave: (name: string) => void
  onView: (name: string) => void
  onDrop: (name: string) => void
}

function Menu<Row>({ all, shown, names, onShow, onUsual, onSave, onView, onDrop }: MenuProps<Row>) {
  const say = useWords(words)
  const [name, setName] = useState("")
  const toggle = (key: string) => onShow(all.map((column) => column.key).filter((one) => (one === key ? !shown.includes(one) : shown.includes(one))))
  const save = () => {
    if (name.trim() === "") return
    onSave(name.trim())
    setName("")
  }
  const content = (
    <div className="list-columns">
      <div className="list-columns-all">
        {all.map(({ key, title }) => (
          <Checkbox key={key} checked={shown.includes(key)} onChange={() => toggle(key)}>
            {title}
          </Checkbox>
        ))}
      </div>
      <button type="button" className="quiet-link" onClick={onUsual}>
        {say("columnsUsual")}
      </button>
      {names.length > 0 ? <strong>{say("views")}</strong> : null}
      {names.map((one) => (
        <span key={one} className="list-view">
          <button type="button" className="plain-button" onClick={() => onView(one)}>
            {one}
          </button>
          <button type="button" className="icon-button" aria-label={say("viewDrop", { name: one })} onClick={() => onDrop(one)}>
            <Icon name="close" size={12} />
          </button>
        </span>
      ))}
      <span className="list-view">
        <Input
          aria-label={say("viewName")}
          placeholder={say("viewName")}
          maxLength={20}
          value={name}
          onChange={(event) => setName(event.target.value)}
          onPressEnter={save}
        />
        <Button disabled={name.trim() === ""} onClick={save}>
          {say("viewKeep")}
        </Button>
      </span>
    </div>
  )
  return (
    <Popover trigger="click" placement="bottomRight" content={content}>
      <button type="button" className="plain-button">
        {say("columns", { shown: all.filter(({ key }) => shown.includes(key)).length, all: all.length })}
      </button>
    </Popover>
  )
}
