/** The hall screen: the released picture, the whole wall large. */
import { useState } from "react"
import { useRead } from "#web/api.ts"
import { useLive } from "#web/live.ts"
import type { PageProps } from "#web/pages.ts"
import { sittings } from "../contract.ts"
import { LiveCount } from "../screens/contract.ts"
import { Picture } from "./picture.tsx"

/** The counter only rises: an announcement that comes late never takes a vote back. */
export function useCast(meetingId: string, pollId: string | undefined, known: number): number {
  const [heard, setHeard] = useState({ pollId, cast: 0 })
  useLive(meetingId, "votes", (payload) => {
    const count = LiveCount.safeParse(payload)
    if (!count.success) return
    setHeard((now) => (now.pollId === count.data.pollId && now.cast >= count.data.cast ? now : count.data))
  })
  return Math.max(known, heard.pollId === pollId ? heard.cast : 0)
}

export function Page({ meetingId }: PageProps) {
  const screen = useRead(sittings.screenState, { meetingId })
  const frame = screen.data?.frame
  const isVote = frame?.what === "vote"
  const cast = useCast(meetingId, isVote ? frame.pollId : undefined, isVote ? frame.cast : 0)
  // a black wall rather than something that was not released
  if (!screen.data) return <main className="picture-wall" />
  return (
    <main className="picture-wall">
      <Picture screen={screen.data} cast={cast} />
    </main>
  )
}
