import { useEffect, useState } from "react"
import { call, useRead } from "#web/api.ts"
import { useSession } from "#web/session.ts"
import { Icon } from "#web/ui/icon.tsx"
import { JobButton } from "#web/ui/job.tsx"
import { Busy } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import { type Unit, units } from "../contract.ts"
import { words } from "../words.ts"
import { UnitTree } from "./unit-tree.tsx"

type BookTreeProps = {
  root: string | undefined
  all: Unit[] | undefined
  chosen: string | undefined
  onChoose: (id: string | undefined) => void
  onAdd: () => void
}

export function BookTree({ root, all, chosen, onChoose, onAdd }: BookTreeProps) {
  const say = useWords(words)
  const { may } = useSession()
  const { typed, setTyped, find } = useTyped()
  const found = useRead(units.list, { unitId: root, find }, { enabled: find !== "" })
  const shown = find ? found.data : all
  return (
    <nav className="book-tree" aria-label={say("unitTree")}>
      <div className="book-head">
        <h2>
          {say("unitTree")}
          {all ? <span>{all.length.toLocaleString("en-US")}</span> : null}
        </h2>
        {may(units.add.name) ? (
          <button type="button" className="quiet-link" onClick={onAdd}>
            {say("addUnit")}
          </button>
        ) : null}
      </div>
      <label className="list-search">
        <Icon name="search" />
        <input type="search" value={typed} placeholder={say("searchUnit")} aria-label={say("searchUnit")} onChange={(event) => setTyped(event.target.value)} />
      </label>
      {find ? null : (
        <button type="button" className="book-all" aria-pressed={chosen === undefined} onClick={() => onChoose(undefined)}>
          {say("everybody")}
        </button>
      )}
      {!shown ? <Busy /> : null}
      {shown?.length === 0 ? <p className="tree-quiet">{say("noUnitFound")}</p> : null}
      {shown && shown.length > 0 ? <UnitTree all={shown} isFound={find !== ""} chosen={chosen} onChoose={onChoose} /> : null}
      {may(units.export.name) && all && all.length > 1 ? (
        <div className="book-foot">
          <JobButton label={say("exportUnits")} start={() => call(units.export, { kind: "units", unitId: root ?? null })} />
        </div>
      ) : null}
    </nav>
  )
}

function useTyped() {
  const [typed, setTyped] = useState("")
  const [find, setFind] = useState("")
  useEffect(() => {
    const timer = setTimeout(() => setFind(typed.trim()), 200)
    return () => clearTimeout(timer)
  }, [typed])
  return { typed, setTyped, find }
}
