/** 单位: the organisation and the units below it, as a tree written down. */
import { Button } from "antd"
import { useMemo, useState } from "react"
import { useRead } from "#web/api.ts"
import { useSession } from "#web/session.ts"
import { type Column, ListPage, useList } from "#web/ui/list.tsx"
import { useWords } from "#web/words.ts"
import { type Unit, units } from "../contract.ts"
import { words } from "../words.ts"
import { NewUnit, UnitDrawer } from "./unit-drawer.tsx"

type Row = Unit & { depth: number; below: number }

/** Parents before their children, children by the server's order. What is found without its parent stands at the margin. */
function inTree(all: Unit[]): Row[] {
  const known = new Set(all.map((unit) => unit.id))
  const children = Map.groupBy(all, (unit) => (unit.parentId && known.has(unit.parentId) ? unit.parentId : ""))
  const under = (parentId: string, depth: number): Row[] =>
    (children.get(parentId) ?? []).flatMap((unit) => [{ ...unit, depth, below: children.get(unit.id)?.length ?? 0 }, ...under(unit.id, depth + 1)])
  return under("", 0)
}

export function Page() {
  const say = useWords(words)
  const { may } = useSession()
  const list = useList({ size: 200 })
  const read = useRead(units.list, list.find ? { find: list.find } : {})
  const rows = useMemo(() => inTree(read.data ?? []), [read.data])
  const [isAdding, setAdding] = useState(false)
  const begin = () => {
    list.open(undefined)
    setAdding(true)
  }
  const add = may("units.add") ? (
    <Button type="primary" onClick={begin}>
      {say("add")}
    </Button>
  ) : undefined
  const columns: Column<Row>[] = [
    {
      key: "name",
      title: say("name"),
      grow: true,
      render: (unit) => (
        <span className="rows-name" style={{ paddingLeft: unit.depth * 24 }}>
          {unit.name}
        </span>
      ),
    },
    { key: "below", title: say("below"), width: 80, align: "right", render: (unit) => unit.below || null },
  ]
  const page = rows.slice((list.page - 1) * list.size, list.page * list.size)
  return (
    <>
      <ListPage
        title={say("units")}
        actions={add}
        list={list}
        read={{ ...read, data: read.data && { rows: page, total: rows.length } }}
        columns={columns}
        idOf={(unit) => unit.id}
        searchHint={say("search")}
        empty={{ sentence: say("none"), action: add }}
        drawer={isAdding ? undefined : (unit) => <UnitDrawer key={unit.id} unit={unit} onGone={() => list.open(undefined)} />}
      />
      {isAdding ? <NewUnit all={rows} onClose={() => setAdding(false)} /> : null}
    </>
  )
}
