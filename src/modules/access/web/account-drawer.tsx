/** One account: its rights for the system or for a meeting, and its closing. */
import { Button, Form, Popconfirm, Select } from "antd"
import type { z } from "zod"
import { useCommand, useRead } from "#web/api.ts"
import { useMeetingNames } from "#web/session.ts"
import { tell } from "#web/tell.ts"
import { Facts, Section } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import { type Account, access } from "../contract.ts"
import type { HeldGrant } from "../roles/contract.ts"
import { words } from "../words.ts"
import { PasswordField } from "./fields.tsx"

export function AccountDrawer({ account }: { account: Account }) {
  const say = useWords(words)
  const close = useCommand(access.closeAccount)
  return (
    <>
      <h2 className="drawer-name">{account.name}</h2>
      <Facts rows={[[say("username"), account.username]]} />
      <Section title={say("grants")} count={account.grants.length}>
        {account.grants.length === 0 ? <p className="section-empty">{say("noGrants")}</p> : null}
        <ul>
          {account.grants.map((grant) => (
            <GrantLine key={grant.id} grant={grant} />
          ))}
        </ul>
      </Section>
      {account.closedAt ? null : (
        <>
          <AddGrant accountId={account.id} />
          <ResetPassword accountId={account.id} />
          <Section title={say("closeAccount")}>
            <p className="section-empty">{say("closeAccountWhy")}</p>
            <Popconfirm
              title={say("closeAccountWhy")}
              okText={say("confirmClose")}
              cancelText={say("cancel")}
              onConfirm={() => close.mutate({ id: account.id })}
            >
              <Button loading={close.isPending}>{say("closeAccount")}</Button>
            </Popconfirm>
          </Section>
        </>
      )}
    </>
  )
}

function GrantLine({ grant }: { grant: HeldGrant }) {
  const say = useWords(words)
  const revoke = useCommand(access.revokeGrant)
  return (
    <li className="line">
      <span className="line-grow">
        {grant.role}
        <small>{grant.at.kind === "system" ? say("systemWide") : (grant.where ?? say("oneMeeting"))}</small>
      </span>
      <button type="button" className="quiet-link" disabled={revoke.isPending} onClick={() => revoke.mutate({ id: grant.id })}>
        {say("revoke")}
      </button>
    </li>
  )
}

function ResetPassword({ accountId }: { accountId: string }) {
  const say = useWords(words)
  const [form] = Form.useForm<{ password: string }>()
  const reset = useCommand(access.resetPassword, {
    onDone: () => {
      form.resetFields()
      tell("ok", say("passwordReset"))
    },
  })
  return (
    <Section title={say("resetPassword")}>
      <Form<{ password: string }>
        form={form}
        className="drawer-form"
        layout="vertical"
        requiredMark={false}
        onFinish={({ password }) => reset.mutate({ id: accountId, password })}
      >
        <PasswordField label={say("newPassword")} mustBeNew extra={say("resetWhy")} />
        <Button htmlType="submit" loading={reset.isPending}>
          {say("resetPassword")}
        </Button>
      </Form>
    </Section>
  )
}

type Asked = Pick<z.input<typeof access.grant.input>, "roleId"> & { where: string }

function AddGrant({ accountId }: { accountId: string }) {
  const say = useWords(words)
  const [form] = Form.useForm<Asked>()
  const roles = useRead(access.roles, {})
  const meetings = useMeetingNames()
  const grant = useCommand(access.grant, { onDone: () => form.resetFields() })
  const options = [{ value: "", label: say("systemWide") }, ...meetings.map(({ id, name }) => ({ value: id, label: name }))]
  return (
    <Section title={say("addGrant")}>
      <Form<Asked>
        form={form}
        className="drawer-form"
        layout="vertical"
        requiredMark={false}
        initialValues={{ where: meetings[0]?.id ?? "" }}
        onFinish={({ roleId, where }) => grant.mutate({ accountId, roleId, at: where ? { kind: "meeting", id: where } : { kind: "system" } })}
      >
        <Form.Item name="roleId" label={say("role")} rules={[{ required: true, message: say("chooseRole") }]}>
          <Select placeholder={say("chooseRole")} options={roles.data?.map(({ id, name }) => ({ value: id, label: name }))} />
        </Form.Item>
        <Form.Item name="where" label={say("where")}>
          <Select showSearch={{ optionFilterProp: "label" }} options={options} />
        </Form.Item>
        <Button htmlType="submit" loading={grant.isPending}>
          {say("addGrant")}
        </Button>
      </Form>
    </Section>
  )
}
