import { Button } from "antd"
import { useState } from "react"
import { dayOf, shortDay } from "#kernel/dates.ts"
import { DayInput } from "#modules/meetings/web/dates-fields.tsx"
import { useCommand } from "#web/api.ts"
import { Go } from "#web/nav.tsx"
import { useSession } from "#web/session.ts"
import { Icon } from "#web/ui/icon.tsx"
import { State } from "#web/ui/page.tsx"
import { useLocale, useWords } from "#web/words.ts"
import { rehearsals, type WholeScript } from "../contract.ts"
import type { Run } from "../runs/contract.ts"
import { words } from "../words.ts"

/** 第一次、第二次 …: how far each came, with whose eyes. */
export function Runs({ script, runs }: { script: WholeScript; runs: Run[] }) {
  const say = useWords(words)
  const locale = useLocale()
  const { may } = useSession()
  const { meetingId } = script
  const remove = useCommand(rehearsals.removeRun)
  const isWalking = runs.some(({ endedAt }) => endedAt === null)
  return (
    <>
      {runs.map((run) => (
        <div key={run.id} className="line rehearsal-run">
          <Go className="rehearsal-name" to={`/meetings/${meetingId}/walks/${run.id}`}>
            {say("walkNumber", { number: run.number })}
          </Go>
          <span>{shortDay(run.day, locale)}</span>
          <span className="line-grow rehearsal-roles">
            {run.roles.map(({ role, walked, found }) => (
              <span key={role}>{say(found ? "roleFound" : "roleWalked", { role: say(`role.${role}`), walked, lines: run.lines, found })}</span>
            ))}
          </span>
          {run.endedAt ? <State kind="ok">{say("over", { who: run.endedBy })}</State> : <span>{say("going")}</span>}
          {!run.endedAt && run.roles.every(({ walked, found }) => walked + found === 0) && may(rehearsals.removeRun.name, meetingId) ? (
            <button
              type="button"
              className="icon-button"
              aria-label={say("removeRun", { number: run.number })}
              onClick={() => remove.mutate({ meetingId, id: run.id })}
            >
              <Icon name="close" size={14} />
            </button>
          ) : null}
        </div>
      ))}
      {!isWalking && may(rehearsals.addRun.name, meetingId) && script.lines.length ? <PlanRun script={script} /> : null}
    </>
  )
}

function PlanRun({ script: { meetingId, id, day: sessionDay } }: { script: WholeScript }) {
  const say = useWords(words)
  const [day, setDay] = useState(() => dayOf(new Date().toISOString(), "Asia/Shanghai"))
  const add = useCommand(rehearsals.addRun)
  return (
    <div className="line rehearsal-plan">
      <DayInput label={say("walkDay")} value={day} max={sessionDay} onChange={setDay} />
      <Button loading={add.isPending} onClick={() => add.mutate({ meetingId, scriptId: id, day })}>
        {say("plan")}
      </Button>
    </div>
  )
}
