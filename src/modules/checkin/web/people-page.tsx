/** 签到名单: who came, when, through which gate; who is missing. 补签 and its reverse are done here. */
import "./checkin.css"
import { Button, Input, Segmented } from "antd"
import { useState } from "react"
import { clockOf, plainClock } from "#kernel/dates.ts"
import { useCommand, useRead } from "#web/api.ts"
import type { PageProps } from "#web/pages.ts"
import { useSession } from "#web/session.ts"
import { type Column, ListPage, useList } from "#web/ui/list.tsx"
import { Busy, Empty, Facts, Problem, State, type StateKind } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import { type Attendance, checkin } from "../contract.ts"
import type { GateSession } from "../gate/contract.ts"
import { words } from "../words.ts"
import { useSessionChoice } from "./session-choice.tsx"
import { useZone } from "./use-zone.ts"

const kinds: Record<Attendance["state"], StateKind> = { present: "ok", late: "warning", excused: "quiet", absent: "wrong", other: "ok" }
const named = { present: "present", late: "late", excused: "onLeave", absent: "absent", notYet: "notYet", other: "other" } as const
/** Before the session begins nobody is absent yet. */
const shownAs = (state: Attendance["state"], hasBegun: boolean): keyof typeof named => (state === "absent" && !hasBegun ? "notYet" : state)

function StateOf({ row, hasBegun }: { row: Attendance; hasBegun: boolean }) {
  const say = useWords(words)
  const shown = shownAs(row.state, hasBegun)
  return <State kind={shown === "notYet" ? "quiet" : kinds[row.state]}>{say(named[shown])}</State>
}
const filters = ["all", "present", "absent", "excused", "late", "other"] as const
const filterWord = { all: "everyone", present: "present", absent: "absent", excused: "onLeave", late: "late", other: "other" } as const
type Filter = (typeof filters)[number]

export function Page({ meetingId }: PageProps) {
  const say = useWords(words)
  const choice = useSessionChoice(meetingId)
  if (choice.error) return <Problem error={choice.error} />
  if (!choice.isLoaded) return <Busy />
  if (!choice.session) return <Empty sentence={say("noSession")} />
  return <People meetingId={meetingId} session={choice.session} picker={choice.picker} />
}

function People({ meetingId, session, picker }: { meetingId: string; session: GateSession; picker: React.ReactNode }) {
  const say = useWords(words)
  const list = useList()
  const sessionId = session.id
  const hasBegun = session.startsAt <= new Date().toISOString()
  const [state, setState] = useState<Filter>("all")
  const read = useRead(checkin.present, { meetingId, sessionId, page: list.page, size: list.size, find: list.find || undefined, state })
  const columns = useColumns(useZone(meetingId), hasBegun)
  const choose = (next: Filter) => {
    setState(next)
    list.turnTo(1)
  }
  return (
    <ListPage
      title={say("people")}
      facts={picker}
      list={list}
      read={read}
      columns={columns}
      idOf={(row) => row.attendeeId}
      searchHint={say("searchHint")}
      tools={
        <Segmented<Filter>
          value={state}
          options={filters.map((value) => ({ value, label: say(value === "absent" && !hasBegun ? "notYet" : filterWord[value]) }))}
          onChange={choose}
        />
      }
      empty={{ sentence: say(state === "all" ? "emptyRoster" : "noneOfThese") }}
      drawer={(row) => <Person key={`${row.attendeeId} ${row.at}`} row={row} meetingId={meetingId} sessionId={sessionId} hasBegun={hasBegun} />}
    />
  )
}

function useColumns(zone: string, hasBegun: boolean): Column<Attendance>[] {
  const say = useWords(words)
  return [
    { key: "name", title: say("name"), width: 140, render: (row) => <span className="rows-name">{row.name}</span> },
    { key: "delegation", title: say("delegation"), grow: true, render: (row) => row.delegation || row.category },
    { key: "seat", title: say("seat"), width: 120, align: "right", render: (row) => row.seat || null },
    { key: "state", title: say("state"), width: 112, render: (row) => <StateOf row={row} hasBegun={hasBegun} /> },
    { key: "at", title: say("arrivedAt"), width: 96, align: "right", render: (row) => (row.at ? plainClock(clockOf(row.at, zone)) : null) },
    { key: "gate", title: say("gate"), width: 120, render: (row) => row.gate },
  ]
}

function Person({ row, meetingId, sessionId, hasBegun }: { row: Attendance; meetingId: string; sessionId: string; hasBegun: boolean }) {
  const say = useWords(words)
  const { may } = useSession()
  const zone = useZone(meetingId)
  const [reason, setReason] = useState("")
  const manual = useCommand(checkin.manual)
  const undo = useCommand(checkin.undo)
  const input = { meetingId, sessionId, attendeeId: row.attendeeId, reason: reason.trim() }
  const isIn = row.at !== null
  const mayAct = may(isIn ? checkin.undo.name : checkin.manual.name, meetingId)
  return (
    <div className="checkin-form">
      <h2 className="checkin-name">{row.name}</h2>
      <Facts
        rows={[
          [say("delegation"), row.delegation || null],
          [say("category"), row.category],
          [say("seat"), row.seat || null],
          [say("state"), <StateOf key="state" row={row} hasBegun={hasBegun} />],
          [say("arrivedAt"), row.at ? plainClock(clockOf(row.at, zone)) : null],
          [say("gate"), row.gate],
        ]}
      />
      {mayAct ? (
        <>
          <label htmlFor="reason">{say(isIn ? "whyUndo" : "whyManual")}</label>
          <Input
            id="reason"
            value={reason}
            maxLength={200}
            placeholder={say(isIn ? "undoExample" : "manualExample")}
            onChange={(event) => setReason(event.target.value)}
          />
          <Button
            type={isIn ? "default" : "primary"}
            disabled={!reason.trim()}
            loading={manual.isPending || undo.isPending}
            onClick={() => (isIn ? undo.mutate(input) : manual.mutate(input))}
          >
            {say(isIn ? "undoEntry" : "signInByHand")}
          </Button>
          <p>{say(isIn ? "undoEffect" : "manualEffect")}</p>
        </>
      ) : null}
    </div>
  )
}
