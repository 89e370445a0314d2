/** 登录规则: how strong a password is, when a name is locked, how long one stays signed in, who uses the second step. */
import { Button, Form, InputNumber, Select } from "antd"
import { useCommand, useRead } from "#web/api.ts"
import { tell } from "#web/tell.ts"
import { Busy, PageHead, Problem, Section } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import { access } from "../../contract.ts"
import { Policy } from "../contract.ts"
import { words } from "../words.ts"
import "./account.css"

export function Page() {
  const say = useWords(words)
  const policy = useRead(access.policy, {})
  return (
    <div className="page account-page">
      <PageHead title={say("policy")} />
      <p className="account-why">{say("policyWhy")}</p>
      {policy.data ? <PolicyForm key={policy.data.version} policy={policy.data} /> : policy.error ? <Problem error={policy.error} /> : <Busy />}
    </div>
  )
}

type Numbers = Exclude<keyof Policy, "totp" | "version">

function PolicyForm({ policy }: { policy: Policy }) {
  const say = useWords(words)
  const change = useCommand(access.changePolicy, { onDone: () => tell("ok", say("policySaved")) })
  return (
    <Form<Policy> className="policy-form" initialValues={policy} onFinish={(asked) => change.mutate({ ...asked, version: policy.version })}>
      <Section title={say("passwords")}>
        <NumberRow name="minLength" />
        <NumberRow name="minClasses" why={say("minClassesWhy")} />
        <NumberRow name="keptPasswords" />
        <NumberRow name="expireDays" why={say("expireDaysWhy")} />
      </Section>
      <Section title={say("locking")}>
        <NumberRow name="lockAfter" />
        <NumberRow name="lockMinutes" />
      </Section>
      <Section title={say("sessionsRule")}>
        <NumberRow name="idleMinutes" />
        <NumberRow name="lifeHours" />
      </Section>
      <Section title={say("secondStep")}>
        <div className="policy-row">
          <label htmlFor="totp">
            {say("whoTotp")}
            <small>{say("whoTotpWhy")}</small>
          </label>
          <Form.Item name="totp">
            <Select options={Policy.shape.totp.options.map((value) => ({ value, label: say(`totp.${value}`) }))} />
          </Form.Item>
        </div>
      </Section>
      <p className="policy-foot">
        <Button type="primary" htmlType="submit" loading={change.isPending}>
          {say("save")}
        </Button>
      </p>
    </Form>
  )
}

function NumberRow({ name, why }: { name: Numbers; why?: string }) {
  const say = useWords(words)
  const { minValue, maxValue } = Policy.shape[name]
  return (
    <div className="policy-row">
      <label htmlFor={name}>
        {say(name)}
        {why ? <small>{why}</small> : null}
      </label>
      <Form.Item name={name} rules={[{ required: true, message: say("required", { what: say(name) }) }]}>
        <InputNumber min={minValue ?? 0} max={maxValue ?? undefined} precision={0} />
      </Form.Item>
    </div>
  )
}
