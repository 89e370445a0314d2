/** 会场: the sessions whose quorum is counted, each with its way in. */
import { clockOf, longDay, plainClock } from "#kernel/dates.ts"
import { meetings } from "#modules/meetings/contract.ts"
import { useRead } from "#web/api.ts"
import { Go } from "#web/nav.tsx"
import type { PageProps } from "#web/pages.ts"
import { Busy, Empty, PageHead, Problem, State, type StateKind } from "#web/ui/page.tsx"
import { useLocale, useWords } from "#web/words.ts"
import { type SittingHead, sittings } from "../contract.ts"
import { words } from "../words.ts"
import "./sittings.css"

const kinds: Record<SittingHead["state"], StateKind> = { waiting: "quiet", open: "ok", closed: "quiet" }

export function Page({ meetingId }: PageProps) {
  const say = useWords(words)
  const list = useRead(sittings.list, { meetingId })
  const meeting = useRead(meetings.get, { meetingId })
  const zone = meeting.data?.zone
  if (!list.data || !zone) return list.error ? <Problem error={list.error} again={() => void list.refetch()} /> : <Busy />
  if (list.data.length === 0) {
    const way = (
      <Go className="quiet-link" to={`/meetings/${meetingId}/agenda`}>
        {say("toProgramme")}
      </Go>
    )
    return (
      <>
        <PageHead title={say("title")} />
        <Empty sentence={say("none")} action={way} />
      </>
    )
  }
  return (
    <>
      <PageHead title={say("title")} count={list.data.length} />
      <table className="rows sittings-rows">
        <thead>
          <tr>
            <th scope="col">{say("when")}</th>
            <th scope="col">{say("session")}</th>
            <th scope="col">{say("place")}</th>
            <th scope="col">{say("state")}</th>
            <th scope="col">
              <span className="visually-hidden">{say("enter")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {list.data.map((head) => (
            <Row key={head.sessionId} head={head} zone={zone} to={`/meetings/${meetingId}/sittings/${head.sessionId}`} />
          ))}
        </tbody>
      </table>
    </>
  )
}

function Row({ head, zone, to }: { head: SittingHead; zone: string; to: string }) {
  const say = useWords(words)
  const locale = useLocale()
  return (
    <tr>
      <td>
        {longDay(head.day, locale)} {plainClock(clockOf(head.startsAt, zone))}
      </td>
      <td className="is-grow rows-name">
        <Go to={to}>{head.title}</Go>
      </td>
      <td>{head.place}</td>
      <td>
        <State kind={kinds[head.state]}>{say(head.state)}</State>
      </td>
      <td className="is-right">
        <Go className="quiet-link" to={to}>
          {say("enter")}
        </Go>
      </td>
    </tr>
  )
}
