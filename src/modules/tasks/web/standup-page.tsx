import { Button, Input } from "antd"
import { useState } from "react"
import { officeZone, shortDay, shortMoment } from "#kernel/dates.ts"
import { meetings } from "#modules/meetings/contract.ts"
import { useUndo } from "#modules/meetings/doings/web/use-undo.ts"
import { DayInput } from "#modules/meetings/web/dates-fields.tsx"
import { Field } from "#modules/meetings/web/field.tsx"
import { call, useCommand, useRead } from "#web/api.ts"
import type { PageProps } from "#web/pages.ts"
import { useSession } from "#web/session.ts"
import { tell } from "#web/tell.ts"
import { JobButton } from "#web/ui/job.tsx"
import { Busy, PageHead, Problem, Section, State } from "#web/ui/page.tsx"
import { useSafely, useUnsaved } from "#web/unsaved.ts"
import { useLocale, useWords } from "#web/words.ts"
import { tasks } from "../contract.ts"
import type { Lines, Standup } from "../standup/contract.ts"
import { words as standupWords } from "../standup/words.ts"
import { words } from "../words.ts"
import "./tasks.css"

export function Page({ meetingId }: PageProps) {
  const say = useWords(words)
  const sayStandup = useWords(standupWords)
  const locale = useLocale()
  const { may } = useSession()
  const safely = useSafely()
  const [day, setDay] = useState<string>()
  const [isAgain, setAgain] = useState(false)
  const read = useRead(tasks.standup, { meetingId, day })
  const zone = useRead(meetings.get, { meetingId }).data?.zone ?? officeZone
  if (!read.data) return read.error ? <Problem error={read.error} again={() => void read.refetch()} /> : <Busy />
  const { kept, days, lines } = read.data
  const mayKeep = may(tasks.keepStandup.name, meetingId)
  const choose = (next: string) =>
    safely(() => {
      setDay(next)
      setAgain(false)
    })
  const isWriting = mayKeep && (kept === null || isAgain)
  return (
    <div className="list-page">
      <PageHead
        title={sayStandup("standup")}
        facts={kept ? <State kind="ok">{sayStandup("kept", { who: kept.by, when: shortMoment(kept.at, zone, locale) })}</State> : null}
        actions={
          <>
            {kept && mayKeep && !isAgain ? <Button onClick={() => setAgain(true)}>{sayStandup("keepAgain")}</Button> : null}
            {kept && may(tasks.printStandup.name, meetingId) ? (
              <JobButton label={sayStandup("printRecord")} start={() => call(tasks.printStandup, { meetingId, day: read.data.day })} />
            ) : null}
          </>
        }
      />
      <div className="list-tools task-tools">
        <DayInput label={say("day")} value={read.data.day} onChange={choose} />
        {days.map((one) => (
          <button key={one} type="button" className="quiet-link" aria-current={one === read.data.day} onClick={() => choose(one)}>
            {shortDay(one, locale)}
          </button>
        ))}
      </div>
      <div className="list-scroll standup">
        {isWriting ? (
          <Writing key={`${read.data.day} ${kept?.at}`} meetingId={meetingId} standup={read.data} onKept={() => setAgain(false)} />
        ) : (
          <>
            {kept ? <p>{`${sayStandup("attended")}${sayStandup("colon")}${kept.attended}`}</p> : null}
            <Heaps lines={lines} />
            {kept?.note ? <Section title={sayStandup("standupNote")}>{kept.note}</Section> : null}
          </>
        )}
      </div>
    </div>
  )
}

type WritingProps = { meetingId: string; standup: Standup; onKept: () => void }

