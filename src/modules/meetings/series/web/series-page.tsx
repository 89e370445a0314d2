import { Button, Input } from "antd"
import { type FormEvent, useState } from "react"
import { longDay, plainClock } from "#kernel/dates.ts"
import { useCommand, useRead } from "#web/api.ts"
import { Go, useGo } from "#web/nav.tsx"
import { useSession } from "#web/session.ts"
import { Drawer } from "#web/ui/drawer.tsx"
import { Busy, Empty, PageHead, Problem } from "#web/ui/page.tsx"
import { useLocale, useWords } from "#web/words.ts"
import { meetings } from "../../contract.ts"
import { BelongingUnit } from "../../web/belonging.tsx"
import { Field } from "../../web/field.tsx"
import type { SeriesLine } from "../next/contract.ts"
import { words } from "../words.ts"
import { MakeNext } from "./make-next.tsx"
import "./series.css"

/** The meetings that come again, each with its next one a click away. */
export function Page() {
  const say = useWords(words)
  const { may } = useSession()
  const list = useRead(meetings.mySeries, {})
  const [isAdding, setAdding] = useState(false)
  const mayAdd = may(meetings.addSeries.name)
  const add = (
    <Button type={list.data?.length ? "default" : "primary"} onClick={() => setAdding(true)}>
      {say("addTitle")}
    </Button>
  )
  return (
    <>
      <PageHead title={say("title")} count={list.data?.length} actions={mayAdd && list.data?.length ? add : null} />
      {list.error ? <Problem error={list.error} again={list.refetch} /> : null}
      {list.isPending ? <Busy /> : null}
      {list.data?.length === 0 ? <Empty sentence={say(mayAdd ? "none" : "noneForYou")} action={mayAdd ? add : null} /> : null}
      {list.data?.length ? <Table rows={list.data} /> : null}
      {isAdding ? <AddDrawer onClose={() => setAdding(false)} /> : null}
    </>
  )
}

function Table({ rows }: { rows: SeriesLine[] }) {
  const say = useWords(words)
  const locale = useLocale()
  return (
    <div className="series-table">
      <table className="rows">
        <thead>
          <tr>
            <th>{say("seriesName")}</th>
            <th>{say("template")}</th>
            <th className="is-right">{say("members")}</th>
            <th>{say("next")}</th>
            <th aria-label={say("bySeries")} />
          </tr>
        </thead>
        <tbody>
          {rows.map((line) => (
            <tr key={line.id}>
              <td>
                <Go className="meeting-name" to={`/series/${line.id}`}>
                  {line.name}
                </Go>
              </td>
              <td>{line.template}</td>
              <td className="is-right">{line.members}</td>
              <td className="is-grow">
                {line.next.name} · {longDay(line.next.startsOn, locale)} {plainClock(line.next.clock)}
              </td>
              <td>{line.mayMake ? <MakeNext seriesId={line.id} number={line.next.number} /> : null}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function AddDrawer({ onClose }: { onClose: () => void }) {
  const say = useWords(words)
  const go = useGo()
  const [name, setName] = useState("")
  const [unitId, setUnit] = useState<string | null>(null)
  const add = useCommand(meetings.addSeries, { onDone: ({ id }) => go(`/series/${id}`) })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    add.mutate({ name, unitId })
  }
  return (
    <Drawer title={say("addTitle")} onClose={onClose}>
      <form className="fields" onSubmit={submit}>
        <Field label={say("seriesName")}>
          <Input autoFocus required maxLength={60} value={name} placeholder={say("seriesNamePlaceholder")} onChange={(event) => setName(event.target.value)} />
        </Field>
        <BelongingUnit value={unitId} onChange={setUnit} />
        <div className="new-foot">
          <Button type="primary" htmlType="submit" loading={add.isPending} disabled={!name.trim()}>
            {say("add")}
          </Button>
          <Button onClick={onClose}>{say("cancel")}</Button>
        </div>
      </form>
    </Drawer>
  )
}
