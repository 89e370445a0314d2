/** What a unit has to do, on its own link: read, write what was done, say whether it is finished. */
import { useState } from "react"
import { longDay } from "#kernel/dates.ts"
import { useCommand, useRead } from "#web/api.ts"
import type { PageProps } from "#web/pages.ts"
import { Problem } from "#web/ui/page.tsx"
import { useLocale, useWords } from "#web/words.ts"
import { type Decision, decisions } from "../contract.ts"
import { words } from "../words.ts"
import { Light } from "./light.tsx"
import "./phone-decisions.css"

export function Page({ meetingId }: PageProps) {
  const say = useWords(words)
  const read = useRead(decisions.mine, { meetingId })
  // kept here, since an answered decision is drawn anew with its new version
  const [sent, setSent] = useState<string>()
  if (!read.data) return read.error ? <Problem error={read.error} again={() => void read.refetch()} /> : <main className="phone-wait">{say("loading")}</main>
  const unit = read.data[0]?.unitName
  return (
    <main className="phone-page">
      <h1 className="unit-title">{unit ? say("phoneTitle", { name: unit }) : say("decisions")}</h1>
      {read.data.length === 0 ? <p className="unit-none">{say("phoneNone")}</p> : null}
      {read.data.map((decision) => (
        <Item key={`${decision.id} ${decision.version}`} decision={decision} isSent={sent === decision.id} onSent={() => setSent(decision.id)} />
      ))}
    </main>
  )
}

type ItemProps = { decision: Decision; isSent: boolean; onSent: () => void }

function Item({ decision, isSent, onSent }: ItemProps) {
  const say = useWords(words)
  const locale = useLocale()
  return (
    <article className="unit-decision">
      <p className="unit-facts">
        <Light decision={decision} />
        <span className="phone-quiet">{say("due", { day: longDay(decision.deadline, locale) })}</span>
      </p>
      <h2>{decision.text}</h2>
      {decision.state === "returned" ? <Returned decision={decision} /> : null}
      {decision.state === "accepted" ? <p className="unit-reply">{decision.reply}</p> : <Reply decision={decision} isSent={isSent} onSent={onSent} />}
    </article>
  )
}

function Returned({ decision }: { decision: Decision }) {
  const say = useWords(words)
  const steps = useRead(decisions.steps, { meetingId: decision.meetingId, id: decision.id })
  const last = steps.data?.findLast((step) => step.kind === "returned")
  return last ? <p className="unit-returned">{say("returnedBecause", { text: last.text })}</p> : null
}

function Reply({ decision, isSent, onSent }: ItemProps) {
  const say = useWords(words)
  const { meetingId, id } = decision
  const [text, setText] = useState(decision.reply ?? "")
  const [isDone, setDone] = useState(decision.state === "answered")
  const reply = useCommand(decisions.reply, { onDone: onSent })
  const isSame = text === (decision.reply ?? "") && isDone === (decision.state === "answered")
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        reply.mutate({ meetingId, id, text, isDone })
      }}
    >
      <textarea
        rows={3}
        maxLength={2000}
        aria-label={say("answerHint")}
        placeholder={say("answerHint")}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <div className="unit-choice" role="radiogroup" aria-label={say("light")}>
        {[false, true].map((done) => (
          <label key={String(done)} data-chosen={done === isDone || undefined}>
            <input type="radio" name={id} checked={done === isDone} onChange={() => setDone(done)} />
            {say(done ? "isDone" : "inProgress")}
          </label>
        ))}
      </div>
      <button type="submit" className="phone-button unit-send" disabled={isSame || text.trim() === "" || reply.isPending}>
        {say("send")}
      </button>
      <p role="status" className="phone-quiet">
        {isSent && isSame ? say("sent") : ""}
      </p>
    </form>
  )
}