/** Every task that is left asks why; without an answer to each the evening is not kept. */
function Writing({ meetingId, standup: { day, kept, lines }, onKept }: WritingProps) {
  const sayStandup = useWords(standupWords)
  const locale = useLocale()
  const { may } = useSession()
  const [attended, setAttended] = useState(kept?.attended ?? "")
  const [note, setNote] = useState(kept?.note ?? "")
  const [reasons, setReasons] = useState<Record<string, string>>(() => Object.fromEntries(lines.left.map(({ id, reason }) => [id, reason])))
  const undoOf = useUndo(meetingId)
  const keep = useCommand(tasks.keepStandup, {
    onDone: () => {
      tell("ok", sayStandup("standupKept", { day: shortDay(day, locale) }))
      onKept()
    },
  })
  const complete = useCommand(tasks.complete, { onDone: (out) => tell("ok", sayStandup("doneHere"), undoOf(out)) })
  const isChanged = lines.left.some(({ id, reason }) => (reasons[id] ?? "") !== reason)
  useUnsaved(isChanged || attended !== (kept?.attended ?? "") || note !== (kept?.note ?? ""), { inDrawer: true })
  const lacking = lines.left.filter(({ id }) => !reasons[id]?.trim()).length
  const save = () => keep.mutate({ meetingId, day, attended, note, reasons: lines.left.map(({ id }) => ({ id, reason: reasons[id] ?? "" })) })
  return (
    <>
      <Field label={sayStandup("attended")}>
        <Input maxLength={400} value={attended} onChange={(event) => setAttended(event.target.value)} />
      </Field>
      <Heaps
        lines={lines}
        reasons={reasons}
        onReason={(id, reason) => setReasons({ ...reasons, [id]: reason })}
        onDone={may(tasks.complete.name, meetingId) ? (id) => complete.mutate({ meetingId, ids: [id] }) : undefined}
      />
      <Section title={sayStandup("standupNote")}>
        <Input.TextArea
          aria-label={sayStandup("standupNote")}
          autoSize={{ minRows: 2 }}
          maxLength={2000}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </Section>
      <div className="task-done">
        <Button type="primary" disabled={lacking > 0 || attended.trim() === ""} loading={keep.isPending} onClick={save}>
          {sayStandup("keep")}
        </Button>
        {lacking > 0 ? <span className="none">{sayStandup("standupLacks", { n: lacking })}</span> : null}
      </div>
    </>
  )
}

type HeapsProps = { lines: Lines; reasons?: Record<string, string>; onReason?: (id: string, reason: string) => void; onDone?: (id: string) => void }

function Heaps({ lines: { done, left, tomorrow }, reasons, onReason, onDone }: HeapsProps) {
  const sayStandup = useWords(standupWords)
  return (
    <>
      <Section title={sayStandup("standupDone", { n: done.length })}>
        {done.length ? <Heap lines={done} /> : <p className="none">{sayStandup("nothingDone")}</p>}
      </Section>
      <Section title={sayStandup("standupLeft", { n: left.length })}>
        {left.length ? <Heap lines={left} reasons={reasons} onReason={onReason} onDone={onDone} /> : <p className="none">{sayStandup("nothingLeft")}</p>}
      </Section>
      <Section title={sayStandup("standupTomorrow", { n: tomorrow.length })}>
        {tomorrow.length ? <Heap lines={tomorrow} /> : <p className="none">{sayStandup("nothingTomorrow")}</p>}
      </Section>
    </>
  )
}

type HeapProps = Omit<HeapsProps, "lines"> & { lines: readonly (Lines["done"][number] & { reason?: string })[] }

function Heap({ lines, reasons, onReason, onDone }: HeapProps) {
  const sayStandup = useWords(standupWords)
  const locale = useLocale()
  return (
    <ul className="standup-heap">
      {lines.map(({ id, title, team, owner, dueOn, reason }) => (
        <li key={id}>
          <span className="standup-title">{title}</span>
          <span className="standup-who">{owner || team}</span>
          <span className="standup-day">{shortDay(dueOn, locale)}</span>
          {onDone ? (
            <button type="button" className="quiet-link" aria-label={sayStandup("completeThis", { title })} onClick={() => onDone(id)}>
              {sayStandup("complete")}
            </button>
          ) : null}
          {onReason ? (
            <Input
              maxLength={200}
              aria-label={sayStandup("whyLeft", { title })}
              placeholder={sayStandup("whyLeftHint")}
              value={reasons?.[id] ?? ""}
              onChange={(event) => onReason(id, event.target.value)}
            />
          ) : reason ? (
            <span className="standup-reason">{reason}</span>
          ) : null}
        </li>
      ))}
    </ul>
  )
}
