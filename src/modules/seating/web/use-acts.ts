/** What a click in the hall does: choose, swap, move, lock; and what the tools do. */
import { useState } from "react"
import { useCommand } from "#web/api.ts"
import { tell } from "#web/tell.ts"
import { useWords } from "#web/words.ts"
import { type SeatMap, seating } from "../contract.ts"
import { words } from "../words.ts"
import type { Layout } from "./hall-layout.ts"
import { keyOf, type Spot } from "./hall-places.ts"

export type Panel = "hall" | "rules" | "rostrum"
export type Tool = "choose" | "swap" | "lock"

export type Acts = ReturnType<typeof useActs>

/** The commands themselves, each with what is said when it is done. */
function useCommands(meetingId: string, map: SeatMap) {
  const say = useWords(words)
  const arrange = useCommand(seating.arrange, {
    onDone: ({ seated, lacking }) => tell(lacking ? "warning" : "ok", lacking ? say("arrangedLacking", { seated, lacking }) : say("arranged", { seated })),
  })
  const swap = useCommand(seating.swap)
  const move = useCommand(seating.move)
  const unseat = useCommand(seating.unseat)
  const clear = useCommand(seating.clear)
  const lock = useCommand(seating.lock)
  const undo = useCommand(seating.undo)
  const redo = useCommand(seating.redo)
  return {
    isBusy: [arrange, swap, move, unseat, clear, undo, redo].some((command) => command.isPending),
    arrange: () => arrange.mutate({ meetingId }),
    clear: () => clear.mutate({ meetingId }),
    unseat: (attendeeId: string) => unseat.mutate({ meetingId, attendeeId }),
    swap: (attendeeId: string, withId: string) => swap.mutate({ meetingId, attendeeId, withId }),
    move: (attendeeId: string, to: Spot) => move.mutate({ meetingId, attendeeId, to: place(to) }),
    setLock: (spot: Spot, locked: boolean) => lock.mutate({ meetingId, places: [place(spot)], locked }),
    undo: () => map.undo && undo.mutate({ meetingId, position: map.undo.position }),
    redo: () => map.redo && redo.mutate({ meetingId, position: map.redo.position }),
  }
}

const place = ({ area, row, number }: Spot) => ({ area, row, number })

export function useActs(meetingId: string, map: SeatMap, layout: Layout) {
  const commands = useCommands(meetingId, map)
  const [tool, setTool] = useState<Tool>("choose")
  const [chosen, setChosen] = useState<string>()
  const [placing, setPlacing] = useState<{ id: string; name: string }>()
  const stop = () => {
    setTool("choose")
    setPlacing(undefined)
  }
  const putOn = (from: Spot, to: Spot) => {
    if (!from.person) return
    if (to.person) commands.swap(from.person.id, to.person.id)
    else commands.move(from.person.id, to)
    setChosen(keyOf(to))
    stop()
  }
  const choose = (spot: Spot | undefined) => {
    // a slip into an aisle while someone is being exchanged loses nothing
    if (!spot) return tool === "choose" && !placing ? setChosen(undefined) : undefined
    if (placing && !spot.person) {
      commands.move(placing.id, spot)
      setPlacing(undefined)
      return setChosen(keyOf(spot))
    }
    if (tool === "lock") return commands.setLock(spot, !spot.locked)
    const first = layout.byKey.get(chosen ?? "")
    if (tool === "swap" && first?.person && keyOf(first) !== keyOf(spot)) return putOn(first, spot)
    setChosen(keyOf(spot))
  }
  return { ...commands, tool, setTool, chosen, placing, setPlacing, choose, putOn, stop }
}
