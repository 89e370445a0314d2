import { Button, Input, Segmented } from "antd"
import { useState } from "react"
import { useCommand } from "#web/api.ts"
import { Icon } from "#web/ui/icon.tsx"
import { UploadButton, type Uploaded } from "#web/ui/upload.tsx"
import { useWords } from "#web/words.ts"
import { rehearsals } from "../contract.ts"
import { Severity } from "../findings/contract.ts"
import type { Role } from "../findings/role/contract.ts"
import type { Run, Walk } from "../runs/contract.ts"
import { words } from "../words.ts"

type FormProps = { run: Run; role: Role; line: Walk["lines"][number] | undefined; onClose: () => void; onKept: () => void }

/** At the foot, over the keys: what is wrong, how bad it is, a photo. */
export function FindingForm({ run, role, line, onClose, onKept }: FormProps) {
  const say = useWords(words)
  const [text, setText] = useState("")
  const [severity, setSeverity] = useState<Severity>("should")
  const [photo, setPhoto] = useState<Uploaded>()
  const add = useCommand(rehearsals.addFinding, { onDone: onKept })
  const { meetingId, id: runId } = run
  const keep = () => add.mutate({ meetingId, runId, role, lineId: line?.id ?? null, text, severity, photoId: photo?.id ?? null })
  return (
    <form
      className="walk-thumb walk-form"
      aria-label={say("isWrong")}
      onSubmit={(event) => {
        event.preventDefault()
        if (text.trim()) keep()
      }}
    >
      <p className="walk-now">
        <strong>{line ? line.cue || line.what : say("whole")}</strong>
      </p>
      <Input.TextArea
        autoFocus
        autoSize={{ minRows: 2, maxRows: 5 }}
        maxLength={400}
        aria-label={say("finding")}
        placeholder={say("findingHint")}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Segmented<Severity>
        block
        size="large"
        value={severity}
        onChange={setSeverity}
        options={Severity.options.map((value) => ({ value, label: say(`severity.${value}`) }))}
      />
      <PhotoField photo={photo} onChange={setPhoto} />
      <div className="walk-answers">
        <Button onClick={onClose}>{say("cancel")}</Button>
        <Button type="primary" htmlType="submit" disabled={text.trim() === ""} loading={add.isPending}>
          {say("keepFinding")}
        </Button>
      </div>
    </form>
  )
}

function PhotoField({ photo, onChange }: { photo: Uploaded | undefined; onChange: (photo: Uploaded | undefined) => void }) {
  const say = useWords(words)
  return (
    <div className="walk-photo">
      <UploadButton photo label={say("takePhoto")} onFiles={([taken]) => onChange(taken)}>
        {photo ? say("anotherPhoto") : say("takePhoto")}
      </UploadButton>
      {photo ? (
        <>
          <span className="walk-photo-name">{photo.name}</span>
          <button type="button" className="icon-button" aria-label={say("removePhoto")} onClick={() => onChange(undefined)}>
            <Icon name="close" size={14} />
          </button>
        </>
      ) : null}
    </div>
  )
}
