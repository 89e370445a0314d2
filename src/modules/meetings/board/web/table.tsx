import type { ReactNode } from "react"
import { longDay, plainClock, shortDay } from "#kernel/dates.ts"
import { Go } from "#web/nav.tsx"
import { Bar } from "#web/ui/page.tsx"
import { useLocale, useWords } from "#web/words.ts"
import type { BoardLine } from "../contract.ts"
import { words } from "../words.ts"
import { Clashes, Numbers } from "./numbers.tsx"

/** `action`: what can be done with a meeting from the list. */
type TableProps = { lines: readonly BoardLine[]; action?: (line: BoardLine) => ReactNode }

export function Table({ lines, action }: TableProps) {
  const say = useWords(words)
  const locale = useLocale()
  return (
    <table className="rows board-table">
      <thead>
        <tr>
          <th>{say("name")}</th>
          <th>{say("opening")}</th>
          <th>{say("place")}</th>
          <th>{say("phase")}</th>
          <th>{say("progress")}</th>
          <th className="is-right">{say("late")}</th>
          <th className="is-right">{say("dueToday")}</th>
          <th className="is-right">{say("wrong")}</th>
          {action ? <th aria-label={say("actions")} /> : null}
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.id}>
            <td className="is-grow">
              <Go className="meeting-name" to={`/meetings/${line.id}`}>
                {line.name}
              </Go>
              <Clashes line={line} />
            </td>
            <td>
              {longDay(line.startsOn, locale)} {plainClock(line.opensAt)}
            </td>
            <td>
              {line.place} {line.hall}
            </td>
            <td>{say(line.phase)}</td>
            <td>{line.numbers && line.numbers.total > 0 ? <Prepared line={line} numbers={line.numbers} /> : null}</td>
            <td className={line.numbers?.late ? "is-right is-wrong" : "is-right"}>{line.numbers?.late || null}</td>
            <td className="is-right">{line.numbers?.dueToday || null}</td>
            <td className={line.numbers?.wrong ? "is-right is-wrong" : "is-right"}>{line.numbers?.wrong || null}</td>
            {action ? <td>{action(line)}</td> : null}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Prepared({ line, numbers: { done, total } }: { line: BoardLine; numbers: NonNullable<BoardLine["numbers"]> }) {
  const say = useWords(words)
  return (
    <span className="board-bar">
      <Bar done={done} total={total} label={line.name} />
      <span>{say("doneCount", { done, total })}</span>
    </span>
  )
}

/** On a phone: one card a meeting. */
export function Cards({ lines, action }: TableProps) {
  const say = useWords(words)
  const locale = useLocale()
  return (
    <ul className="board-cards">
      {lines.map((line) => (
        <li key={line.id}>
          <Go className="meeting-name" to={`/meetings/${line.id}`}>
            {line.name}
          </Go>
          <p>
            {say(line.phase)} · {shortDay(line.startsOn, locale)} {plainClock(line.opensAt)} · {line.place}
            {line.hall}
          </p>
          <Numbers line={line} />
          <Clashes line={line} />
          {action ? <p>{action(line)}</p> : null}
        </li>
      ))}
    </ul>
  )
}
