/** One's own ballot: chosen here, kept here until the box has acknowledged it, and never said to be cast before that. */
import { useCallback, useEffect, useState } from "react"
import { answered, onReachable, unanswered } from "#web/connection.ts"
import { shell } from "#web/shell.ts"
import { locale } from "#web/words.ts"
import { CastReply, type Mine } from "../contract.ts"

export type Ballot =
  /** `after`: the press that is in the box while another one is being chosen. */
  | { state: "choosing"; after: number }
  | { state: "sending"; choice: string; press: number; tries: number; isCut: boolean }
  | { state: "cast"; choice: string; press: number; castAt: string; wanted: string }
  | { state: "refused"; sentence: string; after: number }
type Kept = { choice: string; press: number }

const keyOf = (pollId: string) => `huixu.ballot.${pollId}`

function keptFor(pollId: string): Kept | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(keyOf(pollId)) ?? "null") as Kept | null
    return kept && typeof kept.choice === "string" && typeof kept.press === "number" ? kept : undefined
  } catch {
    return undefined
  }
}

type Sent = { reply: CastReply } | { refusal: string } | "cut"

async function send(pollId: string, { choice, press }: Kept): Promise<Sent> {
  const headers = { "content-type": "application/json", accept: "application/json", "accept-language": locale(), "x-huixu-shell": shell() }
  try {
    const answer = await fetch("/api/voting/cast", { method: "POST", credentials: "same-origin", headers, body: JSON.stringify({ pollId, choice, press }) })
    const body: unknown = await answer.json().catch(() => undefined)
    const reply = CastReply.safeParse(body)
    if (answer.ok && reply.success) {
      answered()
      return { reply: reply.data }
    }
    // a proxy's page, a server that starts again, a full one: not an answer about this ballot
    if (answer.status >= 500 || answer.status === 429) return "cut"
    return { refusal: (body as { message?: string } | undefined)?.message ?? String(answer.status) }
  } catch {
    unanswered()
    return "cut"
  }
}

const first = (poll: string, known: Mine["ballot"]): Ballot => {
  const kept = keptFor(poll)
  // the box already holds this press: the acknowledgement was all that got lost
  if (kept && (!known || known.press < kept.press)) return { state: "sending", ...kept, tries: 0, isCut: false }
  return known ? { state: "cast", ...known, wanted: known.choice } : { state: "choosing", after: 0 }
}

export function useBallot(pollId: string, known: Mine["ballot"]): { ballot: Ballot; cast: (choice: string) => void; change: () => void } {
  const [ballot, setBallot] = useState<Ballot>(() => first(pollId, known))
  const press = Math.max(known?.press ?? 0, "press" in ballot ? ballot.press : ballot.after)
  useEffect(() => {
    if (known) setBallot((now) => (now.state === "choosing" && !keptFor(pollId) && known.press > now.after ? first(pollId, known) : now))
  }, [pollId, known])
  useSending(pollId, ballot, setBallot)
  const cast = (choice: string) => {
    const kept = { choice, press: press + 1 }
    try {
      localStorage.setItem(keyOf(pollId), JSON.stringify(kept))
    } catch {
      // a browser that keeps nothing still sends; it only cannot go on after the page is closed
    }
    setBallot({ state: "sending", ...kept, tries: 0, isCut: false })
  }
  return { ballot, cast, change: useCallback(() => setBallot({ state: "choosing", after: press }), [press]) }
}

/** Sends the same press again and again until the box answers; at once when the network is back. */
function useSending(pollId: string, ballot: Ballot, setBallot: (next: Ballot) => void): void {
  useEffect(() => {
    if (ballot.state !== "sending") return
    let isOver = false
    const { choice, press, tries } = ballot
    const go = async () => {
      if (isOver) return
      isOver = true
      const sent = await send(pollId, { choice, press })
      if (sent === "cut") return setBallot({ ...ballot, tries: tries + 1, isCut: true })
      localStorage.removeItem(keyOf(pollId))
      if ("refusal" in sent) return setBallot({ state: "refused", sentence: sent.refusal, after: press })
      setBallot({ state: "cast", ...sent.reply, press: Math.max(press, sent.reply.press), wanted: choice })
    }
    const wait = tries === 0 ? 0 : Math.min(5000, 500 * 2 ** tries) * (0.75 + Math.random() / 2)
    const timer = setTimeout(() => void go(), wait)
    const stop = onReachable(() => void go())
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [pollId, ballot, setBallot])
}
