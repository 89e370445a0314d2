import { memo, type RefObject, useCallback, useEffect, useMemo, useRef, useState } from "react"
import { daysBetween } from "#kernel/dates.ts"
import type { Meeting } from "#modules/meetings/contract.ts"
import { useSession } from "#web/session.ts"
import { type Progress, type Task, tasks } from "../contract.ts"
import { type Line, linesOf, scaleOf, seenLines, type Zoom } from "../gantt/rules.ts"
import { namesWidth, spanOf } from "./gantt-bar.tsx"
import { GanttLinks, MoveCard } from "./gantt-card.tsx"
import { GanttHead, Legend } from "./gantt-head.tsx"
import { type Preview, useMoving } from "./gantt-moving.ts"
import { GanttRow, GanttStage } from "./gantt-row.tsx"
import { teamPlace } from "./task-list.tsx"
import "./gantt.css"

/** `all`: what a move takes along may be filtered out of `rows`. */
type GanttProps = {
  rows: Task[]
  all: Task[]
  progress: Progress
  meeting: Meeting
  openId: string | undefined
  onOpen: (id: string | undefined) => void
}

export function Gantt({ rows, all, progress, meeting, openId, onOpen }: GanttProps) {
  const box = useRef<HTMLDivElement>(null)
  const [zoom, setZoom] = useState<Zoom>("week")
  const { today } = progress
  const scale = useMemo(() => scaleOf(rows, meeting, { today, zoom }), [rows, meeting, today, zoom])
  const { lines, height } = useMemo(() => linesOf(rows, progress.stages), [rows, progress.stages])
  const { preview, handles, last, undo } = useMoving(all, scale.dayWidth)
  const toToday = useCallback(() => {
    // today stands a third from the left: what was due lately is seen, and what comes
    if (box.current) box.current.scrollLeft = scale.at(today) - (box.current.clientWidth - namesWidth) / 3
  }, [scale, today])
  const begun = useRef("")
  useEffect(() => {
    // where a person scrolled to stays when a task was moved
    if (begun.current === zoom) return
    begun.current = zoom
    toToday()
  }, [zoom, toToday])
  const teams = useMemo(() => progress.teams.map((team) => team.name), [progress.teams])
  const body = { lines, height, scale, teams, preview, handles, all, meeting, openId, onOpen }
  return (
    <>
      <Legend teams={teams} last={last} zoom={zoom} onZoom={setZoom} onToday={toToday} onUndo={undo} />
      <div className="gantt" ref={box}>
        <div className="gantt-inner" style={{ width: namesWidth + scale.days * scale.dayWidth }}>
          <GanttHead scale={scale} meeting={meeting} today={today} zoom={zoom} />
          <GanttBody {...body} box={box} today={today} />
        </div>
      </div>
    </>
  )
}

type BodyProps = Omit<GanttProps, "rows" | "progress"> &
  Pick<ReturnType<typeof useMoving>, "preview" | "handles"> & {
    lines: Line[]
    height: number
    scale: ReturnType<typeof scaleOf>
    teams: string[]
    box: RefObject<HTMLDivElement | null>
    today: string
  }

const none: ReadonlyMap<string, number> = new Map()

/** How far each task that moves is drawn from its place. */
const shiftsOf = (preview: Preview | undefined, all: readonly Task[]): ReadonlyMap<string, number> => {
  if (!preview) return none
  const before = new Map(all.map((task) => [task.id, task.dueOn]))
  const along = preview.along.map(({ id, dueOn }) => [id, daysBetween(before.get(id) ?? dueOn, dueOn)] as const)
  return new Map([[preview.task.id, preview.days] as const, ...along])
}

