/** 扫码记录: everything the gates saw; first what needed a second look. */
import "./checkin.css"
import { Segmented } from "antd"
import { useState } from "react"
import { clockOf, plainClock } from "#kernel/dates.ts"
import { useRead } from "#web/api.ts"
import type { PageProps } from "#web/pages.ts"
import { type Column, ListPage, useList } from "#web/ui/list.tsx"
import { Busy, Empty, Facts, Problem, State, type StateKind } from "#web/ui/page.tsx"
import { type Say, useWords } from "#web/words.ts"
import { checkin, type LoggedScan } from "../contract.ts"
import { words } from "../words.ts"
import { useSessionChoice } from "./session-choice.tsx"
import { useZone } from "./use-zone.ts"

const kindOf = ({ verdict, kind }: LoggedScan): StateKind =>
  kind === "undo" ? "quiet" : verdict === "admitted" ? "ok" : verdict === "already" ? "warning" : "wrong"

export function Page({ meetingId }: PageProps) {
  const say = useWords(words)
  const choice = useSessionChoice(meetingId)
  if (choice.error) return <Problem error={choice.error} />
  if (!choice.isLoaded) return <Busy />
  if (!choice.session) return <Empty sentence={say("noSession")} />
  return <Scans meetingId={meetingId} sessionId={choice.session.id} picker={choice.picker} />
}

function Scans({ meetingId, sessionId, picker }: { meetingId: string; sessionId: string; picker: React.ReactNode }) {
  const say = useWords(words)
  const list = useList()
  const [which, setWhich] = useState<"problems" | "all">("problems")
  const read = useRead(checkin.scans, { meetingId, sessionId, page: list.page, size: list.size, problems: which === "problems" })
  const timeOf = timeIn(useZone(meetingId))
  const columns = useColumns(timeOf)
  return (
    <ListPage
      title={say("scans")}
      facts={picker}
      list={list}
      read={read}
      columns={columns}
      idOf={(row) => row.id}
      tools={
        <Segmented<"problems" | "all">
          value={which}
          options={[
            { value: "problems", label: say("stoppedOrTwice") },
            { value: "all", label: say("everyone") },
          ]}
          onChange={(next) => {
            setWhich(next)
            list.turnTo(1)
          }}
        />
      }
      empty={{ sentence: say(which === "problems" ? "noProblems" : "noScans") }}
      drawer={(row) => <Details row={row} timeOf={timeOf} />}
    />
  )
}

const timeIn = (zone: string) => (instant: string) => `${plainClock(clockOf(instant, zone))}:${instant.slice(17, 19)}`

function Verdict({ row }: { row: LoggedScan }) {
  const say = useWords(words)
  return <State kind={kindOf(row)}>{row.kind === "undo" ? say("undone") : say(row.verdict)}</State>
}

type TimeOf = (instant: string) => string

function useColumns(timeOf: TimeOf): Column<LoggedScan>[] {
  const say = useWords(words)
  return [
    { key: "at", title: say("time"), width: 96, align: "right", render: (row) => timeOf(row.scannedAt) },
    { key: "name", title: say("name"), width: 140, render: (row) => <span className="rows-name">{row.name ?? say("nobody")}</span> },
    { key: "verdict", title: say("state"), width: 140, render: (row) => <Verdict row={row} /> },
    { key: "gate", title: say("gate"), width: 120, render: (row) => row.gate || say("desk") },
    { key: "about", title: say("about"), grow: true, render: (row) => aboutOf(row, { say, timeOf }) },
  ]
}

function aboutOf(row: LoggedScan, { say, timeOf }: { say: Say<typeof words>; timeOf: TimeOf }): string | null {
  if (row.first) return say("firstWas", { time: timeOf(row.first.at), gate: row.first.gate })
  return [row.code, row.reason, row.operator].filter(Boolean).join(say("comma")) || null
}

function Details({ row, timeOf }: { row: LoggedScan; timeOf: TimeOf }) {
  const say = useWords(words)
  return (
    <div className="checkin-form">
      <Facts
        rows={[
          [say("name"), row.name ?? say("nobody")],
          [say("state"), <Verdict key="state" row={row} />],
          [say("time"), timeOf(row.scannedAt)],
          [say("receivedAt"), timeOf(row.receivedAt)],
          [say("gate"), row.gate || say("desk")],
          row.first ? [say("firstEntry"), say("firstWas", { time: timeOf(row.first.at), gate: row.first.gate })] : null,
          row.code ? [say("codeRead"), row.code] : null,
          row.operator ? [say("operator"), row.operator] : null,
          row.reason ? [say("reason"), row.reason] : null,
        ]}
      />
    </div>
  )
}
