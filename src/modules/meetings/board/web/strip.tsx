import { useState } from "react"
import { dateOnly, shortDay } from "#kernel/dates.ts"
import { Go } from "#web/nav.tsx"
import { Icon } from "#web/ui/icon.tsx"
import { useLocale, useWords } from "#web/words.ts"
import type { BoardLine } from "../contract.ts"
import { firstDay, isShown, leftOf, mondays, piecesOf } from "../rules.ts"
import { words } from "../words.ts"
import { Clashes, Numbers } from "./numbers.tsx"

/** Weeks across, one row a meeting from the first day of its preparation to the day people leave. */
export function Strip({ lines, today }: { lines: readonly BoardLine[]; today: string }) {
  const [shift, setShift] = useState(0)
  const from = firstDay(today, shift)
  return (
    <div className="strip">
      <Weeks from={from} today={today} shift={shift} onShift={setShift} />
      <ul className="strip-rows">
        {lines.map((line) => (
          <StripRow key={line.id} line={line} from={from} today={today} />
        ))}
      </ul>
    </div>
  )
}

type WeeksProps = { from: string; today: string; shift: number; onShift: (shift: number) => void }

function Weeks({ from, today, shift, onShift }: WeeksProps) {
  const say = useWords(words)
  const locale = useLocale()
  return (
    <div className="strip-head">
      <div className="strip-steer">
        <button type="button" className="icon-button" aria-label={say("earlier")} onClick={() => onShift(shift - 8)}>
          <Icon name="left" />
        </button>
        <button type="button" className="icon-button" aria-label={say("later")} onClick={() => onShift(shift + 8)}>
          <Icon name="right" />
        </button>
        {shift === 0 ? null : (
          <button type="button" className="quiet-link" onClick={() => onShift(0)}>
            {say("toToday")}
          </button>
        )}
      </div>
      <div className="strip-lane" aria-hidden="true">
        {mondays(from).map((monday, week) => (
          <span key={monday} className="strip-week" style={{ left: `${leftOf(from, monday)}%` }}>
            {week % 2 === 0 ? (monday.slice(8) <= "14" || week === 0 ? shortDay(monday, locale) : dateOnly(monday, locale)) : null}
          </span>
        ))}
        {isShown(from, today) ? (
          <span className="strip-now" style={{ left: `${leftOf(from, today)}%` }}>
            {say("today")}
          </span>
        ) : null}
      </div>
    </div>
  )
}

function StripRow({ line, from, today }: { line: BoardLine; from: string; today: string }) {
  const say = useWords(words)
  const locale = useLocale()
  const day = (one: string) => shortDay(one, locale)
  const about = say("bar", { arrives: day(line.arrivesOn), opens: day(line.startsOn), closes: day(line.endsOn) })
  return (
    <li className="strip-row">
      <div className="strip-name">
        <Go className="meeting-name" to={`/meetings/${line.id}`} title={line.name}>
          {line.name}
        </Go>
        <Numbers line={line} />
      </div>
      <div className="strip-lane" title={about}>
        <span className="visually-hidden">{about}</span>
        {isShown(from, today) ? <span className="strip-today" style={{ left: `${leftOf(from, today)}%` }} aria-hidden="true" /> : null}
        {piecesOf(line, from).map(({ phase, left, width }) => (
          <span key={phase} className={`strip-piece is-${phase}`} style={{ left: `${left}%`, width: `${width}%` }} aria-hidden="true" />
        ))}
        <Clashes line={line} />
      </div>
    </li>
  )
}