function GanttBody({ lines, height, scale, teams, preview, handles, all, meeting, openId, onOpen, box, today }: BodyProps) {
  const { may } = useSession()
  const mayMove = may(tasks.edit.name, meeting.id)
  const [pointed, point] = usePointed()
  const seen = useSeen(box, lines)
  const tops = useMemo(() => new Map(lines.flatMap(({ task, top }) => (task ? [[task.id, top] as const] : []))), [lines])
  const shifts = useMemo(() => shiftsOf(preview, all), [preview, all])
  const linked = preview?.task.id ?? pointed
  const rows = { seen, scale, teams, openId, shifts, heldId: preview?.task.id, handles: mayMove ? handles : undefined, onOpen, onPoint: point }
  return (
    <div className="gantt-body" style={{ height }}>
      <div className="gantt-weeks" style={{ left: namesWidth, backgroundSize: `${7 * scale.dayWidth}px 100%` }} />
      <div className="gantt-meeting" style={spanOf(scale, meeting.startsOn, meeting.endsOn)} />
      <div className="gantt-today" style={{ left: namesWidth + scale.at(today) + scale.dayWidth / 2 }} />
      <Rows {...rows} />
      {linked ? <GanttLinks id={linked} all={all} tops={tops} shifts={shifts} scale={scale} /> : null}
      {preview && !preview.isSettling ? (
        <MoveCard preview={preview} all={all} meeting={meeting} place={cardPlace(preview, { top: tops.get(preview.task.id) ?? 0, scale, box: box.current })} />
      ) : null}
    </div>
  )
}

/** A row is pointed at when the pointer rests on it, not while rows are scrolled past under it. */
function usePointed() {
  const [pointed, setPointed] = useState<string>()
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined)
  const point = useCallback((id: string | undefined) => {
    clearTimeout(waiting.current)
    waiting.current = setTimeout(() => setPointed(id), 100)
  }, [])
  useEffect(() => () => clearTimeout(waiting.current), [])
  return [pointed, point] as const
}

type RowsProps = Pick<BodyProps, "scale" | "teams" | "openId" | "onOpen"> & {
  seen: readonly Line[]
  shifts: ReadonlyMap<string, number>
  heldId: string | undefined
  handles: BodyProps["handles"] | undefined
  onPoint: (id: string | undefined) => void
}

/** Left alone while arrows come and go under a pointer that rows are scrolled past. */
const Rows = memo(function Rows({ seen, scale, teams, openId, shifts, heldId, handles, onOpen, onPoint }: RowsProps) {
  return seen.map(({ task, stage, top }) =>
    task ? (
      <GanttRow
        key={task.id}
        task={task}
        top={top}
        scale={scale}
        team={teamPlace(task.team, teams)}
        isOpen={task.id === openId}
        shift={shifts.get(task.id) ?? 0}
        isHeld={task.id === heldId}
        handles={task.doneAt ? undefined : handles}
        onOpen={onOpen}
        onPoint={onPoint}
      />
    ) : (
      <GanttStage key={stage.name} stage={stage} top={top} />
    ),
  )
})

const cardWidth = 272
const cardHeight = 240
const headHeight = 56

/** Beside the bar, so that what moves along stays seen below it; within what is looked at. */
function cardPlace({ task, days }: Preview, { top, scale, box }: { top: number; scale: ReturnType<typeof scaleOf>; box: HTMLElement | null }) {
  const bar = spanOf(scale, task.startsOn, task.dueOn)
  const moved = days * scale.dayWidth
  const left = bar.left + Math.min(0, moved) - cardWidth - 16
  const isHidden = left < (box?.scrollLeft ?? 0) + namesWidth
  const last = (box?.scrollTop ?? 0) + (box?.clientHeight ?? 900) - headHeight - cardHeight
  return { left: isHidden ? bar.left + bar.width + Math.max(0, moved) + 24 : left, top: Math.max(box?.scrollTop ?? 0, Math.min(top - 8, last)) }
}

/** Some hundred rows stand whole: to draw new ones while they are scrolled past costs more frames than to leave them. Beyond that only what is near is drawn. */
const spare = 10_000

/** The rows that are looked at, and many on either side; looked up anew only after a good part of these was scrolled through. */
function useSeen(box: RefObject<HTMLDivElement | null>, lines: readonly Line[]): readonly Line[] {
  const [at, setAt] = useState({ top: 0, height: 900 })
  useEffect(() => {
    const here = box.current
    if (!here) return
    const look = () =>
      setAt((was) =>
        Math.abs(here.scrollTop - was.top) < spare / 2 && here.clientHeight === was.height ? was : { top: here.scrollTop, height: here.clientHeight },
      )
    look()
    here.addEventListener("scroll", look, { passive: true })
    const size = new ResizeObserver(look)
    size.observe(here)
    return () => {
      here.removeEventListener("scroll", look)
      size.disconnect()
    }
  }, [box])
  return useMemo(() => seenLines(lines, { from: at.top - spare, to: at.top + at.height + spare }), [lines, at])
}
