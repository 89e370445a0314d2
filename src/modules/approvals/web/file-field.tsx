import { Icon } from "#web/ui/icon.tsx"
import { UploadButton, type Uploaded } from "#web/ui/upload.tsx"
import { useWords } from "#web/words.ts"
import { words } from "../words.ts"

export function FileField({ files, onChange }: { files: Uploaded[]; onChange: (files: Uploaded[]) => void }) {
  const say = useWords(words)
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
      <div>
        <UploadButton label={say("addFile")} onFiles={(more) => onChange([...files, ...more])} />
      </div>
    </div>
  )
}
