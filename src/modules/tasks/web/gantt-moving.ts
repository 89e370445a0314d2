import { useCallback, useEffect, useRef, useState } from "react"
import { addDays } from "#kernel/dates.ts"
import { useCommand } from "#web/api.ts"
import { type Task, tasks } from "../contract.ts"
import { takenAlong } from "../gantt/rules.ts"

/** What a move would do, while it is still being made. */
export type Preview = { task: Task; days: number; along: Task[]; by: "pointer" | "keys"; isSettling: boolean }
export type Moved = { task: Task; days: number; along: number }
export type Handles = {
  grab: (task: Task, x: number) => void
  drag: (x: number) => void
  step: (task: Task, days: number) => void
  drop: () => void
  cancel: () => void
}

/** Writes a task to other days, and keeps the last move so that it can be taken back. */
function useWriting() {
  const [last, setLast] = useState<Moved>()
  const edit = useCommand(tasks.edit)
  const write = async (task: Task, days: number): Promise<Task> => {
    const { meetingId, id, version, stage, title, team, owner, anchor } = task
    const dates = { startsOn: addDays(task.startsOn, days), dueOn: addDays(task.dueOn, days) }
    return edit.mutateAsync({ meetingId, id, version, stage, title, team, owner, fixed: anchor === null, ...dates })
  }
  // a refusal was told to the person already
  const move = ({ task, days, along }: Preview) =>
    write(task, days).then(
      (moved) => setLast({ task: moved, days, along: along.length }),
      () => undefined,
    )
  const over = () => setLast(undefined)
  const undo = () => last && void write(last.task, -last.days).then(over, over)
  return { move, last, undo }
}

/** Escape takes the move back before a drawer hears it, and so does going elsewhere by keys. */
function useLeaving(isMoving: boolean, cancel: () => void): void {
  useEffect(() => {
    if (!isMoving) return
    const leave = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return
      event.preventDefault()
      cancel()
    }
    document.addEventListener("keydown", leave, true)
    document.addEventListener("focusout", cancel)
    return () => {
      document.removeEventListener("keydown", leave, true)
      document.removeEventListener("focusout", cancel)
    }
  }, [isMoving, cancel])
}

/**
 * A bar is drawn to another day by pointer or keys; what it would take along is shown until it is let go.
 * The handles stay the same throughout: three hundred rows are not drawn anew for each day that one is drawn along.
 */
export function useMoving(all: readonly Task[], dayWidth: number) {
  const [preview, setPreview] = useState<Preview>()
  const held = useRef<{ task: Task; x: number }>(undefined)
  const { move, last, undo } = useWriting()
  const now = useRef({ all, dayWidth, preview, move })
  now.current = { all, dayWidth, preview, move }

  const show = useCallback((task: Task, days: number, by: Preview["by"]) => {
    const shown = now.current.preview
    if (shown?.isSettling || (shown?.task.id === task.id ? shown.days : 0) === days) return
    setPreview(days === 0 ? undefined : { task, days, by, along: takenAlong(now.current.all, task.id, days), isSettling: false })
  }, [])
  const cancel = useCallback(() => {
    held.current = undefined
    setPreview((shown) => (shown?.isSettling ? shown : undefined))
  }, [])
  const drop = useCallback(() => {
    held.current = undefined
    const shown = now.current.preview
    if (!shown || shown.isSettling) return
    // it stays where it was let go until the house has answered, and so does what it took along
    setPreview({ ...shown, isSettling: true })
    void now.current.move(shown).then(() => setPreview(undefined))
  }, [])
  const [handles] = useState<Handles>(() => ({
    grab: (task, x) => {
      held.current = { task, x }
    },
    drag: (x) => held.current && show(held.current.task, Math.round((x - held.current.x) / now.current.dayWidth), "pointer"),
    step: (task, days) => show(task, (now.current.preview?.task.id === task.id ? now.current.preview.days : 0) + days, "keys"),
    drop,
    cancel,
  }))

  useLeaving(preview !== undefined, cancel)
  return { preview, handles, last, undo }
}
