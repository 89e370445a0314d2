/** 通讯录: the tree of units at the left, their people at the right, in official order. */
import { Button, Checkbox } from "antd"
import { useState } from "react"
import { call, useRead } from "#web/api.ts"
import { useGo } from "#web/nav.tsx"
import { useSession } from "#web/session.ts"
import { JobButton } from "#web/ui/job.tsx"
import { ListPage, useList } from "#web/ui/list.tsx"
import { useWords } from "#web/words.ts"
import { type Unit, units } from "../contract.ts"
import { words } from "../words.ts"
import { BookTree } from "./book-tree.tsx"
import { hereOf, useColumns } from "./person-columns.tsx"
import { PersonDrawer, PersonFoot } from "./person-drawer.tsx"
import { NewPerson } from "./person-form.tsx"
import { UnitDrawer } from "./unit-drawer.tsx"
import { NewUnit } from "./unit-form.tsx"
import "./units.css"

type Aside = "unit" | "newUnit" | "newPerson"

/** Somebody of one unit sees his own branch: there the top of the tree is his unit. */
function useRoot(): { isKnown: boolean; root: string | undefined } {
  const mine = useRead(units.mine, {})
  return { isKnown: mine.data !== undefined, root: mine.data?.everywhere === false ? mine.data.unitIds[0] : undefined }
}

export function Page() {
  const say = useWords(words)
  const { may } = useSession()
  const { isKnown, root } = useRoot()
  const [chosen, choose] = useState<string>()
  const [withBelow, setBelow] = useState(true)
  const [isTreeOpen, setTreeOpen] = useState(false)
  const [aside, setAside] = useState<Aside>()
  const list = useList({ size: 100 })
  const tree = useRead(units.list, { unitId: root }, { enabled: isKnown })
  const unitId = chosen ?? root
  const wanted = { unitId, below: withBelow, find: list.find, page: list.page, size: list.size }
  const isWhole = may(units.contact.name)
  const covered = useRead(units.people, wanted, { enabled: isKnown && !isWhole })
  const whole = useRead(units.contact, wanted, { enabled: isKnown && isWhole })
  const read = isWhole ? whole : covered
  const unit = tree.data?.find(({ id }) => id === unitId)
  const show = (next: Aside | undefined) => {
    list.open(undefined)
    setAside(next)
  }
  const openPerson = (id: string | undefined) => {
    setAside(undefined)
    list.open(id)
  }
  const take = (id: string | undefined) => {
    choose(id)
    list.turnTo(1)
    list.open(undefined)
    setAside((now) => (now === "unit" && id ? "unit" : undefined))
    setTreeOpen(false)
  }
  const columns = useColumns(unitId, unit !== undefined && !withBelow)
  const isHere = !withBelow && list.find === "" && read.data !== undefined && read.data.rows.length === read.data.total
  return (
    <div className="book" data-tree={isTreeOpen ? "open" : "shut"}>
      <BookTree root={root} all={tree.data} chosen={chosen} onChoose={take} onAdd={() => show("newUnit")} />
      <div className="book-people">
        <ListPage
          title={unit?.name ?? say("everybody")}
          facts={<UnitFacts unit={unit} onOpen={() => show("unit")} onTree={() => setTreeOpen(!isTreeOpen)} isTreeOpen={isTreeOpen} />}
          actions={<Actions unit={unit} isEmpty={read.data?.total === 0 && list.find === ""} onAdd={() => show("newPerson")} />}
          list={{ ...list, open: openPerson }}
          read={read}
          columns={columns}
          idOf={({ id }) => id}
          searchHint={say("search")}
          tools={unit ? <Below isOn={withBelow} onTurn={setBelow} /> : undefined}
          empty={unit ? { sentence: say("noPeopleHere") } : { sentence: say("noPeople"), action: <Bring isPrimary /> }}
          drawer={
            aside
              ? undefined
              : (person) => <PersonDrawer key={`${person.id} ${person.version}`} person={person} here={hereOf(person, unitId)} all={tree.data ?? []} />
          }
          drawerFoot={(person) => (
            <PersonFoot
              person={person}
              here={hereOf(person, unitId)}
              order={isHere ? read.data?.rows.map(({ id }) => id) : undefined}
              onGone={() => list.open(undefined)}
            />
          )}
        />
      </div>
      {aside === "unit" && unitId ? (
        <UnitDrawer key={unitId} unitId={unitId} all={tree.data ?? []} onClose={() => setAside(undefined)} onGone={() => take(undefined)} />
      ) : null}
      {aside === "newUnit" ? <NewUnit all={tree.data ?? []} parentId={chosen} onClose={() => setAside(undefined)} /> : null}
      {aside === "newPerson" && unit ? <NewPerson unit={unit} onClose={() => setAside(undefined)} onAdded={({ id }) => openPerson(id)} /> : null}
    </div>
  )
}

type FactsProps = { unit: Unit | undefined; onOpen: () => void; onTree: () => void; isTreeOpen: boolean }
function UnitFacts({ unit, onOpen, onTree, isTreeOpen }: FactsProps) {
  const say = useWords(words)
  return (
    <>
      <button type="button" className="quiet-link book-show-tree" aria-expanded={isTreeOpen} onClick={onTree}>
        {say(isTreeOpen ? "hideTree" : "showTree")}
      </button>
      {unit ? (
        <button type="button" className="quiet-link" onClick={onOpen}>
          {say("aboutUnit")}
        </button>
      ) : null}
    </>
  )
}

function Below({ isOn, onTurn }: { isOn: boolean; onTurn: (on: boolean) => void }) {
  const say = useWords(words)
  return (
    <Checkbox checked={isOn} onChange={(event) => onTurn(event.target.checked)}>
      {say("withBelow")}
    </Checkbox>
  )
}

function Bring({ isPrimary }: { isPrimary?: boolean }) {
  const say = useWords(words)
  const { may } = useSession()
  const go = useGo()
  if (!may(units.import.name)) return null
  return (
    <Button type={isPrimary ? "primary" : "default"} onClick={() => go("/units/import")}>
      {say(isPrimary ? "bring" : "importBook")}
    </Button>
  )
}

function Actions({ unit, isEmpty, onAdd }: { unit: Unit | undefined; isEmpty: boolean; onAdd: () => void }) {
  const say = useWords(words)
  const { may } = useSession()
  const mayAdd = may(units.addPerson.name)
  return (
    <>
      {isEmpty && !unit ? null : <Bring />}
      {may(units.export.name) && !isEmpty ? (
        <JobButton label={say("exportPeople")} start={() => call(units.export, { kind: "people", unitId: unit?.id ?? null })} />
      ) : null}
      {mayAdd ? (
        <Button type={isEmpty && !unit ? "default" : "primary"} disabled={!unit || unit.closed} title={unit ? undefined : say("chooseUnit")} onClick={onAdd}>
          {say("addPerson")}
        </Button>
      ) : null}
    </>
  )
}
