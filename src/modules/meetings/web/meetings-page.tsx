import { Button } from "antd"
import { longDay, plainClock } from "#kernel/dates.ts"
import { useRead } from "#web/api.ts"
import { Go, useGo } from "#web/nav.tsx"
import { useSession } from "#web/session.ts"
import { Busy, Empty, PageHead, Problem } from "#web/ui/page.tsx"
import { useLocale, useWords } from "#web/words.ts"
import { type Meeting, meetings } from "../contract.ts"
import { words } from "../words.ts"
import "./meetings.css"

export function Page() {
  const say = useWords(words)
  const go = useGo()
  const { may } = useSession()
  const list = useRead(meetings.list, {})
  const mayCreate = may(meetings.create.name)
  const create = (
    <Button type="primary" onClick={() => go("/meetings/new")}>
      {say("newMeeting")}
    </Button>
  )
  return (
    <>
      <PageHead title={say("meetings")} count={list.data?.length} actions={mayCreate && list.data?.length ? create : null} />
      {list.error ? <Problem error={list.error} again={list.refetch} /> : null}
      {list.isPending ? <Busy /> : null}
      {list.data?.length === 0 ? <Empty sentence={say(mayCreate ? "noneYet" : "noneForYou")} action={mayCreate ? create : null} /> : null}
      {list.data?.length ? <Table rows={list.data} /> : null}
    </>
  )
}

function Table({ rows }: { rows: Meeting[] }) {
  const say = useWords(words)
  const locale = useLocale()
  return (
    <table className="rows" style={{ marginTop: 16 }}>
      <thead>
        <tr>
          <th>{say("name")}</th>
          <th>{say("opening")}</th>
          <th>{say("place")}</th>
          <th>{say("host")}</th>
          <th>{say("phase")}</th>
          <th>{say("secrecy")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((meeting) => (
          <tr key={meeting.id}>
            <td className="is-grow">
              <Go className="meeting-name" to={`/meetings/${meeting.id}`}>
                {meeting.name}
              </Go>
            </td>
            <td>
              {longDay(meeting.startsOn, locale)} {plainClock(meeting.opensAt)}
            </td>
            <td>
              {meeting.place} {meeting.hall}
            </td>
            <td>{meeting.host}</td>
            <td>{say(meeting.phase)}</td>
            <td>{say(meeting.secrecy)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
