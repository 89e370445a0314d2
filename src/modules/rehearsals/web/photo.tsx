import { useState } from "react"
import { call, Refused } from "#web/api.ts"
import { tell } from "#web/tell.ts"
import { Icon } from "#web/ui/icon.tsx"
import { useWords } from "#web/words.ts"
import { rehearsals } from "../contract.ts"
import type { Finding } from "../findings/contract.ts"
import { words } from "../words.ts"

/** Fetched when somebody wants to see it: each look is in the audit. */
export function Photo({ finding: { meetingId, id, photo, text } }: { finding: Finding }) {
  const say = useWords(words)
  const [url, setUrl] = useState<string>()
  if (!photo) return null
  const show = async () => {
    try {
      setUrl((await call(rehearsals.photoTicket, { meetingId, id })).url)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      tell("wrong", error.message)
    }
  }
  if (url) return <img className="finding-image" src={url} alt={text} />
  return (
    <button type="button" className="quiet-link finding-show" onClick={() => void show()}>
      <Icon name="camera" />
      {say("showPhoto")}
    </button>
  )
}
