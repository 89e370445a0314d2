import { Button } from "antd"
import { useState } from "react"
import { dayOf, longDay, plainClock } from "#kernel/dates.ts"
import { meetings } from "#modules/meetings/contract.ts"
import { call, useCommand, useRead } from "#web/api.ts"
import type { PageProps } from "#web/pages.ts"
import { useSession } from "#web/session.ts"
import { JobButton } from "#web/ui/job.tsx"
import { Busy, Empty, PageHead, Problem, Section, State } from "#web/ui/page.tsx"
import { useLocale, useWords } from "#web/words.ts"
import { agenda, type Session } from "../contract.ts"
import { words } from "../words.ts"
import { SessionDrawer } from "./session-drawer.tsx"
import "./agenda.css"

type Opening = { openId: string | undefined; onOpen: (id: string | undefined) => void }

export function Page({ meetingId }: PageProps) {
  const say = useWords(words)
  const { may } = useSession()
  const list = useRead(agenda.list, { meetingId })
  const meeting = useRead(meetings.get, { meetingId })
  const [openId, open] = useState<string | undefined>(() => new URLSearchParams(globalThis.location?.search).get("session") ?? undefined)
  const [removed, setRemoved] = useState<Session>()
  const failed = list.error ?? meeting.error
  if (!list.data || !meeting.data) return failed ? <Problem error={failed} again={() => void list.refetch()} /> : <Busy />
  const add = may(agenda.add.name, meetingId) ? (
    <Button type="primary" onClick={() => open("new")}>
      {say("add")}
    </Button>
  ) : null
  const actions = (
    <>
      {may(agenda.print.name, meetingId) ? <JobButton label={say("print")} start={() => call(agenda.print, { meetingId })} /> : null}
      {add}
    </>
  )
  return (
    <>
      <PageHead title={say("agenda")} count={list.data.length} actions={list.data.length ? actions : null} />
      {removed ? <Removed session={removed} onDone={() => setRemoved(undefined)} /> : null}
      {list.data.length ? (
        <Days sessions={list.data} today={dayOf(new Date().toISOString(), meeting.data.zone)} openId={openId} onOpen={open} />
      ) : (
        <Empty sentence={say("none")} action={add} />
      )}
      <OpenSession meeting={meeting.data} sessions={list.data} openId={openId} onOpen={open} onRemoved={setRemoved} />
    </>
  )
}

function Days({ sessions, today, ...opening }: { sessions: Session[]; today: string } & Opening) {
  const say = useWords(words)
  const locale = useLocale()
  return [...Map.groupBy(sessions, (session) => session.day)].map(([day, own]) => (
    <div key={day} className="agenda-day">
      <Section title={longDay(day, locale)} note={day === today ? say("todayCount", { count: own.length }) : say("onDay", { count: own.length })}>
        <table className="rows agenda-rows">
          <tbody>
            {own.map((session) => (
              <SessionRow key={session.id} session={session} {...opening} />
            ))}
          </tbody>
        </table>
      </Section>
    </div>
  ))
}

function SessionRow({ session, openId, onOpen }: { session: Session } & Opening) {
  const say = useWords(words)
  const isOpen = session.id === openId
  const toggle = () => onOpen(isOpen ? undefined : session.id)
  return (
    <tr
      data-open={isOpen || undefined}
      aria-current={isOpen || undefined}
      tabIndex={0}
      onClick={toggle}
      onKeyDown={(event) => {
        if (event.key === "Enter") toggle()
      }}
    >
      <td className="agenda-time">
        {plainClock(session.starts)}–{plainClock(session.ends)}
      </td>
      <td className="is-grow">
        <span className="rows-name">{session.title}</span>
        {session.clashes.map((other) => (
          <span key={other} className="agenda-clash">
            <State kind="wrong">{say("clash", { other })}</State>
          </span>
        ))}
      </td>
      <td className="agenda-kind">{say(session.kind)}</td>
      <td className="agenda-place">{session.place || <span className="none">—</span>}</td>
      <td className="agenda-chair">{session.chair || <span className="none">—</span>}</td>
      <td className="agenda-sign">{session.signIn ? `${session.bodyName ?? ""} · ${say("signIn")}` : <span className="none">—</span>}</td>
    </tr>
  )
}

/** Taken off by mistake: put back as it was, as a session added by hand. */
function Removed({ session, onDone }: { session: Session; onDone: () => void }) {
  const say = useWords(words)
  const add = useCommand(agenda.add, { onDone })
  const { meetingId, kind, title, day, starts, ends, place, chair, bodyId, signIn, anchor } = session
  const putBack = () => add.mutate({ meetingId, kind, title, day, starts, ends, place, chair, bodyId, signIn, fixed: anchor === null })
  return (
    <p className="agenda-removed" role="status">
      {say("removed", { title })}
      <button type="button" className="quiet-link" disabled={add.isPending} onClick={putBack}>
        {say("undo")}
      </button>
    </p>
  )
}

type OpenSessionProps = Opening & { meeting: Parameters<typeof SessionDrawer>[0]["meeting"]; sessions: Session[]; onRemoved: (session: Session) => void }

function OpenSession({ meeting, sessions, openId, onOpen, onRemoved }: OpenSessionProps) {
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
      meeting={meeting}
      session={session}
      position={{ n: place + 1, total: sessions.length }}
      onRemoved={onRemoved}
      onClose={() => onOpen(undefined)}
      onUp={step(-1)}
      onDown={step(1)}
    />
  )
}
