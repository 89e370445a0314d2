import { addDays, clockOf, dayOf, plainClock, shortDay } from "#kernel/dates.ts"
import { isNamedOperation, nameOfOperation } from "#modules/access/web/operation-names.ts"
import { useCommand } from "#web/api.ts"
import { tell } from "#web/tell.ts"
import { useLocale, useWords } from "#web/words.ts"
import { type Meeting, meetings } from "../../contract.ts"
import type { Doing } from "../contract.ts"
import { words } from "../words.ts"
import "./doings.css"

/** What no table names is a step of something that is named: a job that writes in portions. */
export const isNamed = ({ operation }: Doing): boolean => isNamedOperation(operation)

type Run = { doing: Doing; count: number }

/** The same person doing the same thing over and over is one line with its number; what can be undone one by one stays apart. */
export function runsOf(doings: readonly Doing[]): Run[] {
  const runs: Run[] = []
  for (const doing of doings) {
    const last = runs.at(-1)
    const isSame = last && last.doing.who === doing.who && last.doing.operation === doing.operation
    if (isSame && !doing.canUndo && !last.doing.canUndo && !doing.isUndone && !doing.undid) last.count++
    else runs.push({ doing, count: 1 })
  }
  return runs
}

type LinesProps = { meeting: Meeting; today: string; runs: readonly Run[]; whole?: boolean }

/** `whole`: the day stands beside the clock, for a list that goes back further than yesterday. */
export function DoingLines({ meeting, today, runs, whole = false }: LinesProps) {
  const say = useWords(words)
  const locale = useLocale()
  const when = (at: string): string => {
    const day = dayOf(at, meeting.zone)
    const clock = plainClock(clockOf(at, meeting.zone))
    if (day === today) return clock
    const dayWord = day === addDays(today, -1) ? say("yesterday") : shortDay(day, locale)
    return whole ? `${dayWord} ${clock}` : dayWord
  }
  return (
    <ul className={whole ? "doing-lines is-whole" : "doing-lines"}>
      {runs.map(({ doing, count }) => (
        <DoingLine key={doing.id} meetingId={meeting.id} doing={doing} when={when(doing.at)} count={count} />
      ))}
    </ul>
  )
}

type LineProps = { meetingId: string; doing: Doing; when: string; count: number }

function DoingLine({ meetingId, doing, when, count }: LineProps) {
  const say = useWords(words)
  const what = useTold(doing, count)
  const undo = useCommand(meetings.undo, { onDone: () => tell("ok", say("undoneNow", { who: doing.who, what })) })
  return (
    <li className={doing.isUndone ? "is-undone" : undefined}>
      <time dateTime={doing.at}>{when}</time>
      <span className="doing-who">{doing.who}</span>
      <span className="doing-what" title={what}>
        {what}
      </span>
      {doing.isUndone ? <span className="doing-undone">{say("undone")}</span> : null}
      {doing.canUndo ? (
        <button
          type="button"
          className="quiet-link"
          aria-label={say("undoThis", { who: doing.who, what })}
          disabled={undo.isPending}
          onClick={() => undo.mutate({ meetingId, entryId: doing.id })}
        >
          {say("undo")}
        </button>
      ) : null}
    </li>
  )
}

/** What was done, to what and to how many. */
function useTold({ operation, about, count: many, undid }: Doing, times: number): string {
  const say = useWords(words)
  const locale = useLocale()
  const name = undid ? say("undid", { what: nameOfOperation(undid, locale) }) : nameOfOperation(operation, locale)
  if (times > 1) return say("times", { what: name, count: times })
  if (about === null) return name
  return say("about", { what: name, about: many > 1 ? say("several", { about, count: many }) : about })
}
