/** The hall screen's board: due, present, on leave, absent; the same by delegation. Readable from the last row. */
import "./screen-board.css"
import { useRead } from "#web/api.ts"
import type { PageProps } from "#web/pages.ts"
import { useWords } from "#web/words.ts"
import { checkin } from "../contract.ts"
import { words } from "../words.ts"

export function Page({ meetingId, params }: PageProps) {
  const say = useWords(words)
  const read = useRead(checkin.board, { meetingId, sessionId: params.sessionId ?? "" })
  const board = read.data
  // nothing is shown rather than something wrong: the last board stays while the connection is away
  if (!board) return <main className="hall-board" />
  const { totals, delegations } = board
  const heads = [
    [say("due"), totals.due],
    [say("attended"), totals.present],
    [say("onLeave"), totals.excused],
    [say(board.session.startsAt > new Date().toISOString() ? "notYet" : "absent"), totals.absent],
  ] as const
  const named = delegations.filter((row) => row.due > 0)
  const columns = named.length > 36 ? 3 : named.length > 12 ? 2 : 1
  return (
    <main className="hall-board">
      <h1>{board.session.title}</h1>
      <dl className="hall-board-heads">
        {heads.map(([title, number]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{number}</dd>
          </div>
        ))}
      </dl>
      <div className="hall-board-rows" style={{ columnCount: columns }}>
        {named.map((row) => (
          <p key={row.id ?? "none"} className="hall-board-row">
            <span className="hall-board-name">{row.name || say("noDelegation")}</span>
            <span>{row.due}</span>
            <span className="hall-board-present">{row.present}</span>
            <span>{row.excused}</span>
            <span>{row.absent}</span>
          </p>
        ))}
      </div>
    </main>
  )
}
