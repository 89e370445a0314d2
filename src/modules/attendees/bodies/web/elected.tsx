/** Who was elected, with the votes as they were announced. */
import { Checkbox, InputNumber } from "antd"
import { Field } from "#modules/meetings/web/field.tsx"
import { useWords } from "#web/words.ts"
import { words } from "../words.ts"
import { type Chosen, PeopleChoice } from "./people-choice.tsx"

export type Voted = Chosen & { votes: number; alternate: boolean }

export function Elected({ meetingId, elected, onChange }: { meetingId: string; elected: Voted[]; onChange: (elected: Voted[]) => void }) {
  const say = useWords(words)
  const change = (id: string, what: Partial<Voted>) => onChange(elected.map((one) => (one.value === id ? { ...one, ...what } : one)))
  const choose = (chosen: Chosen[]) => onChange(chosen.map((one) => elected.find(({ value }) => value === one.value) ?? { ...one, votes: 0, alternate: false }))
  return (
    <>
      <Field label={say("elected")}>
        <PeopleChoice meetingId={meetingId} label={say("elected")} placeholder={say("chooseHint")} chosen={elected} onChange={choose} />
      </Field>
      <p className="field-hint">{say("electedHint")}</p>
      {elected.map(({ value, label, votes, alternate }) => (
        <div key={value} className="line">
          <span className="line-grow">{label}</span>
          <InputNumber
            aria-label={`${label} ${say("votes")}`}
            min={0}
            max={1_000_000}
            precision={0}
            value={votes}
            onChange={(next) => change(value, { votes: next ?? 0 })}
          />
          <Checkbox checked={alternate} onChange={(event) => change(value, { alternate: event.target.checked })}>
            {say("alternate")}
          </Checkbox>
        </div>
      ))}
    </>
  )
}
