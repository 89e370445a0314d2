/** 记名表决明细: who voted what in a named vote that is over; opening it leaves a trace in the audit. */

import type { z } from "zod"
import { clockOf, plainClock } from "#kernel/dates.ts"
import { meetings } from "#modules/meetings/contract.ts"
import { useRead } from "#web/api.ts"
import { Go } from "#web/nav.tsx"
import type { PageProps } from "#web/pages.ts"
import { type Column, ListPage, useList } from "#web/ui/list.tsx"
import { Busy, Empty, Problem, State } from "#web/ui/page.tsx"
import { useLocale, useWords } from "#web/words.ts"
import { type NamedBallot, type Poll, voting } from "../contract.ts"
import { choiceWord } from "../verdict/rules.ts"
import { words } from "../words.ts"

type Row = z.infer<typeof NamedBallot>

export function Page({ meetingId, params }: PageProps) {
  const say = useWords(words)
  const poll = useRead(voting.get, { meetingId, id: params.pollId ?? "" })
  if (poll.error) return <Problem error={poll.error} />
  if (!poll.data) return <Busy />
  if (poll.data.state !== "closed") return <Empty sentence={say("ballotsLater")} />
  return <Ballots poll={poll.data} />
}

function Ballots({ poll }: { poll: Poll }) {
  const say = useWords(words)
  const { meetingId, id, sessionId } = poll
  const list = useList()
  const read = useRead(voting.ballots, { meetingId, id, page: list.page, size: list.size })
  const meeting = useRead(meetings.get, { meetingId })
  return (
    <ListPage
      title={say("ballots")}
      facts={poll.title}
      list={list}
      read={read}
      columns={useColumns(meeting.data?.zone)}
      idOf={(row) => row.attendeeId}
      empty={{ sentence: say("noBallots") }}
      actions={
        <Go className="quiet-link" to={`/meetings/${meetingId}/sittings/${sessionId}`}>
          {say("backToRoom")}
        </Go>
      }
    />
  )
}

function useColumns(zone: string | undefined): Column<Row>[] {
  const say = useWords(words)
  const locale = useLocale()
  return [
    { key: "name", title: say("voter"), width: 160, render: (row) => <span className="rows-name">{row.name}</span> },
    { key: "delegation", title: say("delegation"), grow: true, render: (row) => row.delegation },
    {
      key: "choice",
      title: say("choiceCast"),
      width: 160,
      render: (row) => (row.choice ? choiceWord(row.choice, locale) : <State kind="quiet">{say(row.present ? "notCast" : "notPresent")}</State>),
    },
    { key: "at", title: say("castTime"), width: 120, align: "right", render: (row) => (row.at && zone ? plainClock(clockOf(row.at, zone)) : null) },
  ]
}
