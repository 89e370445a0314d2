/** 纪要: one line a session, from the draft to the numbered paper. */
import { Button } from "antd"
import { dayOf, longDay, shortMoment } from "#kernel/dates.ts"
import { agenda } from "#modules/agenda/contract.ts"
import { meetings } from "#modules/meetings/contract.ts"
import { useCommand, useRead } from "#web/api.ts"
import { Go, useGo } from "#web/nav.tsx"
import type { PageProps } from "#web/pages.ts"
import { useSession } from "#web/session.ts"
import { Busy, Empty, PageHead, Problem, State } from "#web/ui/page.tsx"
import { useLocale, useWords } from "#web/words.ts"
import { type MinutesLine, minutes } from "../contract.ts"
import { words } from "../words.ts"
import "./minutes.css"

type Line = { sessionId: string; title: string; day: string; made: MinutesLine | undefined }

export function Page({ meetingId }: PageProps) {
  const say = useWords(words)
  const sessions = useRead(agenda.list, { meetingId })
  const made = useRead(minutes.list, { meetingId })
  const meeting = useRead(meetings.get, { meetingId })
  const failed = sessions.error ?? made.error ?? meeting.error
  if (!sessions.data || !made.data || !meeting.data) return failed ? <Problem error={failed} again={() => void made.refetch()} /> : <Busy />
  const lines: Line[] = sessions.data
    .map((session) => ({ session, made: made.data.find((one) => one.sessionId === session.id) }))
    .filter(({ session, made }) => session.signIn || made)
    .map(({ session, made }) => ({ sessionId: session.id, title: session.title, day: session.day, made }))
  const today = dayOf(new Date().toISOString(), meeting.data.zone)
  const next = lines.findLast((line) => !line.made && line.day <= today)?.sessionId
  return (
    <>
      <PageHead title={say("minutes")} count={made.data.length} />
      {lines.length === 0 ? (
        <Empty sentence={say("noSessions")} />
      ) : (
        <table className="rows minutes-rows">
          <thead>
            <tr>
              <th scope="col" className="is-grow">
                {say("session")}
              </th>
              <th scope="col" className="minutes-number">
                {say("documentNumber")}
              </th>
              <th scope="col">{say("state")}</th>
              <th scope="col" className="minutes-changed">
                {say("changed")}
              </th>
              <th scope="col">
                <span className="visually-hidden">{say("open")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <LineRow key={line.sessionId} meetingId={meetingId} line={line} zone={meeting.data.zone} isNext={line.sessionId === next} />
            ))}
          </tbody>
        </table>
      )}
    </>
  )
}

function LineRow({ meetingId, line, zone, isNext }: { meetingId: string; line: Line; zone: string; isNext: boolean }) {
  const say = useWords(words)
  const locale = useLocale()
  const go = useGo()
  const { may } = useSession()
  const draft = useCommand(minutes.draft, { onDone: ({ id }) => go(`/meetings/${meetingId}/minutes/${id}`) })
  const { made } = line
  return (
    <tr>
      <td className="is-grow">
        <span className="rows-name">{line.title}</span> <span className="minutes-day">{longDay(line.day, locale)}</span>
      </td>
      <td className="minutes-number">{made?.documentNumber ?? <span className="none">—</span>}</td>
      <td>{made ? <MinutesState state={made.state} /> : <State kind="quiet">{say("none")}</State>}</td>
      <td className="minutes-changed">{made ? `${made.updatedBy} ${shortMoment(made.updatedAt, zone, locale)}` : <span className="none">—</span>}</td>
      <td className="minutes-act">
        {made ? (
          <Go className="quiet-link" to={`/meetings/${meetingId}/minutes/${made.id}`}>
            {say("open")}
          </Go>
        ) : may(minutes.draft.name, meetingId) ? (
          <Button
            size="small"
            type={isNext ? "primary" : "default"}
            loading={draft.isPending}
            onClick={() => draft.mutate({ meetingId, sessionId: line.sessionId })}
          >
            {say("verb.draft")}
          </Button>
        ) : null}
      </td>
    </tr>
  )
}

export function MinutesState({ state }: { state: MinutesLine["state"] }) {
  const say = useWords(words)
  return state === "final" ? (
    <State kind="ok" icon="lock">
      {say("finalState")}
    </State>
  ) : (
    <State kind="warning" icon="edit">
      {say("draftState")}
    </State>
  )
}
