import { type DragEvent, useState } from "react"
import { shortMoment } from "#kernel/dates.ts"
import type { Imported } from "#kernel/imports.ts"
import { Refused, upload } from "#web/api.ts"
import { tell } from "#web/tell.ts"
import { useLocale, useWords } from "#web/words.ts"
import { Icon } from "../icon.tsx"
import { Section, State } from "../page.tsx"
import type { ImportSource, Preview } from "./source.ts"
import { words } from "./words.ts"

type FileProps<P extends Preview> = { source: ImportSource<P>; onFile: (file: { id: string; name: string }) => void }

export function File<P extends Preview>({ source, onFile }: FileProps<P>) {
  const say = useWords(words)
  const [isOver, setOver] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const take = async (file: globalThis.File | undefined) => {
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
        <span className="import-drop-kinds">{source.kinds}</span>
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
      <Earlier source={source} />
    </>
  )
}

function Earlier<P extends Preview>({ source }: { source: ImportSource<P> }) {
  const say = useWords(words)
  const imports = source.useImports()
  if (!imports.data?.length) return null
  return (
    <Section title={say("earlier")}>
      {imports.data.map((one) => (
        <EarlierLine key={one.id} source={source} one={one} />
      ))}
    </Section>
  )
}

function EarlierLine<P extends Preview>({ source, one }: { source: ImportSource<P>; one: Imported }) {
  const say = useWords(words)
  const locale = useLocale()
  const undo = source.useUndo((count) => tell("ok", say("undoDone", { count })))
  return (
    <div className="line">
      <span className="line-grow">
        {source.importLine(one)}
        <small>{say("importBy", { by: one.by, when: shortMoment(one.at, source.zone, locale) })}</small>
      </span>
      {one.state === "undone" ? <State kind="quiet">{say("undone")}</State> : null}
      {one.state === "staged" ? <State kind="warning">{say("notFinished")}</State> : null}
      {one.undoable && undo ? (
        <button type="button" className="quiet-link" disabled={undo.isPending} onClick={() => undo.mutate(one.id)}>
          {say("undoImport")}
        </button>
      ) : null}
    </div>
  )
}
