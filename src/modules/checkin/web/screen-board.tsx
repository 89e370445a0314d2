/** The hall screen's board: due, present, on leave, absent; the same by delegation. Readable from the last row. */
import "./screen-board.css"
import { useRead } from "#web/api.ts"
import type { PageProps } from "#web/pages.ts"
import { useWords } from "#web/words.ts"
import { type Board, checkin } from "../contract.ts"
import { words } from "../words.ts"

type Row = Board["delegations"][number]
/** What is left of the wall's height for the delegations, heads of columns taken off. */
const room = 56
const smallest = 3.5
const largest = 6.5

export function Page({ meetingId, params }: PageProps) {
  const say = useWords(words)
  const read = useRead(checkin.board, { meetingId, sessionId: params.sessionId ?? "" })
  const board = read.data
  // nothing is shown rather than something wrong: the last board stays while the connection is away
  if (!board) return <main className="hall-board" />
  const { totals } = board
  const missing = board.session.startsAt > new Date().toISOString() ? "notYet" : "absent"
  const heads = [say("due"), say("attended"), say("onLeave"), say(missing)]
  const numbers = [totals.due, totals.present, totals.excused, totals.absent]
  const named = board.delegations.filter((row) => row.due > 0)
  const count = named.length > 32 ? 3 : named.length > 6 ? 2 : 1
  const tall = Math.ceil(named.length / count)
  const height = Math.max(smallest, Math.min(largest, room / Math.max(1, tall)))
  const columns = Array.from({ length: count }, (_, place) => named.slice(place * tall, (place + 1) * tall))
  return (
    <main className="hall-board">
      <h1>{board.session.title}</h1>
      <dl className="hall-board-heads">
        {heads.map((title, place) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{numbers[place]}</dd>
          </div>
        ))}
      </dl>
      <div className="hall-board-columns" style={{ fontSize: `${height * 0.8}vh`, lineHeight: `${height}vh` }}>
        {columns.map((rows) => (
          <Column key={rows[0]?.id ?? "none"} rows={rows} heads={heads} />
        ))}
      </div>
    </main>
  )
}

function Column({ rows, heads }: { rows: Row[]; heads: string[] }) {
  const say = useWords(words)
  return (
    <table>
      <thead>
        <tr>
          <th scope="col" aria-label={say("delegation")} />
          {heads.map((title) => (
            <th scope="col" key={title}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id ?? "none"}>
            <th scope="row">{row.name || say("noDelegation")}</th>
            <td>{row.due}</td>
            <td className="hall-board-present">{row.present}</td>
            <td>{row.excused}</td>
            <td>{row.absent}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
