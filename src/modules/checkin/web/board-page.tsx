/** 报到: who is in, by delegation and by minute, and the gates they came through. */
import "./checkin.css"
import { Button } from "antd"
import { call, useRead } from "#web/api.ts"
import { Go } from "#web/nav.tsx"
import type { PageProps } from "#web/pages.ts"
import { useSession } from "#web/session.ts"
import { JobButton } from "#web/ui/job.tsx"
import { Busy, Empty, PageHead, Problem, Section } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import { type Board, checkin } from "../contract.ts"
import { words } from "../words.ts"
import { Arrivals, Delegations, Numbers } from "./board-parts.tsx"
import { Gates } from "./gates.tsx"
import { useSessionChoice } from "./session-choice.tsx"

export function Page({ meetingId }: PageProps) {
  const say = useWords(words)
  const { may } = useSession()
  const choice = useSessionChoice(meetingId)
  const { session } = choice
  if (choice.error) return <Problem error={choice.error} />
  if (!choice.isLoaded) return <Busy />
  return (
    <div className="checkin">
      <PageHead title={say("arrival")} facts={choice.picker} actions={session ? <Actions meetingId={meetingId} sessionId={session.id} /> : null} />
      {session ? (
        <Now meetingId={meetingId} sessionId={session.id} />
      ) : (
        <Empty sentence={say("noSession")} action={<Go to={`/meetings/${meetingId}/agenda`}>{say("toAgenda")}</Go>} />
      )}
      {may(checkin.gates.name, meetingId) ? <Gates meetingId={meetingId} sessionId={session?.id} /> : null}
    </div>
  )
}

function Actions({ meetingId, sessionId }: { meetingId: string; sessionId: string }) {
  const say = useWords(words)
  const { may } = useSession()
  return (
    <>
      {may(checkin.export.name, meetingId) ? <JobButton label={say("exportList")} start={() => call(checkin.export, { meetingId, sessionId })} /> : null}
      <Go to={`/meetings/${meetingId}/checkin/people`}>
        <Button type="primary" tabIndex={-1}>
          {say("openList")}
        </Button>
      </Go>
    </>
  )
}

function Now({ meetingId, sessionId }: { meetingId: string; sessionId: string }) {
  const board = useRead(checkin.board, { meetingId, sessionId })
  if (!board.data) return board.error ? <Problem error={board.error} again={() => void board.refetch()} /> : <Busy />
  return <Shown board={board.data} />
}

function Shown({ board }: { board: Board }) {
  const say = useWords(words)
  return (
    <>
      <Numbers board={board} />
      <div className="checkin-halves">
        <Section title={say("byDelegation")} count={board.delegations.length}>
          <Delegations board={board} />
        </Section>
        <Section title={say("arrivals")} note={say("perFive")}>
          <Arrivals board={board} />
        </Section>
      </div>
    </>
  )
}
