import { type DragEvent, useState } from "react"
import { shortMoment } from "#kernel/dates.ts"
import { Refused, upload, useCommand, useRead } from "#web/api.ts"
import { useSession } from "#web/session.ts"
import { tell } from "#web/tell.ts"
import { Icon } from "#web/ui/icon.tsx"
import { Section, State } from "#web/ui/page.tsx"
import { useLocale, useWords } from "#web/words.ts"
import { units } from "../contract.ts"
import type { Import } from "../intake/contract.ts"
import { words } from "../intake/words.ts"

type Uploaded = { id: string; name: string }

export function ImportFile({ onFile }: { onFile: (file: Uploaded) => void }) {
  const say = useWords(words)
  const [isOver, setOver] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const take = async (file: File | undefined) => {
    if (!file) return
    setBusy(true)
    try {
      onFile(await upload(file))
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      tell("wrong", error.message)
    } finally {
      setBusy(false)
    }
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    void take(event.dataTransfer.files[0])
  }
  const over = (event: DragEvent) => {
    event.preventDefault()
    setOver(true)
  }
  return (
    <>
      <label className="import-drop" data-over={isOver || undefined} onDragOver={over} onDragLeave={() => setOver(false)} onDrop={drop}>
        <Icon name="upload" size={24} weight={1.5} />
        <strong>{isBusy ? say("uploading") : say("dropHere")}</strong>
        <span className="import-drop-kinds">{say("dropKinds")}</span>
        <input
          type="file"
          className="visually-hidden"
          accept=".xlsx,.xls,.csv,.txt"
          disabled={isBusy}
          onChange={(event) => {
            void take(event.target.files?.[0])
            event.target.value = ""
          }}
        />
      </label>
      <Earlier />
    </>
  )
}

function Earlier() {
  const say = useWords(words)
  const imports = useRead(units.imports, {})
  if (!imports.data?.length) return null
  return (
    <Section title={say("earlier")}>
      {imports.data.map((one) => (
        <EarlierLine key={one.id} one={one} />
      ))}
    </Section>
  )
}

function EarlierLine({ one }: { one: Import }) {
  const say = useWords(words)
  const locale = useLocale()
  const { may } = useSession()
  const undo = useCommand(units.undoImport, { onDone: ({ count }) => tell("ok", say("undoDone", { count })) })
  return (
    <div className="line">
      <span className="line-grow">
        {say("importLine", { file: one.fileName, added: one.added, updated: one.updated })}
        <small>{say("importBy", { by: one.by, when: shortMoment(one.at, "Asia/Shanghai", locale) })}</small>
      </span>
      {one.state === "undone" ? <State kind="quiet">{say("undone")}</State> : null}
      {one.state === "staged" ? <State kind="warning">{say("notFinished")}</State> : null}
      {one.state !== "undone" && may(units.undoImport.name) ? (
        <button type="button" className="quiet-link" disabled={undo.isPending} onClick={() => undo.mutate({ id: one.id })}>
          {say("undoImport")}
        </button>
      ) : null}
    </div>
  )
}
