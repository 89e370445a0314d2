/** The scheme as fields to write in, or as it reads. */
import { Button, Input } from "antd"
import { FileField } from "#modules/approvals/web/file-field.tsx"
import { call, useCommand } from "#web/api.ts"
import { tell } from "#web/tell.ts"
import { Section } from "#web/ui/page.tsx"
import { fetchBy } from "#web/ui/ticket.tsx"
import { useWords } from "#web/words.ts"
import { meetings } from "../../contract.ts"
import { Field } from "../../web/field.tsx"
import type { Part, Scheme, SchemeText, Standing } from "../contract.ts"
import { words } from "../words.ts"

/** A fresh upload has no checksum here yet; the server takes it by its id. */
type Kept = { id: string; name: string; size: number }
export type Written = { text: SchemeText; files: Kept[] }

type EditorProps = { base: Scheme; written: Written; isDirty: boolean; onWrite: (written: Written) => void; onShow: (fresh: Standing) => void }

export function SchemeEditor({ base, written, isDirty, onWrite, onShow }: EditorProps) {
  const say = useWords(words)
  const { text } = written
  const set = (change: Partial<SchemeText>) => onWrite({ ...written, text: { ...text, ...change } })
  const gather = useCommand(meetings.gatherAnnexes, {
    onDone: (fresh) => {
      onShow(fresh)
      tell("ok", say("gathered"))
    },
  })
  return (
    <div>
      <Section title={say("text")}>
        <div className="fields">
          <Field label={say("title")}>
            <Input maxLength={120} value={text.title} onChange={(event) => set({ title: event.target.value })} />
          </Field>
          <Parts parts={text.sections} onChange={(sections) => set({ sections })} />
        </div>
      </Section>
      <Section
        title={say("annexes")}
        note={say("gatherNote")}
        action={
          <Button disabled={isDirty} loading={gather.isPending} onClick={() => gather.mutate({ meetingId: base.meetingId, version: base.version })}>
            {say("gather")}
          </Button>
        }
      >
        <div className="fields">
          <Parts parts={text.annexes} onChange={(annexes) => set({ annexes })} />
        </div>
        <FileField files={written.files} onChange={(files) => onWrite({ ...written, files })} />
      </Section>
    </div>
  )
}

function Parts({ parts, onChange }: { parts: readonly Part[]; onChange: (parts: Part[]) => void }) {
  const say = useWords(words)
  const change = (key: string, text: string) => onChange(parts.map((part) => (part.key === key ? { ...part, text } : part)))
  return parts.map(({ key, title, text }) => (
    <Field key={key} label={title}>
      <Input.TextArea
        autoSize={{ minRows: 1, maxRows: 12 }}
        maxLength={60_000}
        status={text === "" ? "warning" : ""}
        placeholder={say("toFill")}
        value={text}
        onChange={(event) => change(key, event.target.value)}
      />
    </Field>
  ))
}

export function SchemeSheet({ scheme: { meetingId, text, files } }: { scheme: Scheme }) {
  const say = useWords(words)
  return (
    <article className="scheme-sheet">
      <h2>{text.title}</h2>
      {text.sections.map((part) => (
        <SheetPart key={part.key} part={part} />
      ))}
      {text.annexes.map((part, at) => (
        <SheetPart key={part.key} part={{ ...part, title: say("annexNumber", { n: at + 1, title: part.title }) }} />
      ))}
      {files.map(({ id, name }) => (
        <p key={id}>
          <button type="button" className="quiet-link" onClick={() => void fetchBy(call(meetings.schemeFileTicket, { meetingId, fileId: id }))}>
            {name}
          </button>
        </p>
      ))}
    </article>
  )
}

function SheetPart({ part: { title, text } }: { part: Part }) {
  return (
    <>
      <h3>{title}</h3>
      <p>{text}</p>
    </>
  )
}
