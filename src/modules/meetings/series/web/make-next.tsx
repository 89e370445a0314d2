import { Button } from "antd"
import { useCommand } from "#web/api.ts"
import { useGo } from "#web/nav.tsx"
import { tell } from "#web/tell.ts"
import { useWords } from "#web/words.ts"
import { meetings } from "../../contract.ts"
import { words } from "../words.ts"

type MakeNextProps = { seriesId: string; number: number; startsOn?: string; label?: string; isPrimary?: boolean }

/** The one click: what came along is said when the new meeting stands on the screen. */
export function MakeNext({ seriesId, number, startsOn, label, isPrimary = false }: MakeNextProps) {
  const say = useWords(words)
  const go = useGo()
  const make = useCommand(meetings.createNext, {
    onDone: ({ meetingId, sentence }) => {
      tell("ok", sentence)
      go(`/meetings/${meetingId}`)
    },
  })
  return (
    <Button
      type={isPrimary ? "primary" : "default"}
      loading={make.isPending}
      onClick={() => make.mutate({ seriesId, number, ...(startsOn ? { startsOn } : {}) })}
    >
      {label ?? say("make", { number })}
    </Button>
  )
}
