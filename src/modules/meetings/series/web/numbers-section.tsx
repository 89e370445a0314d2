import { Button, InputNumber } from "antd"
import { useState } from "react"
import { useCommand } from "#web/api.ts"
import { tell } from "#web/tell.ts"
import { Section } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import { meetings } from "../../contract.ts"
import { Field } from "../../web/field.tsx"
import type { SeriesPlan } from "../contract.ts"
import { words } from "../words.ts"

/** An office that has held 23 of them before says so once. */
export function NumbersSection({ plan: { series, last } }: { plan: SeriesPlan }) {
  const say = useWords(words)
  const [numbers, setNumbers] = useState(last)
  const save = useCommand(meetings.setSeriesNumbers, { onDone: (plan) => tell("ok", say("carriedOn", { number: plan.last.sitting + 1 })) })
  const isSame = numbers.sitting === last.sitting && numbers.minutes === last.minutes
  const field = (key: "sitting" | "minutes", label: string) => (
    <Field label={label}>
      <InputNumber
        min={last[key]}
        max={9999}
        precision={0}
        aria-label={label}
        value={numbers[key]}
        onChange={(value) => setNumbers({ ...numbers, [key]: value ?? last[key] })}
      />
    </Field>
  )
  return (
    <Section title={say("carryOn")} note={say("numbersNote")}>
      <div className="fields series-numbers">
        {field("sitting", say("lastSitting"))}
        {field("minutes", say("lastMinutes"))}
      </div>
      <div className="new-foot">
        <Button loading={save.isPending} disabled={isSame} onClick={() => save.mutate({ seriesId: series.id, ...numbers })}>
          {say("carryOn")}
        </Button>
      </div>
    </Section>
  )
}
