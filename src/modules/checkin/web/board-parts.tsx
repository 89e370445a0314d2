import { clockOf, plainClock } from "#kernel/dates.ts"
import { useWords } from "#web/words.ts"
import type { Board } from "../contract.ts"
import { words } from "../words.ts"

/** Before it begins nobody is absent yet: they are still to come. */
const missingOf = (board: Board): "absent" | "notYet" => (board.session.startsAt > new Date().toISOString() ? "notYet" : "absent")

export function Numbers({ board }: { board: Board }) {
  const say = useWords(words)
  const { totals } = board
  const rows = [
    [say("due"), totals.due],
    [say("attended"), totals.present],
    [say("onLeave"), totals.excused],
    [say(missingOf(board)), totals.absent],
    [say("lateOfThem"), totals.late],
    [say("other"), totals.others],
  ] as const
  return (
    <dl className="checkin-numbers">
      {rows.map(([title, number]) => (
        <div key={title}>
          <dt>{title}</dt>
          <dd>{number}</dd>
        </div>
      ))}
    </dl>
  )
}

export function Delegations({ board }: { board: Board }) {
  const say = useWords(words)
  const missing = missingOf(board)
  return (
    <table className="rows checkin-delegations">
      <thead>
        <tr>
          <th scope="col">{say("delegation")}</th>
          {[say("due"), say("attended"), say("onLeave"), say(missing), say("other")].map((title) => (
            <th scope="col" key={title} className="is-right">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {board.delegations.map((row) => (
          <tr key={row.id ?? "none"}>
            <td>{row.name || say("noDelegation")}</td>
            <td className="is-right">{row.due}</td>
            <td className="is-right checkin-present">{row.present}</td>
            <td className="is-right">{row.excused}</td>
            <td className={row.absent > 0 && missing === "absent" ? "is-right checkin-absent" : "is-right"}>{row.absent}</td>
            <td className="is-right">{row.others}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const width = 560
const height = 200
const foot = 24

/** A bar for every five minutes from the first arrival to the last, so that a gap is a gap. */
export function Arrivals({ board }: { board: Board }) {
  const say = useWords(words)
  const first = board.arrivals[0]
  const last = board.arrivals.at(-1)
  if (!first || !last) return <p className="checkin-none">{say("nobodyYet")}</p>
  const step = 300_000
  const from = Date.parse(first.at)
  const slots = Math.min(144, Math.round((Date.parse(last.at) - from) / step) + 1)
  const most = Math.max(...board.arrivals.map(({ count }) => count))
  const slot = width / Math.max(12, slots)
  const clock = (instant: string) => plainClock(clockOf(instant, board.zone))
  return (
    <figure className="checkin-arrivals">
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={say("arrivalsFrom", { from: clock(first.at), to: clock(last.at), most })}>
        <line x1="0" x2={width} y1={height - foot} y2={height - foot} stroke="var(--frame-line)" />
        {board.arrivals.map(({ at, count }) => {
          const tall = (count / most) * (height - foot - 20)
          const x = ((Date.parse(at) - from) / step) * slot
          return (
            <g key={at}>
              <rect x={x + 1} y={height - foot - tall} width={Math.max(1, slot - 2)} height={tall} fill="var(--ink2)">
                <title>{`${clock(at)} ${count}`}</title>
              </rect>
              {count === most ? (
                <text x={x + slot / 2} y={height - foot - tall - 6} textAnchor="middle">
                  {count}
                </text>
              ) : null}
            </g>
          )
        })}
        <text x="0" y={height - 6}>
          {clock(first.at)}
        </text>
        {slots > 4 ? (
          <text x={slots * slot} y={height - 6} textAnchor="end">
            {clock(last.at)}
          </text>
        ) : null}
      </svg>
    </figure>
  )
}
