/** 账号: who may sign in, and what each may do where. */
import { Button } from "antd"
import { useState } from "react"
import { dayOf, shortDay } from "#kernel/dates.ts"
import { useRead } from "#web/api.ts"
import { type Column, ListPage, useList } from "#web/ui/list.tsx"
import { State } from "#web/ui/page.tsx"
import { useLocale, useWords } from "#web/words.ts"
import { type Account, access } from "../contract.ts"
import type { HeldGrant } from "../roles/contract.ts"
import { words } from "../words.ts"
import { AccountDrawer } from "./account-drawer.tsx"
import { NewAccount } from "./new-account.tsx"

export function Page() {
  const say = useWords(words)
  const columns = useColumns()
  const list = useList({ size: 100 })
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
        actions={add}
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
  const locale = useLocale()
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const whereOf = ({ at, where }: HeldGrant) => (at.kind === "system" ? say("everywhere") : (where ?? say("oneMeeting")))
  const granted = (grant: HeldGrant) => say("grantIn", { role: grant.role, where: whereOf(grant) })
  return [
    { key: "name", title: say("name"), width: 140, render: (account) => <span className="rows-name">{account.name}</span> },
    { key: "username", title: say("username"), width: 160, render: (account) => account.username },
    { key: "grants", title: say("grants"), grow: true, render: (account) => account.grants.map(granted).join(say("comma")) || null },
    {
      key: "state",
      title: say("state"),
      width: 96,
      render: (account) => (account.closedAt ? <State kind="quiet">{say("closed")}</State> : <State kind="ok">{say("inUse")}</State>),
    },
    { key: "since", title: say("since"), width: 96, align: "right", render: (account) => shortDay(dayOf(account.createdAt, zone), locale) },
  ]
}
