import { Checkbox, Input, InputNumber, Select } from "antd"
import { Section } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import type { Rule, RuleKey } from "../contract.ts"
import { rulesSource } from "../rules.ts"
import { words } from "../words.ts"
import type { FieldsProps } from "./fields-props.ts"

const units = { topics: "unitTopics", minutes: "unitMinutes" } as const

export function RulesTable({ text: { rules }, onChange, isLocked, applied }: FieldsProps & { applied: readonly RuleKey[] }) {
  const say = useWords(words)
  const set = (key: RuleKey, change: Partial<Rule>) => onChange({ rules: rules.map((rule) => (rule.key === key ? { ...rule, ...change } : rule)) })
  return (
    <Section title={say("topicRules")} note={rulesSource}>
      <ul className="series-rules">
        {rules.map((rule) => (
          <li key={rule.key}>
            <Checkbox checked={rule.isOn} disabled={isLocked} onChange={(event) => set(rule.key, { isOn: event.target.checked })}>
              {say(`rule_${rule.key}`)}
            </Checkbox>
            <span className="series-rule-count">
              <Count rule={rule} isLocked={isLocked || !rule.isOn} onChange={(change) => set(rule.key, change)} />
            </span>
            <Input
              className="series-rule-basis"
              maxLength={200}
              aria-label={say("basisOf", { rule: say(`rule_${rule.key}`) })}
              placeholder={say("basis")}
              disabled={isLocked || !rule.isOn}
              value={rule.basis}
              onChange={(event) => set(rule.key, { basis: event.target.value })}
            />
            {applied.includes(rule.key) ? null : <span className="field-note">{say("notApplied")}</span>}
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Count({ rule, isLocked, onChange }: { rule: Rule; isLocked: boolean; onChange: (change: Partial<Rule>) => void }) {
  const say = useWords(words)
  if (rule.count === null) return null
  const label = say(`rule_${rule.key}`)
  return (
    <>
      <InputNumber
        style={{ width: 72 }}
        min={1}
        max={365}
        precision={0}
        aria-label={label}
        disabled={isLocked}
        value={rule.count}
        onChange={(count) => onChange({ count: count ?? 1 })}
      />
      {rule.unit === null ? (
        <span>{rule.key in units ? say(units[rule.key as keyof typeof units]) : ""}</span>
      ) : (
        <Select<NonNullable<Rule["unit"]>>
          style={{ width: 112 }}
          aria-label={`${label} ${say("rhythm")}`}
          disabled={isLocked}
          value={rule.unit}
          options={(["day", "workday"] as const).map((value) => ({ value, label: say(value) }))}
          onChange={(unit) => onChange({ unit })}
        />
      )}
    </>
  )
}
