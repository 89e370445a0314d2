/** 走场: on a phone in one hand. The lines above, what to do with the one in hand at the thumb. */
import { Segmented } from "antd"
import { useEffect, useState } from "react"
import { useCommand, useRead } from "#web/api.ts"
import { Go } from "#web/nav.tsx"
import type { PageProps } from "#web/pages.ts"
import { useSession } from "#web/session.ts"
import { Icon } from "#web/ui/icon.tsx"
import { Busy, Problem, State } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import { rehearsals } from "../contract.ts"
import { Role } from "../findings/role/contract.ts"
import type { Run, Walk } from "../runs/contract.ts"
import { words } from "../words.ts"
import { Carried } from "./carried.tsx"
import { FindingForm } from "./finding-form.tsx"
import { Thumb } from "./thumb.tsx"
import { WalkLines } from "./walk-lines.tsx"
import "./walk.css"

export function Page({ meetingId, params }: PageProps) {
  const read = useRead(rehearsals.run, { meetingId, id: params.runId ?? "" })
  if (!read.data) return read.error ? <Problem error={read.error} again={() => void read.refetch()} /> : <Busy />
  return <Walking walk={read.data} />
}

/** The role one walks with stays the same on this phone. */
const kept = "huixu.rehearsal-role"
const firstRole = (): Role => {
  const known = Role.safeParse(globalThis.localStorage?.getItem(kept))
  return known.success ? known.data : "delegate"
}

/** Walked by this role: ticked, or something was found there. */
const walkedIn = ({ ticks, findings, run }: Walk, role: Role): Set<string> =>
  new Set([
    ...ticks.filter((tick) => tick.role === role).map(({ lineId }) => lineId),
    ...findings.flatMap(({ lineId, runId, role: by }) => (lineId !== null && runId === run.id && by === role ? [lineId] : [])),
  ])

function Walking({ walk }: { walk: Walk }) {
  const { may } = useSession()
  const [role, setRole] = useState<Role>(firstRole)
  const [chosenId, choose] = useState<string>()
  /** A line's id, or null for the whole; undefined: nothing is being written. */
  const [about, setAbout] = useState<string | null>()
  const { run, lines } = walk
  const walked = walkedIn(walk, role)
  const current = lines.find(({ id }) => id === chosenId) ?? lines.find(({ id }) => !walked.has(id))
  const isOpen = run.endedAt === null && may(rehearsals.tick.name, run.meetingId)
  const play = (next: Role) => {
    globalThis.localStorage?.setItem(kept, next)
    setRole(next)
    choose(undefined)
  }
  return (
    <div className="walk">
      <Head run={run} />
      <RoleChoice role={role} walked={walked.size} total={lines.length} onChoose={play} />
      <div className="walk-scroll">
        <Carried walk={walk} />
        <WalkLines walk={walk} role={role} currentId={isOpen ? current?.id : undefined} onChoose={choose} onWhole={isOpen ? () => setAbout(null) : undefined} />
      </div>
      {isOpen && about !== undefined ? (
        <FindingForm
          run={run}
          role={role}
          line={lines.find(({ id }) => id === about)}
          onClose={() => setAbout(undefined)}
          onKept={() => {
            setAbout(undefined)
            choose(undefined)
          }}
        />
      ) : null}
      {isOpen && about === undefined ? (
        <Thumb
          walk={walk}
          role={role}
          line={current}
          isWalked={current !== undefined && walked.has(current.id)}
          onTicked={() => choose(undefined)}
          onFind={setAbout}
        />
      ) : null}
    </div>
  )
}

function Head({ run }: { run: Run }) {
  const say = useWords(words)
  const { may } = useSession()
  const { meetingId, id, scriptId, title, number, endedAt, endedBy } = run
  const end = useCommand(rehearsals.endRun)
  const reopen = useCommand(rehearsals.reopenRun)
  useEffect(() => {
    document.title = title
  }, [title])
  return (
    <header className="walk-head">
      <Go className="walk-back" to={`/meetings/${meetingId}/rehearsals/${scriptId}`} aria-label={say("toScript")}>
        <Icon name="back" />
      </Go>
      <h1>
        {title}
        <small>{say("walkNumber", { number })}</small>
      </h1>
      {endedAt ? <State kind="ok">{say("over", { who: endedBy })}</State> : null}
      {endedAt === null && may(rehearsals.endRun.name, meetingId) ? (
        <button type="button" className="quiet-link" disabled={end.isPending} onClick={() => end.mutate({ meetingId, id })}>
          {say("endRun")}
        </button>
      ) : null}
      {endedAt && may(rehearsals.reopenRun.name, meetingId) ? (
        <button type="button" className="quiet-link" disabled={reopen.isPending} onClick={() => reopen.mutate({ meetingId, id })}>
          {say("reopenRun")}
        </button>
      ) : null}
    </header>
  )
}

type ChoiceProps = { role: Role; walked: number; total: number; onChoose: (role: Role) => void }

function RoleChoice({ role, walked, total, onChoose }: ChoiceProps) {
  const say = useWords(words)
  return (
    <div className="walk-roles">
      <Segmented<Role> block size="large" value={role} onChange={onChoose} options={Role.options.map((value) => ({ value, label: say(`role.${value}`) }))} />
      <span className="walk-count">{say("walkedOf", { walked, total })}</span>
    </div>
  )
}
