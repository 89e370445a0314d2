/** 账号: who may sign in, and what each may do where. */
import { Button } from "antd"
import { useState } from "react"
import { useRead } from "#web/api.ts"
import { useSession } from "#web/session.ts"
import { type Column, ListPage, useList } from "#web/ui/list.tsx"
import { State } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import type { Account } from "../accounts/contract.ts"
import { useMoment } from "../accounts/web/moments.tsx"
import { access } from "../contract.ts"
import type { HeldGrant } from "../roles/contract.ts"
import { words } from "../words.ts"
import { AccountDrawer } from "./account-drawer.tsx"
import { AccountState } from "./account-state.tsx"
import { NewAccount } from "./new-account.tsx"

export function Page() {
  const say = useWords(words)
  const columns = useColumns()
  const list = useList({ size: 100 })
  const { may } = useSession()
  const accounts = useRead(access.accounts, {})
  const [isAdding, setAdding] = useState(false)
  const found = (accounts.data ?? []).filter((account) => `${account.name} ${account.username}`.includes(list.find))
  const page = found.slice((list.page - 1) * list.size, list.page * list.size)
  const add = (
    <Button
      type="primary"
      onClick={() => {
        list.open(undefined)
        setAdding(true)
      }}
    >
      {say("addAccount")}
    </Button>
  )
  return (
    <>
      <ListPage
        title={say("accounts")}
        actions={may("access.addAccount") ? add : undefined}
        list={list}
        read={{ ...accounts, data: accounts.data && { rows: page, total: found.length } }}
        columns={columns}
        idOf={(account) => account.id}
        searchHint={say("searchAccounts")}
        empty={{ sentence: say("noAccounts") }}
        drawer={isAdding ? undefined : (account) => <AccountDrawer key={account.id} account={account} />}
      />
      {isAdding ? <NewAccount onClose={() => setAdding(false)} onAdded={(id) => list.open(id)} /> : null}
    </>
  )
}

function useColumns(): Column<Account>[] {
  const say = useWords(words)
  const { may } = useSession()
  const moment = useMoment()
  const whereOf = ({ at, where }: HeldGrant) => (at.kind === "system" ? say("everywhere") : (where ?? say("oneMeeting")))
  const granted = (grant: HeldGrant) => say("grantIn", { role: grant.role, where: whereOf(grant) })
  const rights = ({ office, grants }: Account) => (office ? say(`office.${office}`) : grants.map(granted).join(say("comma")) || null)
  return [
    { key: "name", title: say("name"), width: 112, render: (account) => <span className="rows-name">{account.name}</span> },
    { key: "username", title: say("username"), width: 120, render: (account) => account.username },
    { key: "grants", title: may("access.grants") ? say("grants") : say("office"), grow: true, render: rights },
    { key: "state", title: say("state"), width: 112, render: (account) => <AccountState account={account} /> },
    { key: "totp", title: say("secondStep"), width: 88, render: ({ hasTotp }) => (hasTotp ? <State kind="ok">{say("totpIsOn")}</State> : null) },
    { key: "seen", title: say("seen"), width: 144, align: "right", render: ({ seenAt }) => (seenAt ? moment(seenAt) : null) },
  ]
}
