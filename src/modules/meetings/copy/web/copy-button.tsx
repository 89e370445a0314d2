import { Button } from "antd"
import { useState } from "react"
import { useSession } from "#web/session.ts"
import { useWords } from "#web/words.ts"
import { type Meeting, meetings } from "../../contract.ts"
import { words } from "../words.ts"
import { CopyDrawer } from "./copy-drawer.tsx"

/** On a meeting's own page. */
export function CopyButton({ meeting }: { meeting: Meeting }) {
  const say = useWords(words)
  const { may } = useSession()
  const [isOpen, setOpen] = useState(false)
  if (!may(meetings.copy.name, meeting.id)) return null
  return (
    <>
      <Button onClick={() => setOpen(true)}>{say("copyThis")}</Button>
      {isOpen ? <CopyDrawer meeting={meeting} onClose={() => setOpen(false)} /> : null}
    </>
  )
}
