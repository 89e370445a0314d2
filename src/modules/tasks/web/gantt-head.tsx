import { Button, Segmented } from "antd"
import { memo } from "react"
import { addDays, dateOnly, daysBetween, shortDay, weekdayOf } from "#kernel/dates.ts"
import type { Meeting } from "#modules/meetings/contract.ts"
import { useLocale, useWords } from "#web/words.ts"
import type { Scale, Zoom } from "../gantt/rules.ts"
import { words as ganttWords, words } from "../gantt/words.ts"
import { words as taskWords } from "../words.ts"
import { namesWidth, spanOf } from "./gantt-bar.tsx"
import type { Moved } from "./gantt-moving.ts"
import { teamPlace } from "./task-list.tsx"

type LegendProps = { teams: string[]; last: Moved | undefined; zoom: Zoom; onZoom: (zoom: Zoom) => void; onToday: () => void; onUndo: () => void }

export function Legend({ teams, last, zoom, onZoom, onToday, onUndo }: LegendProps) {
  const say = useWords(ganttWords)
  const sayTask = useWords(taskWords)
  const locale = useLocale()
  return (
    <div className="gantt-legend">
      {teams.map((team) => (
        <span key={team} className="team-name">
          <span className="team-tint" data-team={teamPlace(team, teams)} aria-hidden="true" />
          {team}
        </span>
      ))}
      <span className="team-name">
        <span className="team-tint is-done" aria-hidden="true" />
        {sayTask("done")}
      </span>
      <span className="team-name">
        <span className="team-tint is-late" data-team={2} aria-hidden="true" />
        {sayTask("late")}
      </span>
      <span className="gantt-tools">
        {last ? (
          <span role="status">
            {say(last.along ? "movedAlong" : "movedTo", { title: last.task.title, day: shortDay(last.task.dueOn, locale), count: last.along })}{" "}
            <button type="button" className="quiet-link" onClick={onUndo}>
              {sayTask("undo")}
            </button>
          </span>
        ) : (
          <span className="gantt-hint">{say("keys")}</span>
        )}
        <Segmented<Zoom>
          size="small"
          aria-label={say("scale")}
          value={zoom}
          onChange={onZoom}
          options={[
            { value: "week", label: say("byWeek") },
            { value: "day", label: say("byDay") },
          ]}
        />
        <Button size="small" onClick={onToday}>
          {say("toToday")}
        </Button>
      </span>
    </div>
  )
}

type HeadProps = { scale: Scale; meeting: Meeting; today: string; zoom: Zoom }

export const GanttHead = memo(function GanttHead({ scale, meeting, today, zoom }: HeadProps) {
  const say = useWords(words)
  const sayTask = useWords(taskWords)
  const locale = useLocale()
  const mondays = Array.from({ length: scale.days / 7 }, (_, week) => addDays(scale.first, week * 7))
  return (
    <div className="gantt-head">
      <div className="gantt-corner" />
      {mondays.map((monday) => {
        const weeks = Math.ceil(daysBetween(monday, meeting.startsOn) / 7)
        return (
          <span key={monday} className="gantt-week" style={{ left: namesWidth + scale.at(monday), width: 7 * scale.dayWidth }}>
            {shortDay(monday, locale)} <span className="gantt-weeks-before">{weeks > 0 ? say("weeksBefore", { n: weeks }) : ""}</span>
          </span>
        )
      })}
      {zoom === "day" ? <Days scale={scale} /> : null}
      <span className="gantt-pill" style={{ left: namesWidth + scale.at(today) + scale.dayWidth / 2 }}>
        {say("todayMark", { day: dateOnly(today, locale) })}
      </span>
      <strong className="gantt-red" style={spanOf(scale, meeting.startsOn, meeting.endsOn)}>
        {sayTask("meeting")}
        <span className="gantt-dates">{`${Number(meeting.startsOn.slice(8))}–${dateOnly(meeting.endsOn, locale)}`}</span>
      </strong>
    </div>
  )
})

function Days({ scale }: { scale: Scale }) {
  const days = Array.from({ length: scale.days }, (_, n) => addDays(scale.first, n))
  return days.map((day) => (
    <span
      key={day}
      className="gantt-date"
      data-rest={weekdayOf(day) % 6 === 0 || undefined}
      style={{ left: namesWidth + scale.at(day), width: scale.dayWidth }}
    >
      {Number(day.slice(8))}
    </span>
  ))
}
