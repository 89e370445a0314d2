import { Button } from "antd"
import { plainClock } from "#kernel/dates.ts"
import { useCommand } from "#web/api.ts"
import { useSession } from "#web/session.ts"
import { useWords } from "#web/words.ts"
import { rehearsals } from "../contract.ts"
import type { Role } from "../findings/role/contract.ts"
import { clockAfter } from "../rules.ts"
import type { Walk } from "../runs/contract.ts"
import { words } from "../words.ts"

type ThumbProps = {
  walk: Walk
  role: Role
  line: Walk["lines"][number] | undefined
  isWalked: boolean
  onTicked: () => void
  onFind: (lineId: string) => void
}

/** The line in hand, and the two answers there are: as it should be, or something is wrong. */
export function Thumb({ walk: { run, starts, ticks }, role, line, isWalked, onTicked, onFind }: ThumbProps) {
  const say = useWords(words)
  const { may } = useSession()
  const { meetingId, id: runId } = run
  const tick = useCommand(rehearsals.tick, { onDone: onTicked })
  if (!line)
    return (
      <footer className="walk-thumb">
        <p className="walk-now">{say("allWalked", { role: say(`role.${role}`) })}</p>
      </footer>
    )
  const isTicked = ticks.some(({ lineId, role: by }) => lineId === line.id && by === role)
  const answer = (ok: boolean) => tick.mutate({ meetingId, runId, lineId: line.id, role, ok })
  return (
    <footer className="walk-thumb">
      <p className="walk-now">
        <span>{plainClock(clockAfter(starts, line.minutes))}</span>
        <strong>{line.cue || line.what}</strong>
      </p>
      <div className="walk-answers">
        {may(rehearsals.addFinding.name, meetingId) ? <Button onClick={() => onFind(line.id)}>{say("isWrong")}</Button> : null}
        {isTicked ? (
          <Button loading={tick.isPending} onClick={() => answer(false)}>
            {say("untick")}
          </Button>
        ) : (
          <Button type="primary" disabled={isWalked} loading={tick.isPending} onClick={() => answer(true)}>
            {say("isRight")}
          </Button>
        )}
      </div>
    </footer>
  )
}
