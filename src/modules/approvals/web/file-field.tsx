import { Button } from "antd"
import { useRef, useState } from "react"
import { Refused, upload } from "#web/api.ts"
import { tell } from "#web/tell.ts"
import { Icon } from "#web/ui/icon.tsx"
import { useWords } from "#web/words.ts"
import { words } from "../words.ts"

export type Kept = { id: string; name: string; size: number }

export function FileField({ files, onChange }: { files: Kept[]; onChange: (files: Kept[]) => void }) {
  const say = useWords(words)
  const field = useRef<HTMLInputElement>(null)
  const [isBusy, setBusy] = useState(false)
  const bring = async (chosen: FileList | null) => {
    setBusy(true)
    try {
      const kept = [...files]
      for (const file of chosen ?? []) kept.push(await upload(file))
      onChange(kept)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      tell("wrong", error.message)
    } finally {
      setBusy(false)
      if (field.current) field.current.value = ""
    }
  }
  return (
    <div className="approval-field">
      <span>{say("files")}</span>
      {files.map((file) => (
        <span key={file.id} className="approval-file">
          <Icon name="file" />
          <span>{file.name}</span>
          <button
            type="button"
            className="icon-button"
            aria-label={say("removeFile", { name: file.name })}
            onClick={() => onChange(files.filter(({ id }) => id !== file.id))}
          >
            <Icon name="close" size={14} />
          </button>
        </span>
      ))}
      <input ref={field} type="file" multiple hidden aria-label={say("addFile")} onChange={(event) => void bring(event.target.files)} />
      <div>
        <Button icon={<Icon name="upload" />} loading={isBusy} onClick={() => field.current?.click()}>
          {isBusy ? say("uploading") : say("addFile")}
        </Button>
      </div>
    </div>
  )
}
