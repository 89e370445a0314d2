import { useCommand } from "#web/api.ts"
import { useSession } from "#web/session.ts"
import { useWords } from "#web/words.ts"
import { rehearsals } from "../contract.ts"
import type { Walk } from "../runs/contract.ts"
import { words } from "../words.ts"
import { FindingState } from "./findings.tsx"

/** What earlier walks left open: looked at first, and settled where it is seen to be right now. */
export function Carried({ walk: { run, findings } }: { walk: Walk }) {
  const say = useWords(words)
  const { may } = useSession()
  const settle = useCommand(rehearsals.settle)
  const left = findings.filter(({ runId }) => runId !== run.id)
  if (!left.length) return null
  const { meetingId } = run
  const isOpen = run.endedAt === null && may(rehearsals.settle.name, meetingId)
  const outcome = say("seenRight", { number: run.number })
  return (
    <section className="walk-carried">
      <h2>{say("carried", { count: left.length })}</h2>
      {left.map((finding) => (
        <div key={finding.id} className="line">
          <span className="line-grow">
            {finding.text}
            <small>{[say("walkNumber", { number: finding.number }), say(`role.${finding.role}`), finding.about].filter(Boolean).join(" · ")}</small>
          </span>
          {finding.task ? <FindingState finding={finding} /> : null}
          {isOpen && !finding.task ? (
            <button type="button" className="quiet-link" disabled={settle.isPending} onClick={() => settle.mutate({ meetingId, id: finding.id, outcome })}>
              {say("settled")}
            </button>
          ) : null}
        </div>
      ))}
    </section>
  )
}
