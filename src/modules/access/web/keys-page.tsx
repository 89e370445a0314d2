/** 接口密钥: what other systems come in with. */
import { Button } from "antd"
import { useState } from "react"
import { useRead } from "#web/api.ts"
import { useSession } from "#web/session.ts"
import { type Column, ListPage, useList } from "#web/ui/list.tsx"
import { State } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import { access } from "../contract.ts"
import type { ApiKey } from "../keys/api/contract.ts"
import { words } from "../roles/words.ts"
import { KeyFacts, NewKey } from "./key-drawer.tsx"
import { useDay, useWhere } from "./place-names.ts"

export function Page() {
  const say = useWords(words)
  const { may } = useSession()
  const list = useList({ size: 200 })
  const keys = useRead(access.keys, {})
  const columns = useColumns()
  const [isAdding, setAdding] = useState(false)
  const found = (keys.data ?? []).filter(({ name }) => name.includes(list.find))
  const add = (
    <Button
      type="primary"
      onClick={() => {
        list.open(undefined)
        setAdding(true)
      }}
    >
      {say("addKey")}
    </Button>
  )
  return (
    <>
      <ListPage
        title={say("keys")}
        count={found.filter(isAlive).length}
        actions={may(access.addKey.name) ? add : undefined}
        list={list}
        read={{ ...keys, data: keys.data && { rows: found, total: found.length } }}
        columns={columns}
        idOf={(key) => key.id}
        searchHint={say("keyName")}
        empty={{ sentence: say("noKeys") }}
        drawer={isAdding ? undefined : (key) => <KeyFacts key={key.id} held={key} isAlive={isAlive(key)} />}
      />
      {isAdding ? <NewKey onClose={() => setAdding(false)} /> : null}
    </>
  )
}

const isAlive = ({ revokedAt, expiresAt }: ApiKey): boolean => revokedAt === null && Date.parse(expiresAt) > Date.now()

function useColumns(): Column<ApiKey>[] {
  const say = useWords(words)
  const whereOf = useWhere()
  const dayOf = useDay()
  const stateOf = (key: ApiKey) => {
    if (!isAlive(key)) return <State kind="quiet">{say(key.revokedAt ? "revoked" : "over")}</State>
    return key.releasedAt ? <State kind="ok">{say("inUse")}</State> : <State kind="warning">{say("waitsForRelease")}</State>
  }
  return [
    { key: "name", title: say("keyName"), width: 180, render: (key) => <span className="rows-name">{key.name}</span> },
    { key: "role", title: say("role"), width: 120, render: (key) => key.role },
    { key: "where", title: say("where"), grow: true, render: (key) => whereOf(key) },
    { key: "state", title: say("keyState"), width: 96, render: stateOf },
    { key: "seen", title: say("lastSeen"), width: 112, align: "right", render: (key) => (key.seenAt ? dayOf(key.seenAt) : null) },
    { key: "ends", title: say("ends"), width: 112, align: "right", render: (key) => dayOf(key.expiresAt) },
  ]
}
