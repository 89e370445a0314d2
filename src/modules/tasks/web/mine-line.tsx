import { Button, Input } from "antd"
import { useEffect, useRef, useState } from "react"
import { plainClock, shortDay, shortWeekday } from "#kernel/dates.ts"
import { Refused, useCommand } from "#web/api.ts"
import { Go } from "#web/nav.tsx"
import { useSession } from "#web/session.ts"
import { tell } from "#web/tell.ts"
import { State } from "#web/ui/page.tsx"
import { useLocale, useWords } from "#web/words.ts"
import { tasks } from "../contract.ts"
import { ProofKind } from "../proofs/contract.ts"
import { isAlarming } from "../reminding/rules.ts"
import { words } from "../words.ts"
import type { MyTask } from "./my-task.ts"
import { TaskMark } from "./task-list.tsx"
import { ProofLines } from "./task-proofs.tsx"
import "./tasks.css"

type LineProps = { task: MyTask; isAsked: boolean; onDone: () => void }

/** Ticking completes; where something it waits for is still open, it asks for the reason first. */
export function MineLine({ task, isAsked, onDone }: LineProps) {
  const say = useWords(words)
  const locale = useLocale()
  const { may, me } = useSession()
  const line = useRef<HTMLLIElement>(null)
  const [asksWhy, setAsksWhy] = useState(false)
  const lacksProofs = task.needsProofs && task.proofs.length < ProofKind.options.length
  // one who is asked by a reminder finds at once what there is to confirm
  const [asksProofs, setAsksProofs] = useState(isAsked)
  const complete = useCommand(tasks.completeMine, { quiet: true, onDone })
  const { id, meetingId, title, meeting, dueOn, clock, zone, today, legal, standard, waitsFor } = task
  useEffect(() => {
    if (isAsked) line.current?.scrollIntoView({ block: "center" })
  }, [isAsked])
  const isAlarm = isAlarming(task, new Date().toISOString(), zone)
  const finish = (regardless?: string) =>
    complete.mutate(
      { meetingId, id, regardless },
      {
        onError: (error) => {
          if (error instanceof Refused && error.code === "tasks.stillWaits") setAsksWhy(true)
          else tell("wrong", error.message)
        },
      },
    )
  const tick = () => {
    if (lacksProofs) setAsksProofs(!asksProofs)
    else if (open.length > 0) setAsksWhy(!asksWhy)
    else finish()
  }
  const open = waitsFor.filter(({ isDone }) => !isDone).map((other) => other.title)
  const when = clock === null ? shortDay(dueOn, locale) : `${shortDay(dueOn, locale)} ${plainClock(clock)}`
  return (
    <li ref={line} className="mine-row" aria-current={isAsked || undefined}>
      <label className="mine-tick">
        <input
          type="checkbox"
          className="box"
          checked={complete.isPending}
          disabled={complete.isPending}
          aria-label={say("markDone", { title })}
          onChange={tick}
        />
      </label>
      <div className="mine-what">
        <span className="mine-title">
          {title}
          {legal ? <span className="task-legal">{say("legal")}</span> : null}
        </span>
        {standard ? <span className="mine-standard">{standard}</span> : null}
        {task.needsProofs && asksProofs ? <MyProofs task={task} name={me?.name} /> : null}
        {asksWhy ? <Why titles={open} isPending={complete.isPending} onSay={finish} /> : null}
      </div>
      <Where
        to={may(tasks.list.name, meetingId) ? `/meetings/${meetingId}/tasks?find=${encodeURIComponent(title)}` : `/meetings/${meetingId}`}
        name={meeting}
      />
      <span className="mine-when">
        {when} <span className="none">{shortWeekday(dueOn, locale)}</span>
      </span>
      <span className="mine-state">{isAlarm ? <State kind="wrong">{say("unconfirmed")}</State> : <TaskMark task={task} today={today} />}</span>
    </li>
  )
}

function Where({ to, name }: { to: string; name: string }) {
  return (
    <Go to={to} className="quiet-link mine-where">
      {name}
    </Go>
  )
}

/** Here each says of herself what she saw to; with the third the box takes the tick. */
function MyProofs({ task, name }: { task: MyTask; name: string | undefined }) {
  const say = useWords(words)
  const prove = useCommand(tasks.proveMine)
  const takeBack = useCommand(tasks.takeBackMyProof)
  return (
    <div className="mine-proofs">
      <span className="mine-standard">{say("lacksProofs")}</span>
      <ProofLines task={task} zone={task.zone} by={{ prove, takeBack, mayTakeBack: ({ by }) => by === name }} />
    </div>
  )
}

function Why({ titles, isPending, onSay }: { titles: string[]; isPending: boolean; onSay: (reason: string) => void }) {
  const say = useWords(words)
  const [reason, setReason] = useState("")
  return (
    <span className="mine-why">
      <span>{say("stillWaits", { titles: titles.join(say("pause")) })}</span>
      <Input
        maxLength={200}
        value={reason}
        aria-label={say("regardless")}
        placeholder={say("regardless")}
        onChange={(event) => setReason(event.target.value)}
      />
      <Button disabled={reason.trim() === ""} loading={isPending} onClick={() => onSay(reason.trim())}>
        {say("complete")}
      </Button>
    </span>
  )
}
