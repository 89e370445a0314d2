/** The poll on this phone: from the live event when there is one, from the server otherwise, and never asked by three thousand at once. */
import { useCallback, useEffect, useState } from "react"
import { call } from "#web/api.ts"
import { onReachable } from "#web/connection.ts"
import { onLive, watch } from "#web/live.ts"
import { locale } from "#web/words.ts"
import { type LivePoll, type Mine, voting } from "../contract.ts"
import { heard, isLivePoll } from "./opened.ts"

const spreadMs = 3000
type Known = { mine: Mine | undefined; isBroken: boolean; isFailed: boolean }

/** What was heard, as if the server had said it; whether one may vote is asked a little later. */
function fromLive(poll: LivePoll, before: Mine | undefined): Mine | undefined {
  const zone = before?.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone
  if (poll.state === "open") {
    const { pollId: id, title, choices, press } = poll
    if (before?.poll?.id === id) return before
    return { poll: { id, title, choices, press, state: "open", sentence: null }, mayVote: true, isPresent: true, ballot: null, zone }
  }
  if (!before?.poll || before.poll.id !== poll.pollId) return before
  const sentence = poll.state === "released" ? (locale() === "en" ? poll.english : poll.sentence) : before.poll.sentence
  return { ...before, poll: { ...before.poll, state: "closed", sentence } }
}

export function useMine(meetingId: string): Known & { again: () => void } {
  const [known, setKnown] = useState<Known>(() => {
    const last = heard.get()
    const mine = last?.meetingId === meetingId && last.poll.state === "open" ? fromLive(last.poll, undefined) : undefined
    return { mine, isBroken: false, isFailed: false }
  })
  const again = useCallback(async () => {
    try {
      const mine = await call(voting.mine, {})
      setKnown((now) => ({ mine, isBroken: now.isBroken && mine.poll?.state !== "open", isFailed: false }))
    } catch {
      setKnown((now) => ({ ...now, isFailed: now.mine === undefined }))
    }
  }, [])
  useEffect(() => {
    let timer = setTimeout(() => void again(), heard.get() ? Math.random() * spreadMs : 0)
    const later = () => {
      clearTimeout(timer)
      timer = setTimeout(() => void again(), Math.random() * spreadMs)
    }
    const leave = watch(meetingId)
    const stopLive = onLive((event) => {
      if (event.kind === "reset") return later()
      if (event.meetingId !== meetingId || event.module !== "voting" || !isLivePoll(event.payload)) return
      const poll = event.payload
      setKnown((now) => ({ mine: fromLive(poll, now.mine), isBroken: poll.state === "abandoned", isFailed: false }))
      if (poll.state !== "released") later()
    })
    const stopReach = onReachable(later)
    return () => {
      clearTimeout(timer)
      stopLive()
      stopReach()
      leave()
    }
  }, [meetingId, again])
  return { ...known, again: () => void again() }
}
