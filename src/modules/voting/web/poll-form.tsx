/** One motion and its rule; a draft can be changed until it is opened. */
import { Button, Input, Select } from "antd"
import { type ReactNode, useState } from "react"
import { useCommand } from "#web/api.ts"
import { Drawer } from "#web/ui/drawer.tsx"
import { useWords } from "#web/words.ts"
import { type Poll, type Rules, voting } from "../contract.ts"
import { words } from "../words.ts"
import type { Room } from "./room.ts"

const half = { num: 1, den: 2, strict: true }
const twoThirds = { num: 2, den: 3, strict: false }
const shares = { half, twoThirds }
const scales = { for: ["for", "against", "abstain"], agree: ["agree", "disagree", "defer"] }
const usual: Rules = { choices: scales.for, base: "members", threshold: half, quorum: twoThirds, press: "last" }

type ShareName = "half" | "twoThirds" | "own"
const shareName = (share: Rules["threshold"]): ShareName =>
  (Object.entries(shares).find(([, one]) => one.num === share.num && one.den === share.den && one.strict === share.strict)?.[0] as ShareName) ?? "own"

export function PollForm({ room, poll, onClose }: { room: Room; poll?: Poll; onClose: () => void }) {
  const say = useWords(words)
  const { meetingId, sitting } = room
  const [title, setTitle] = useState(poll?.title ?? "")
  const [rules, setRules] = useState<Rules>(poll?.rules ?? usual)
  const add = useCommand(voting.add, { onDone: onClose })
  const edit = useCommand(voting.edit, { onDone: onClose })
  const remove = useCommand(voting.remove, { onDone: onClose })
  const save = () =>
    poll ? edit.mutate({ meetingId, id: poll.id, title, rules, version: poll.version }) : add.mutate({ meetingId, sessionId: sitting.sessionId, title, rules })
  const foot = (
    <>
      <Button type="primary" disabled={!title.trim()} loading={add.isPending || edit.isPending} onClick={save}>
        {say("save")}
      </Button>
      {poll ? (
        <Button loading={remove.isPending} onClick={() => remove.mutate({ meetingId, id: poll.id })}>
          {say("removePoll")}
        </Button>
      ) : null}
    </>
  )
  return (
    <Drawer title={say(poll ? "editPoll" : "newPoll")} onClose={onClose} foot={foot}>
      <div className="room-form">
        <label htmlFor="poll-title">{say("pollTitle")}</label>
        <Input.TextArea id="poll-title" autoSize value={title} maxLength={120} onChange={(event) => setTitle(event.target.value)} />
        <RuleFields rules={rules} onChange={(change) => setRules({ ...rules, ...change })} />
      </div>
    </Drawer>
  )
}

function RuleFields({ rules, onChange }: { rules: Rules; onChange: (change: Partial<Rules>) => void }) {
  const say = useWords(words)
  const threshold = shareName(rules.threshold)
  const quorum = rules.quorum ? shareName(rules.quorum) : "none"
  const scale = rules.choices[0] === "agree" ? "agree" : "for"
  const choose = (name: string) => shares[name as keyof typeof shares]
  return (
    <>
      <Field id="poll-scale" label={say("scale")}>
        <Select
          id="poll-scale"
          value={scale}
          options={(["for", "agree"] as const).map((value) => ({ value, label: say(`scale.${value}`) }))}
          onChange={(value: keyof typeof scales) => onChange({ choices: scales[value] })}
        />
      </Field>
      <Field id="poll-base" label={say("base")}>
        <Select
          id="poll-base"
          value={rules.base}
          options={(["members", "present", "returned", "valid"] as const).map((value) => ({ value, label: say(`base.${value}`) }))}
          onChange={(base) => onChange({ base })}
        />
      </Field>
      <Field id="poll-threshold" label={say("threshold")}>
        <Select
          id="poll-threshold"
          value={threshold}
          options={(["half", "twoThirds", ...(threshold === "own" ? (["own"] as const) : [])] as const).map((value) => ({
            value,
            label: say(`threshold.${value}`, rules.threshold),
          }))}
          onChange={(value) => onChange({ threshold: choose(value) ?? rules.threshold })}
        />
      </Field>
      <Field id="poll-quorum" label={say("quorum")}>
        <Select
          id="poll-quorum"
          value={quorum}
          options={(["none", "half", "twoThirds", ...(quorum === "own" ? (["own"] as const) : [])] as const).map((value) => ({
            value,
            label: say(`quorum.${value}`, rules.quorum ?? {}),
          }))}
          onChange={(value) => onChange({ quorum: value === "none" ? null : (choose(value) ?? rules.quorum) })}
        />
      </Field>
      <Field id="poll-press" label={say("press")}>
        <Select
          id="poll-press"
          value={rules.press}
          options={(["last", "first"] as const).map((value) => ({ value, label: say(`press.${value}`) }))}
          onChange={(press) => onChange({ press })}
        />
      </Field>
    </>
  )
}

function Field({ id, label, children }: { id: string; label: string; children: ReactNode }) {
  return (
    <div className="room-pick">
      <label htmlFor={id}>{label}</label>
      {children}
    </div>
  )
}
