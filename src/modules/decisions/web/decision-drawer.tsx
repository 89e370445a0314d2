/** One decision: its light, its course, and what can be done with it now. */
import { Button, Input } from "antd"
import { useState } from "react"
import { longDay, shortMoment } from "#kernel/dates.ts"
import { meetings } from "#modules/meetings/contract.ts"
import { useCommand, useRead } from "#web/api.ts"
import { useSession } from "#web/session.ts"
import { tell } from "#web/tell.ts"
import { Facts, Section } from "#web/ui/page.tsx"
import { useLocale, useWords } from "#web/words.ts"
import { type Decision, decisions } from "../contract.ts"
import { words } from "../words.ts"
import { Light } from "./light.tsx"
import { DecisionFields } from "./new-decision.tsx"
import { UnitLink } from "./unit-link.tsx"

export function DecisionDrawer({ decision }: { decision: Decision }) {
  const say = useWords(words)
  const locale = useLocale()
  const { may } = useSession()
  const isOpen = decision.state !== "accepted"
  return (
    <>
      <h2 className="decision-name">{decision.text}</h2>
      <Facts
        rows={[
          [say("light"), <Light key="light" decision={decision} />],
          [say("unit"), decision.unitName],
          [say("deadline"), longDay(decision.deadline, locale)],
        ]}
      />
      {decision.state === "answered" ? <Close decision={decision} /> : null}
      <Course decision={decision} />
      {isOpen && may(decisions.reply.name, decision.meetingId) ? <Answer decision={decision} /> : null}
      {isOpen && may(decisions.issueUnitLink.name, decision.meetingId) ? <UnitLink decision={decision} /> : null}
      {isOpen && may(decisions.edit.name, decision.meetingId) ? <Edit decision={decision} /> : null}
    </>
  )
}

function Course({ decision }: { decision: Decision }) {
  const say = useWords(words)
  const locale = useLocale()
  const { meetingId, id } = decision
  const steps = useRead(decisions.steps, { meetingId, id })
  const meeting = useRead(meetings.get, { meetingId })
  const zone = meeting.data?.zone ?? "Asia/Shanghai"
  return (
    <Section title={say("steps")}>
      {steps.data?.length === 0 ? <p className="decision-none">{say("noReply")}</p> : null}
      <ol className="decision-steps">
        {steps.data?.map((step) => (
          <li key={step.id}>
            <span className="decision-when">
              {say(`step.${step.kind}`, { by: step.by })} · {shortMoment(step.at, zone, locale)}
            </span>
            {step.text ? <p>{step.text}</p> : null}
          </li>
        ))}
      </ol>
    </Section>
  )
}

/** What the unit reported as done is closed, or sent back with a reason. */
function Close({ decision }: { decision: Decision }) {
  const say = useWords(words)
  const { may } = useSession()
  const { meetingId, id, version } = decision
  const [why, setWhy] = useState("")
  const accept = useCommand(decisions.accept)
  const giveBack = useCommand(decisions.return)
  if (!may(decisions.accept.name, meetingId)) return null
  return (
    <div className="decision-close">
      <Button loading={accept.isPending} onClick={() => accept.mutate({ meetingId, id, version })}>
        {say("accept")}
      </Button>
      <Input.TextArea autoSize aria-label={say("returnHint")} placeholder={say("returnHint")} value={why} onChange={(event) => setWhy(event.target.value)} />
      <Button disabled={why.trim() === ""} loading={giveBack.isPending} onClick={() => giveBack.mutate({ meetingId, id, version, text: why })}>
        {say("return")}
      </Button>
    </div>
  )
}

function Answer({ decision }: { decision: Decision }) {
  const say = useWords(words)
  const { meetingId, id } = decision
  const [text, setText] = useState("")
  const reply = useCommand(decisions.reply, { onDone: () => tell("ok", say("sent")) })
  const send = (isDone: boolean) => reply.mutate({ meetingId, id, text, isDone })
  return (
    <Section title={say("answer")}>
      <div className="decision-answer">
        <Input.TextArea
          autoSize={{ minRows: 2 }}
          maxLength={2000}
          aria-label={say("answerHint")}
          placeholder={say("answerHint")}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Button disabled={text.trim() === ""} loading={reply.isPending} onClick={() => send(false)}>
          {say("inProgress")}
        </Button>
        <Button disabled={text.trim() === ""} loading={reply.isPending} onClick={() => send(true)}>
          {say("isDone")}
        </Button>
      </div>
    </Section>
  )
}

function Edit({ decision }: { decision: Decision }) {
  const say = useWords(words)
  const { meetingId, id, version } = decision
  const [written, setWritten] = useState({ text: decision.text, unitId: decision.unitId, deadline: decision.deadline })
  const edit = useCommand(decisions.edit, { onDone: () => tell("ok", say("save")) })
  const isSame = written.text === decision.text && written.unitId === decision.unitId && written.deadline === decision.deadline
  return (
    <Section title={say("change")}>
      <DecisionFields
        meetingId={meetingId}
        written={written}
        onText={(text) => setWritten({ ...written, text })}
        onUnit={(unitId) => setWritten({ ...written, unitId })}
        onDay={(deadline) => setWritten({ ...written, deadline })}
      />
      <Button disabled={isSame || written.text.trim() === ""} loading={edit.isPending} onClick={() => edit.mutate({ meetingId, id, version, ...written })}>
        {say("save")}
      </Button>
    </Section>
  )
}
