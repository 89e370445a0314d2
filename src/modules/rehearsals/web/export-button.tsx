import { Button } from "antd"
import { useState } from "react"
import { call, download, Refused } from "#web/api.ts"
import { tell } from "#web/tell.ts"
import { useWords } from "#web/words.ts"
import { rehearsals } from "../contract.ts"
import { words } from "../words.ts"

export function ExportButton({ meetingId, id }: { meetingId: string; id: string | undefined }) {
  const say = useWords(words)
  const [isBusy, setBusy] = useState(false)
  const begin = async () => {
    setBusy(true)
    try {
      download((await call(rehearsals.exportScripts, { meetingId, id })).url)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      tell("wrong", error.message)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button loading={isBusy} onClick={() => void begin()}>
      {say("export")}
    </Button>
  )
}
