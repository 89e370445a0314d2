/** One item: what it is, how long it is kept and why; both can be changed until it bears its number. */
import { Button, Input, Segmented } from "antd"
import { useState } from "react"
import { Field, FieldGroup } from "#modules/meetings/web/field.tsx"
import { call, download, Refused, useCommand } from "#web/api.ts"
import { useSession } from "#web/session.ts"
import { tell } from "#web/tell.ts"
import { Facts, Section, State } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import { archive, type Item, Retention } from "../contract.ts"
import { words } from "../words.ts"

export function ItemDrawer({ item }: { item: Item }) {
  const say = useWords(words)
  const { may } = useSession()
  const { meetingId, id } = item
  return (
    <>
      <h2 className="archive-name">{item.title}</h2>
      <Facts
        rows={[
          [say("code"), item.code ?? say("notNumbered")],
          [say("documentNumber"), item.number],
          [say("author"), item.author],
          [say("date"), item.madeOn],
          [say("kind"), item.kind],
          [say("retention"), say(`retention.${item.retention}`)],
          [say("basis"), item.basis],
        ]}
      />
      {may(archive.fileTicket.name, meetingId) ? (
        <p className="archive-file">
          {item.fileName}{" "}
          <button type="button" className="quiet-link" onClick={() => void openTicket(() => call(archive.fileTicket, { meetingId, id }))}>
            {say("openFile")}
          </button>
        </p>
      ) : null}
      {item.code ? (
        <State kind="quiet" icon="lock">
          {say("numberFixed")}
        </State>
      ) : may(archive.edit.name, meetingId) ? (
        <Edit item={item} />
      ) : null}
    </>
  )
}

export async function openTicket(ask: () => Promise<{ url: string }>): Promise<void> {
  try {
    download((await ask()).url)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    tell("wrong", error.message)
  }
}

function Edit({ item }: { item: Item }) {
  const say = useWords(words)
  const { meetingId, id, version } = item
  const [title, setTitle] = useState(item.title)
  const [retention, setRetention] = useState(item.retention)
  const edit = useCommand(archive.edit, { onDone: () => tell("ok", say("saved")) })
  const isSame = title === item.title && retention === item.retention
  return (
    <Section title={say("title")}>
      <div className="fields">
        <Field label={say("title")}>
          <Input.TextArea autoSize maxLength={300} value={title} onChange={(event) => setTitle(event.target.value)} />
        </Field>
        <FieldGroup label={say("retention")}>
          <Segmented value={retention} options={Retention.options.map((one) => ({ value: one, label: say(`retention.${one}`) }))} onChange={setRetention} />
        </FieldGroup>
      </div>
      <Button disabled={isSame || title.trim() === ""} loading={edit.isPending} onClick={() => edit.mutate({ meetingId, id, version, title, retention })}>
        {say("save")}
      </Button>
    </Section>
  )
}
