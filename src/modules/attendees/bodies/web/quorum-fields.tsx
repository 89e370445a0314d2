/** 法定人数: taken from the rules of a kind of body, or one's own share; the arithmetic stands beside it. */
import { InputNumber, Select } from "antd"
import { Field, FieldGroup } from "#modules/meetings/web/field.tsx"
import { useWords } from "#web/words.ts"
import type { Quorum } from "../contract.ts"
import { arithmeticOf, neededFor, quorumPresets } from "../rules.ts"
import { words } from "../words.ts"

export type Rule = { quorum: Quorum; basis: string | null }

export function QuorumFields({ rule, onChange }: { rule: Rule; onChange: (rule: Rule) => void }) {
  const say = useWords(words)
  const { quorum } = rule
  const presets = quorumPresets.map(({ key }) => ({ value: key as string, label: say(`preset_${key}`) }))
  const take = (key: string) => {
    const preset = quorumPresets.find((one) => one.key === key)
    onChange(preset ? { quorum: preset.quorum, basis: key } : { quorum, basis: null })
  }
  const own = (change: Partial<Quorum>) => onChange({ quorum: { ...quorum, ...change }, basis: null })
  return (
    <>
      <Field label={say("basis")}>
        <Select aria-label={say("basis")} value={rule.basis ?? ""} options={[...presets, { value: "", label: say("ownRule") }]} onChange={take} />
      </Field>
      <FieldGroup label={say("quorum")}>
        <span className="body-quorum">
          <Select
            aria-label={say("quorum")}
            value={quorum.strict ? "strict" : "notStrict"}
            options={(["notStrict", "strict"] as const).map((value) => ({ value, label: say(value) }))}
            onChange={(value) => own({ strict: value === "strict" })}
          />
          <InputNumber aria-label={say("share")} min={1} max={100} precision={0} value={quorum.num} onChange={(num) => own({ num: num ?? 1 })} />
          /
          <InputNumber aria-label={say("share")} min={1} max={100} precision={0} value={quorum.den} onChange={(den) => own({ den: den ?? 1 })} />
        </span>
      </FieldGroup>
    </>
  )
}

/** 812 × 2/3 = 541.33，以上，取 542 人. */
export function Arithmetic({ due, quorum }: { due: number; quorum: Quorum }) {
  const say = useWords(words)
  const { num, den, strict } = quorum
  const how = say(strict ? "moreThan" : "atLeast", { num, den })
  // of nobody nothing is reckoned
  if (due === 0) return how
  const needed = neededFor(due, quorum).toLocaleString("en-US")
  return (
    <>
      {say("quorumLine", { how, needed })}
      <small className="body-sum">
        {say("arithmetic", { product: arithmeticOf(due, quorum), rounding: say(strict ? "roundedOver" : "roundedUp"), needed })}
      </small>
    </>
  )
}
