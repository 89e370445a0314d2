import { Button } from "antd"
import { useState } from "react"
import { dayOf } from "#kernel/dates.ts"
import { meetings } from "#modules/meetings/contract.ts"
import { call, useRead } from "#web/api.ts"
import type { PageProps } from "#web/pages.ts"
import { useSession } from "#web/session.ts"
import { JobButton } from "#web/ui/job.tsx"
import { Busy, Empty, PageHead, Problem } from "#web/ui/page.tsx"
import { TicketButton } from "#web/ui/ticket.tsx"
import { useOpened } from "#web/unsaved.ts"
import { useWords } from "#web/words.ts"
import { agenda } from "../contract.ts"
import { words } from "../words.ts"
import { DaySheet, DayStrip, type Opening } from "./day-sheet.tsx"
import { SessionDrawer } from "./session-drawer.tsx"
import "./agenda.css"

export function Page({ meetingId }: PageProps) {
  const say = useWords(words)
  const { may } = useSession()
  const list = useRead(agenda.list, { meetingId })
  const meeting = useRead(meetings.get, { meetingId })
  const { openId, open, close } = useOpened(new URLSearchParams(globalThis.location?.search).get("session") ?? undefined)
  const [chosen, choose] = useState<string>()
  const failed = list.error ?? meeting.error
  if (!list.data || !meeting.data) return failed ? <Problem error={failed} again={() => void list.refetch()} /> : <Busy />
  const add = may(agenda.add.name, meetingId) ? (
    <Button type="primary" onClick={() => open("new")}>
      {say("add")}
    </Button>
  ) : null
  const days = [...Map.groupBy(list.data, (session) => session.day)]
  // the last session of the day that was looked at may have been moved away
  const day = days.some(([one]) => one === chosen) ? chosen : undefined
  const today = dayOf(new Date().toISOString(), meeting.data.zone)
  return (
    <>
      <PageHead title={say("agenda")} count={list.data.length} actions={list.data.length ? <Actions meetingId={meetingId} add={add} /> : null} />
      {days.length > 1 ? <DayStrip days={days} today={today} day={day} onChange={choose} /> : null}
      {days
        .filter(([one]) => day === undefined || one === day)
        .map(([one, own]) => (
          <DaySheet key={one} day={one} sessions={own} meeting={meeting.data} today={today} openId={openId} onOpen={open} />
        ))}
      {days.length ? null : <Empty sentence={say("none")} action={add} />}
      <OpenSession meeting={meeting.data} sessions={list.data} day={day} openId={openId} onOpen={open} onClose={close} />
    </>
  )
}

function Actions({ meetingId, add }: { meetingId: string; add: React.ReactNode }) {
  const say = useWords(words)
  const { may } = useSession()
  return (
    <>
      {may(agenda.print.name, meetingId) ? (
        <>
          <JobButton label={say("print")} start={() => call(agenda.print, { meetingId })} />
          <JobButton label={say("printByDay")} start={() => call(agenda.print, { meetingId, byDay: true })} />
        </>
      ) : null}
      {may(agenda.exportSheet.name, meetingId) ? <TicketButton label={say("export")} ask={() => call(agenda.exportSheet, { meetingId })} /> : null}
      {add}
    </>
  )
}

type OpenSessionProps = Opening & { onClose: () => void } & Pick<Parameters<typeof SessionDrawer>[0], "meeting" | "sessions" | "day">

function OpenSession({ sessions, openId, onOpen, onClose, ...rest }: OpenSessionProps) {
  const place = sessions.findIndex((session) => session.id === openId)
  const session = sessions[place]
  if (!session && openId !== "new") return null
  const step = (by: number) => {
    const next = sessions[place + by]
    return session && next ? () => onOpen(next.id) : undefined
  }
  return (
    <SessionDrawer
      key={session?.id ?? "new"}
      session={session}
      sessions={sessions}
      position={{ n: place + 1, total: sessions.length }}
      onClose={onClose}
      onUp={step(-1)}
      onDown={step(1)}
      {...rest}
    />
  )
}
