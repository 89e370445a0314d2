/** 彩排: every session with its script, or the offer to draft one; and what was found. */
import { longDay, plainClock } from "#kernel/dates.ts"
import { agenda, type Session } from "#modules/agenda/contract.ts"
import { call, useRead } from "#web/api.ts"
import { Go } from "#web/nav.tsx"
import type { PageProps } from "#web/pages.ts"
import { useSession } from "#web/session.ts"
import { JobButton } from "#web/ui/job.tsx"
import { Busy, Empty, PageHead, Problem, Section, State } from "#web/ui/page.tsx"
import { TicketButton } from "#web/ui/ticket.tsx"
import { useOpened } from "#web/unsaved.ts"
import { useLocale, useWords } from "#web/words.ts"
import { rehearsals, type Script } from "../contract.ts"
import type { Finding } from "../findings/contract.ts"
import { words } from "../words.ts"
import { DraftButton } from "./draft-button.tsx"
import { FindingDrawer } from "./finding-drawer.tsx"
import { Findings } from "./findings.tsx"
import "./rehearsals.css"

type Row = { key: string; day: string; starts: string; title: string; script: Script | undefined; sessionId: string | null }

const rowsOf = (scripts: readonly Script[], sessions: readonly Session[]): Row[] => {
  const bySession = new Map(scripts.map((script) => [script.sessionId, script]))
  const free = scripts.filter(({ sessionId }) => sessionId === null)
  return [
    ...sessions.map(({ id, day, starts, title }) => ({ key: id, day, starts, title, script: bySession.get(id), sessionId: id })),
    ...free.map((script) => ({ key: script.id, day: script.day, starts: script.starts, title: script.title, script, sessionId: null })),
  ].sort((one, other) => (`${one.day} ${one.starts}` < `${other.day} ${other.starts}` ? -1 : 1))
}

export function Page({ meetingId }: PageProps) {
  const say = useWords(words)
  const { may } = useSession()
  const scripts = useRead(rehearsals.scripts, { meetingId })
  const sessions = useRead(agenda.list, { meetingId })
  const found = useRead(rehearsals.findings, { meetingId })
  const { openId, open, close } = useOpened()
  const failed = scripts.error ?? sessions.error ?? found.error
  if (!scripts.data || !sessions.data || !found.data) return failed ? <Problem error={failed} again={() => void scripts.refetch()} /> : <Busy />
  const left = found.data.filter(({ isOpen }) => isOpen)
  const mayAdd = may(rehearsals.addScript.name, meetingId)
  const rows = rowsOf(scripts.data, sessions.data)
  const free = mayAdd ? <DraftButton meetingId={meetingId} sessionId={null} label={say("addFree")} /> : null
  return (
    <>
      <PageHead
        title={say("rehearsals")}
        count={scripts.data.length}
        facts={left.length ? <State kind="warning">{say("openCount", { count: left.length })}</State> : null}
        actions={
          <>
            {scripts.data.length ? <Papers meetingId={meetingId} /> : null}
            {rows.length ? free : null}
          </>
        }
      />
      {rows.length ? <Days rows={rows} meetingId={meetingId} mayAdd={mayAdd} /> : <Empty sentence={say("noSessions")} action={free} />}
      {found.data.length ? (
        <Section title={say("findings")} count={left.length}>
          <Findings findings={found.data} openId={openId} onOpen={open} withScript />
        </Section>
      ) : null}
      <OpenFinding findings={found.data} openId={openId} onOpen={open} onClose={close} />
    </>
  )
}

type Opening = { findings: Finding[]; openId: string | undefined; onOpen: (id: string | undefined) => void; onClose: () => void }

export function OpenFinding({ findings, openId, onOpen, onClose }: Opening) {
  const place = findings.findIndex(({ id }) => id === openId)
  const finding = findings[place]
  if (!finding) return null
  const step = (by: number) => {
    const next = findings[place + by]
    return next ? () => onOpen(next.id) : undefined
  }
  return (
    <FindingDrawer key={finding.id} finding={finding} position={{ n: place + 1, total: findings.length }} onClose={onClose} onUp={step(-1)} onDown={step(1)} />
  )
}

export function Papers({ meetingId, id }: { meetingId: string; id?: string }) {
  const say = useWords(words)
  const { may } = useSession()
  return (
    <>
      {may(rehearsals.exportScripts.name, meetingId) ? (
        <TicketButton label={say("export")} ask={() => call(rehearsals.exportScripts, { meetingId, id })} />
      ) : null}
      {may(rehearsals.printScripts.name, meetingId) ? <JobButton label={say("print")} start={() => call(rehearsals.printScripts, { meetingId, id })} /> : null}
    </>
  )
}

function Days({ rows, meetingId, mayAdd }: { rows: Row[]; meetingId: string; mayAdd: boolean }) {
  const locale = useLocale()
  return [...Map.groupBy(rows, ({ day }) => day)].map(([day, own]) => (
    <Section key={day} title={longDay(day, locale)}>
      <ul className="rehearsal-list">
        {own.map((row) => (
          <li key={row.key} className="line">
            <span className="rehearsal-time">{plainClock(row.starts)}</span>
            <span className="line-grow">
              {row.script ? (
                <Go className="rehearsal-name" to={`/meetings/${meetingId}/rehearsals/${row.script.id}`}>
                  {row.script.title}
                </Go>
              ) : (
                row.title
              )}
            </span>
            {row.script ? <Standing script={row.script} /> : null}
            {!row.script && mayAdd ? <DraftButton meetingId={meetingId} sessionId={row.sessionId} isLink title={row.title} /> : null}
          </li>
        ))}
      </ul>
    </Section>
  ))
}

function Standing({ script: { lines, runs, open } }: { script: Script }) {
  const say = useWords(words)
  return (
    <span className="rehearsal-standing">
      <span>{say("lineCount", { count: lines })}</span>
      <span>{runs ? say("runCount", { count: runs }) : <span className="none">{say("notWalked")}</span>}</span>
      <span>{open ? <State kind="warning">{say("openCount", { count: open })}</State> : null}</span>
    </span>
  )
}
