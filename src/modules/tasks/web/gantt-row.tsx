import { memo } from "react"
import { Icon } from "#web/ui/icon.tsx"
import { useWords } from "#web/words.ts"
import type { Progress, Task } from "../contract.ts"
import type { Scale } from "../gantt/rules.ts"
import { words } from "../words.ts"
import { GanttBar, pointing } from "./gantt-bar.tsx"
import type { Handles } from "./gantt-moving.ts"

type RowProps = {
  task: Task
  top: number
  scale: Scale
  team: number
  isOpen: boolean
  shift: number
  isHeld: boolean
  handles: Handles | undefined
  onOpen: (id: string | undefined) => void
  onPoint: (id: string | undefined) => void
}

/** Drawn again only when something of it changed: the others stand still while one is drawn along. */
export const GanttRow = memo(function GanttRow({ task, top, isOpen, onOpen, onPoint, ...bar }: RowProps) {
  const say = useWords(words)
  const tone = task.doneAt ? "is-done" : task.lateDays ? "is-late" : ""
  return (
    <div className={`gantt-row ${tone}`} data-open={isOpen || undefined} style={{ top }}>
      <button type="button" className="gantt-name" aria-pressed={isOpen} onClick={() => onOpen(isOpen ? undefined : task.id)} {...pointing(task.id, onPoint)}>
        <span className="gantt-title">{task.title}</span>
        {task.lateDays ? <em>{say("late.days", { days: task.lateDays })}</em> : null}
        {task.doneAt ? <Icon name="check" size={14} /> : null}
        <span className="gantt-team">{task.team}</span>
      </button>
      <GanttBar task={task} onPoint={onPoint} {...bar} />
    </div>
  )
})

export function GanttStage({ stage, top }: { stage: Progress["stages"][number]; top: number }) {
  return (
    <div className="gantt-stage" style={{ top }}>
      <h2>
        {stage.name} <span>{`${stage.done} / ${stage.total}`}</span>
      </h2>
    </div>
  )
}
