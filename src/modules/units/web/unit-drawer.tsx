/** One unit: what is known of it, its place in the tree and among its neighbours, and its end. */
import { Button, Popconfirm } from "antd"
import { useState } from "react"
import { shortMoment } from "#kernel/dates.ts"
import { useCommand, useRead } from "#web/api.ts"
import { useSession } from "#web/session.ts"
import { tell } from "#web/tell.ts"
import { Drawer } from "#web/ui/drawer.tsx"
import { Busy, Facts, Section, State } from "#web/ui/page.tsx"
import { useLocale, useWords } from "#web/words.ts"
import { type Unit, type UnitDetail, units } from "../contract.ts"
import { words } from "../words.ts"
import { EditUnit, UnitSelect } from "./unit-form.tsx"

type DrawerProps = { unitId: string; all: readonly Unit[]; onClose: () => void; onGone: () => void }

export function UnitDrawer({ unitId, all, onClose, onGone }: DrawerProps) {
  const say = useWords(words)
  const read = useRead(units.get, { unitId })
  return (
    <Drawer title={say("aboutUnit")} onClose={onClose} foot={read.data ? <Foot unit={read.data} onGone={onGone} /> : undefined}>
      {read.data ? <About key={read.data.version} unit={read.data} all={all} /> : <Busy />}
    </Drawer>
  )
}

function About({ unit, all }: { unit: UnitDetail; all: readonly Unit[] }) {
  const say = useWords(words)
  const locale = useLocale()
  const { may } = useSession()
  const [isEditing, setEditing] = useState(false)
  if (isEditing) return <EditUnit unit={unit} onClose={() => setEditing(false)} />
  const when = (moment: string) => shortMoment(moment, "Asia/Shanghai", locale)
  const edit = may(units.change.name) ? (
    <button type="button" className="quiet-link" onClick={() => setEditing(true)}>
      {say("edit")}
    </button>
  ) : undefined
  return (
    <>
      <h2 className="drawer-name">{unit.name}</h2>
      {unit.closedAt ? <State kind="quiet">{say("closedOn", { when: when(unit.closedAt) })}</State> : null}
      <Section title={say("aboutUnit")} action={edit}>
        <Facts
          rows={[
            [say("path"), unit.path],
            [say("shortName"), unit.shortName || null],
            [say("kind"), unit.kind || null],
            [
              say("unitPhone"),
              unit.phone ? (
                <a key="phone" href={`tel:${unit.phone}`}>
                  {unit.phone}
                </a>
              ) : null,
            ],
            [say("address"), unit.address || null],
            [say("peopleHere"), unit.people],
            unit.updatedBy ? [say("changed"), say("changedBy", { who: unit.updatedBy, when: when(unit.updatedAt) })] : null,
          ]}
        />
      </Section>
      {may(units.move.name) && !unit.closed ? <Place unit={unit} all={all} /> : null}
    </>
  )
}

function Place({ unit, all }: { unit: UnitDetail; all: readonly Unit[] }) {
  const say = useWords(words)
  const move = useCommand(units.move)
  const order = useCommand(units.order)
  const siblings = all.filter(({ parentId }) => parentId === unit.parentId).map(({ id }) => id)
  const at = siblings.indexOf(unit.id)
  const step = (by: number) => {
    const ids = [...siblings]
    ids.splice(at + by, 0, ...ids.splice(at, 1))
    order.mutate({ parentId: unit.parentId, ids })
  }
  return (
    <Section title={say("parent")}>
      <div className="book-moves">
        <UnitSelect all={all} without={unit.id} value={unit.parentId ?? undefined} onChange={(id) => move.mutate({ id: unit.id, parentId: id ?? null })} />
      </div>
      <div className="book-moves">
        <Button disabled={at <= 0 || order.isPending} onClick={() => step(-1)}>
          {say("moveUp")}
        </Button>
        <Button disabled={at < 0 || at === siblings.length - 1 || order.isPending} onClick={() => step(1)}>
          {say("moveDown")}
        </Button>
      </div>
    </Section>
  )
}

function Foot({ unit, onGone }: { unit: UnitDetail; onGone: () => void }) {
  const say = useWords(words)
  const { may } = useSession()
  const close = useCommand(units.close)
  const reopen = useCommand(units.reopen)
  const remove = useCommand(units.remove, {
    onDone: () => {
      tell("ok", say("removed", { name: unit.name }))
      onGone()
    },
  })
  const { id, name } = unit
  return (
    <>
      {unit.closed && may(units.reopen.name) ? (
        <Button loading={reopen.isPending} onClick={() => reopen.mutate({ id })}>
          {say("reopen")}
        </Button>
      ) : null}
      {!unit.closed && may(units.close.name) ? (
        <Popconfirm title={say("closeWhy", { name })} okText={say("close")} cancelText={say("cancel")} onConfirm={() => close.mutate({ id })}>
          <Button loading={close.isPending}>{say("close")}</Button>
        </Popconfirm>
      ) : null}
      {may(units.remove.name) ? (
        <Popconfirm title={say("removeUnitWhy", { name })} okText={say("removeUnit")} cancelText={say("cancel")} onConfirm={() => remove.mutate({ id })}>
          <Button loading={remove.isPending}>{say("removeUnit")}</Button>
        </Popconfirm>
      ) : null}
    </>
  )
}
