import { useEffect, useRef } from "react"
import { plainClock } from "#kernel/dates.ts"
import { State } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import type { Role } from "../findings/role/contract.ts"
import { clockAfter } from "../rules.ts"
import type { Walk } from "../runs/contract.ts"
import { words } from "../words.ts"

type LinesProps = { walk: Walk; role: Role; currentId: string | undefined; onChoose: (id: string) => void; onWhole: (() => void) | undefined }
type Line = Walk["lines"][number]

export function WalkLines({ walk, role, currentId, onChoose, onWhole }: LinesProps) {
  const say = useWords(words)
  const inHand = useRef<HTMLButtonElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the next line comes into sight when it is the one in hand
  useEffect(() => {
    inHand.current?.scrollIntoView({ block: "nearest" })
  }, [currentId])
  const whole = walk.findings.filter(({ runId, role: by, lineId }) => runId === walk.run.id && by === role && lineId === null)
  return (
    <>
      <ol className="walk-lines">
        {walk.lines.map((line) => (
          <li key={line.id}>
            <button
              ref={line.id === currentId ? inHand : undefined}
              type="button"
              className="walk-line"
              aria-current={line.id === currentId ? "step" : undefined}
              onClick={() => onChoose(line.id)}
            >
              <span className="walk-time">{plainClock(clockAfter(walk.starts, line.minutes))}</span>
              <span className="walk-words">
                {line.cue ? <strong>{line.cue}</strong> : null}
                <span>{line.what}</span>
                <small>{[line.person, line.place].filter(Boolean).join(" · ")}</small>
              </span>
              <span className="walk-mark">
                <Mark walk={walk} role={role} line={line} />
              </span>
            </button>
          </li>
        ))}
      </ol>
      {whole.map(({ id, text }) => (
        <p key={id} className="walk-whole">
          <State kind="warning">{say("whole")}</State>
          <span>{text}</span>
        </p>
      ))}
      {onWhole ? (
        <button type="button" className="quiet-link walk-add" onClick={onWhole}>
          {say("findWhole")}
        </button>
      ) : null}
    </>
  )
}

/** What is found weighs more than a tick; whose tick it is stands beside it. */
function Mark({ walk: { ticks, findings, run }, role, line: { id } }: { walk: Walk; role: Role; line: Line }) {
  const say = useWords(words)
  const found = findings.filter(({ lineId, runId, role: by }) => lineId === id && runId === run.id && by === role).length
  if (found) return <State kind="wrong">{say("foundCount", { count: found })}</State>
  const tick = ticks.find(({ lineId, role: by }) => lineId === id && by === role)
  return tick ? <State kind="ok">{tick.by}</State> : null
}
