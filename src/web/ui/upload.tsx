/** A button that brings files to the server; what is done with them there is said by the page. */
import { Button } from "antd"
import { type ReactNode, useRef, useState } from "react"
import { Refused, upload } from "../api.ts"
import { tell } from "../tell.ts"
import { Icon } from "./icon.tsx"

export type Uploaded = { id: string; name: string; size: number }

type ButtonProps = {
  /** What the field is for, to who cannot see it; the button says it too unless `children` says otherwise. */
  label: string
  children?: ReactNode
  /** Those that arrived; where one did not, the others all the same. */
  onFiles: (files: Uploaded[]) => unknown
  /** A photo of what is before one's eyes, by the camera where there is one; otherwise any files. */
  photo?: boolean
}

export function UploadButton({ label, children = label, onFiles, photo = false }: ButtonProps) {
  const field = useRef<HTMLInputElement>(null)
  const [isBusy, setBusy] = useState(false)
  const bring = async (chosen: readonly File[]) => {
    setBusy(true)
    const arrived: Uploaded[] = []
    try {
      for (const file of chosen) arrived.push(await upload(file))
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      tell("wrong", error.message)
    }
    try {
      if (arrived.length) await onFiles(arrived)
    } finally {
      setBusy(false)
      // the same file chosen again is a change again
      if (field.current) field.current.value = ""
    }
  }
  return (
    <>
      <input
        ref={field}
        type="file"
        multiple={!photo}
        {...(photo ? { accept: "image/*", capture: "environment" } : {})}
        hidden
        aria-label={label}
        onChange={(event) => void bring([...(event.target.files ?? [])])}
      />
      <Button icon={<Icon name={photo ? "camera" : "upload"} />} loading={isBusy} onClick={() => field.current?.click()}>
        {children}
      </Button>
    </>
  )
}
