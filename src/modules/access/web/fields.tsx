/** The fields that several pages of accounts share, with what is expected said beside them. */
import { Form, Input } from "antd"
import type { ReactNode } from "react"
import type { z } from "zod"
import { useWords } from "#web/words.ts"
import { Password, UserName } from "../accounts/contract.ts"
import { words } from "../words.ts"

/** The contract's own rule, said in the person's words: form and door never disagree. */
export const obeys = (schema: z.ZodType, sentence: string) => ({
  validator: (_: unknown, value: unknown) =>
    value === undefined || value === "" || schema.safeParse(value).success ? Promise.resolve() : Promise.reject(new Error(sentence)),
})

export function TextField({
  name,
  label,
  hint,
  auto,
  first,
  max,
}: {
  name: string
  label: string
  hint?: string
  auto?: string
  first?: boolean
  max?: number
}) {
  const say = useWords(words)
  return (
    <Form.Item name={name} label={label} rules={[{ required: true, whitespace: true, message: say("required", { what: label }) }]}>
      <Input placeholder={hint} autoComplete={auto ?? "off"} autoFocus={first} maxLength={max ?? 80} />
    </Form.Item>
  )
}

export function UserNameField({ first, mustBeNew }: { first?: boolean; mustBeNew: boolean }) {
  const say = useWords(words)
  const label = say("username")
  const rules = [{ required: true, message: say("required", { what: label }) }, ...(mustBeNew ? [obeys(UserName, say("usernameRule"))] : [])]
  return (
    <Form.Item name="username" label={label} rules={rules}>
      <Input
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        placeholder={mustBeNew ? say("usernameHint") : undefined}
        autoFocus={first}
        maxLength={30}
      />
    </Form.Item>
  )
}

type PasswordProps = { name?: string; label?: string; mustBeNew: boolean; extra?: ReactNode }

export function PasswordField({ name = "password", label, mustBeNew, extra }: PasswordProps) {
  const say = useWords(words)
  const called = label ?? say("password")
  const rules = [{ required: true, message: say("required", { what: called }) }, ...(mustBeNew ? [obeys(Password, say("passwordRule"))] : [])]
  return (
    <Form.Item name={name} label={called} rules={rules} extra={extra}>
      <Input.Password
        autoComplete={mustBeNew ? "new-password" : "current-password"}
        placeholder={mustBeNew ? say("passwordHint") : undefined}
        maxLength={128}
      />
    </Form.Item>
  )
}
