import { shortDay } from "#kernel/dates.ts"
import { Alarm } from "#web/ui/icon.tsx"
import { State } from "#web/ui/page.tsx"
import { useLocale, useWords } from "#web/words.ts"
import type { BoardLine } from "../contract.ts"
import { words } from "../words.ts"

/** What is late and what is wrong, in words; a meeting with neither says so. */
export function Numbers({ line: { numbers } }: { line: BoardLine }) {
  const say = useWords(words)
  if (!numbers) return null
  const { late, dueToday, wrong } = numbers
  return (
    <span className="board-numbers">
      {late > 0 ? (
        <State kind="wrong" icon="clock">
          {say("lateCount", { count: late })}
        </State>
      ) : null}
      {wrong > 0 ? <State kind="wrong">{say("wrongCount", { count: wrong })}</State> : null}
      {late === 0 && wrong === 0 ? <State kind="ok">{say("inTime")}</State> : null}
      {dueToday > 0 ? <span className="board-due">{say("dueCount", { count: dueToday })}</span> : null}
    </span>
  )
}

export function Clashes({ line: { clashes } }: { line: BoardLine }) {
  const say = useWords(words)
  const locale = useLocale()
  if (clashes.length === 0) return null
  return (
    <ul className="board-clashes">
      {clashes.slice(0, 3).map(({ what, name, day, with: other }) => (
        <li key={`${what} ${name} ${day} ${other}`}>
          <Alarm />
          {say(`clash.${what}`, { day: shortDay(day, locale), name, other: other === null ? say("another") : say("quoted", { name: other }) })}
        </li>
      ))}
    </ul>
  )
}
