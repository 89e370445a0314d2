import { Button } from "antd"
import { useState } from "react"
import { dayOf } from "#kernel/dates.ts"
import { meetings } from "#modules/meetings/contract.ts"
import { call, download, Refused, useCommand, useRead } from "#web/api.ts"
import type { PageProps } from "#web/pages.ts"
import { useSession } from "#web/session.ts"
import { tell } from "#web/tell.ts"
import { JobButton } from "#web/ui/job.tsx"
import { Busy, Empty, PageHead, Problem } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import { agenda, type Session } from "../contract.ts"
import { words } from "../words.ts"
import { DaySheet, DayStrip, type Opening } from "./day-sheet.tsx"
import { SessionDrawer } from "./session-drawer.tsx"
import "./agenda.css"

export function Page({ meetingId }: PageProps) {
  const say = useWords(words)
  const { may } = useSession()
  const list = useRead(agenda.list, { meetingId })
  const meeting = useRead(meetings.get, { meetingId })
  const [openId, open] = useState<string | undefined>(() => new URLSearchParams(globalThis.location?.search).get("session") ?? undefined)
  const [chosen, choose] = useState<string>()
  const [removed, setRemoved] = useState<Session>()
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
      {removed ? <Removed session={removed} onDone={() => setRemoved(undefined)} /> : null}
      {days
        .filter(([one]) => day === undefined || one === day)
        .map(([one, own]) => (
          <DaySheet key={one} day={one} sessions={own} meeting={meeting.data} today={today} openId={openId} onOpen={open} />
        ))}
      {days.length ? null : <Empty sentence={say("none")} action={add} />}
      <OpenSession meeting={meeting.data} sessions={list.data} day={day} openId={openId} onOpen={open} onRemoved={setRemoved} />
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
      {may(agenda.exportSheet.name, meetingId) ? <ExportButton meetingId={meetingId} /> : null}
      {add}
    </>
  )
}

function ExportButton({ meetingId }: { meetingId: string }) {
  const say = useWords(words)
  const [isBusy, setBusy] = useState(false)
  const begin = async () => {
    setBusy(true)
    try {
      download((await call(agenda.exportSheet, { meetingId })).url)
    } catch (error) {
      tell("wrong", error instanceof Refused ? error.message : String(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button loading={isBusy} onClick={() => void begin()}>
      {say("export")}
    </Button>
  )
}

/** Taken off by mistake: put back as it was, as a session added by hand. */
function Removed({ session, onDone }: { session: Session; onDone: () => void }) {
  const say = useWords(words)
  const add = useCommand(agenda.add, { onDone })
  const { meetingId, kind, title, day, starts, ends, place, chair, bodyId, categories, signIn, remark, anchor } = session
  const written = { kind, title, day, starts, ends, place, chair, bodyId, categories, signIn, remark }
  return (
    <p className="agenda-removed" role="status">
      {say("removed", { title })}
      <button type="button" className="quiet-link" disabled={add.isPending} onClick={() => add.mutate({ meetingId, ...written, fixed: anchor === null })}>
        {say("undo")}
      </button>
    </p>
  )
}

type OpenSessionProps = Opening & Pick<Parameters<typeof SessionDrawer>[0], "meeting" | "sessions" | "day" | "onRemoved">

function OpenSession({ sessions, openId, onOpen, ...rest }: OpenSessionProps) {
  const place = sessions.findIndex((session) => session.id === openId)
  const session = sessions[place]
  if (!session && openId !== "new") return null
  const step = (by: number) => {
    const next = sessions[place + by]
    return session && next ? () => onOpen(next.id) : undefined
  }
  return (
    <SessionDrawer
      key={session ? `${session.id} ${session.version}` : "new"}
      session={session}
      sessions={sessions}
      position={{ n: place + 1, total: sessions.length }}
      onClose={() => onOpen(undefined)}
      onUp={step(-1)}
      onDown={step(1)}
      {...rest}
    />
  )
}
