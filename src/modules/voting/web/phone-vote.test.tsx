import { act, cleanup, fireEvent, render, renderHook, screen } from "@testing-library/react"
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import { HoldButton } from "./hold-button.tsx"
import { useBallot } from "./use-ballot.ts"

beforeEach(() => {
  vi.useFakeTimers()
  localStorage.clear()
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const pollId = "0197f000-0000-7000-8000-000000000001"
const acknowledged = (choice: string, press: number) => new Response(JSON.stringify({ choice, press, castAt: "2026-12-08T03:02:07.000Z" }), { status: 200 })
type Sent = { pollId: string; choice: string; press: number }

/** The network of a hall: what it does with each request in turn. */
function network(...answers: ((sent: Sent) => Response | "cut")[]): Sent[] {
  const sent: Sent[] = []
  vi.stubGlobal("fetch", async (url: string, request?: RequestInit) => {
    if (!url.includes("/api/voting/cast")) return new Response("{}", { status: 503 })
    const ballot = JSON.parse(String(request?.body)) as Sent
    const answer = (answers[Math.min(sent.length, answers.length - 1)] ?? (() => "cut" as const))(ballot)
    sent.push(ballot)
    if (answer === "cut") throw new TypeError("network")
    return answer
  })
  return sent
}
/** In steps, so that what one answer sets off is itself given its time. */
async function pass(ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= 1000) await act(() => vi.advanceTimersByTimeAsync(Math.min(left, 1000)))
}

describe("a ballot through a bad network", () => {
  test("is not called cast before the box has answered, and is sent until it has", async () => {
    const sent = network(
      () => "cut",
      () => new Response("bad gateway", { status: 502 }),
      ({ choice, press }) => acknowledged(choice, press),
    )
    const { result } = renderHook(() => useBallot(pollId, null))
    act(() => result.current.cast("against"))
    await pass(10)
    expect(result.current.ballot).toMatchObject({ state: "sending", choice: "against", isCut: true })
    await pass(10_000)
    expect(result.current.ballot).toMatchObject({ state: "cast", choice: "against", castAt: "2026-12-08T03:02:07.000Z" })
    expect(sent).toEqual(Array.from({ length: 3 }, () => ({ pollId, choice: "against", press: 1 })))
  })

  test("goes on with the same press when the page was closed in between", async () => {
    network(() => "cut")
    const first = renderHook(() => useBallot(pollId, null))
    act(() => first.result.current.cast("for"))
    await pass(10)
    first.unmount()
    const sent = network(({ choice, press }) => acknowledged(choice, press))
    const { result } = renderHook(() => useBallot(pollId, null))
    await pass(10)
    expect(sent).toEqual([{ pollId, choice: "for", press: 1 }])
    expect(result.current.ballot.state).toBe("cast")
  })

  test("a changed vote is a later press, and what the box kept instead is shown", async () => {
    const sent = network(({ press }) => acknowledged("for", press))
    const { result } = renderHook(() => useBallot(pollId, { choice: "for", press: 1, castAt: "2026-12-08T03:02:07.000Z" }))
    act(() => result.current.change())
    act(() => result.current.cast("against"))
    await pass(10)
    expect(sent).toEqual([{ pollId, choice: "against", press: 2 }])
    expect(result.current.ballot).toMatchObject({ state: "cast", choice: "for", wanted: "against" })
  })

  test("a refusal is shown in its own words and not tried again", async () => {
    const sent = network(() => new Response(JSON.stringify({ code: "voting.tooLate", message: "表决已经结束，这一票没有入箱" }), { status: 409 }))
    const { result } = renderHook(() => useBallot(pollId, null))
    act(() => result.current.cast("for"))
    await pass(20_000)
    expect(result.current.ballot).toMatchObject({ state: "refused", sentence: "表决已经结束，这一票没有入箱" })
    expect(sent).toHaveLength(1)
  })
})

describe("a button that is held", () => {
  test("does nothing when it is let go before the second is over", async () => {
    const held = vi.fn()
    render(
      <HoldButton hint="按住一秒" onHeld={held}>
        投票
      </HoldButton>,
    )
    const button = screen.getByRole("button")
    fireEvent.pointerDown(button, { button: 0 })
    await pass(900)
    fireEvent.pointerUp(button)
    fireEvent.click(button)
    await pass(2000)
    expect(held).not.toHaveBeenCalled()
    fireEvent.pointerDown(button, { button: 0 })
    await pass(1000)
    expect(held).toHaveBeenCalledTimes(1)
  })
})
