/** What is done to an account, each in the hand of the office it belongs to. */
import { Button, Form, Popconfirm } from "antd"
import type { Operation } from "#kernel/contract.ts"
import { useCommand, useRead } from "#web/api.ts"
import { useSession } from "#web/session.ts"
import { tell } from "#web/tell.ts"
import { Section } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import { type Account, Office } from "../accounts/contract.ts"
import { access } from "../contract.ts"
import { words } from "../words.ts"
import { PasswordField } from "./fields.tsx"

export function ResetPassword({ accountId }: { accountId: string }) {
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

type Act = { key: "unlock" | "resetTotp" | "closeAccount" | "reopenAccount"; operation: Operation; isOffered: boolean; isGrave: boolean }

export function AccountActs({ account }: { account: Account }) {
  const { may } = useSession()
  const me = useSession().me
  const isOpen = account.closedAt === null
  const acts: Act[] = [
    { key: "unlock", operation: access.unlock, isOffered: account.lockedUntil !== null, isGrave: false },
    { key: "resetTotp", operation: access.resetTotp, isOffered: isOpen && account.hasTotp, isGrave: true },
    { key: "closeAccount", operation: access.closeAccount, isOffered: isOpen, isGrave: true },
    { key: "reopenAccount", operation: access.reopenAccount, isOffered: !isOpen, isGrave: false },
  ]
  return (
    <>
      {acts
        .filter(({ operation, isOffered }) => isOffered && may(operation.name) && account.id !== me?.id)
        .map(({ key, ...act }) => (
          <ActLine key={key} name={key} id={account.id} {...act} />
        ))}
      {isOpen && account.id !== me?.id ? <OfficeLine account={account} /> : null}
    </>
  )
}

function ActLine({ name, id, operation, isGrave }: Omit<Act, "key" | "isOffered"> & { name: Act["key"]; id: string }) {
  const say = useWords(words)
  const act = useCommand(operation)
  const button = (
    <Button loading={act.isPending} onClick={isGrave ? undefined : () => act.mutate({ id })}>
      {say(name)}
    </Button>
  )
  return (
    <Section title={say(name)}>
      <p className="section-empty">{say(`why.${name}`)}</p>
      {isGrave ? (
        <Popconfirm title={say(`why.${name}`)} okText={say("confirm")} cancelText={say("cancel")} onConfirm={() => act.mutate({ id })}>
          {button}
        </Popconfirm>
      ) : (
        button
      )}
    </Section>
  )
}

/** 任免三员: who holds an office holds nothing else. */
function OfficeLine({ account: { id, office, grants } }: { account: Account }) {
  const say = useWords(words)
  const { may } = useSession()
  const mode = useRead(access.state, {}).data?.mode
  const appoint = useCommand(access.appoint)
  const dismiss = useCommand(access.dismiss)
  if (mode !== "three" || !may(access.appoint.name) || (grants.length > 0 && !office)) return null
  return (
    <Section title={say("office")}>
      <p className="section-empty">{say("officeWhy")}</p>
      {office ? (
        <Popconfirm title={say(`office.${office}`)} okText={say("dismiss")} cancelText={say("cancel")} onConfirm={() => dismiss.mutate({ accountId: id })}>
          <Button loading={dismiss.isPending}>{say("dismiss")}</Button>
        </Popconfirm>
      ) : (
        Office.options.map((one) => (
          <Button key={one} loading={appoint.isPending} onClick={() => appoint.mutate({ accountId: id, office: one })}>
            {say(`office.${one}`)}
          </Button>
        ))
      )}
    </Section>
  )
}
