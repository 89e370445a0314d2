/** 登录情况: who is signed in, where and since when; one of them is ended here. */
import { useCommand, useRead } from "#web/api.ts"
import { useSession } from "#web/session.ts"
import { type Column, ListPage, useList } from "#web/ui/list.tsx"
import { useWords } from "#web/words.ts"
import { access } from "../../contract.ts"
import type { SignedIn } from "../contract.ts"
import { words } from "../words.ts"
import { useMoment } from "./moments.tsx"

export function Page() {
  const say = useWords(words)
  const list = useList({ size: 100 })
  const signIns = useRead(access.signIns, {})
  const found = (signIns.data ?? []).filter(({ name, username, address }) => `${name} ${username} ${address}`.includes(list.find))
  const rows = found.slice((list.page - 1) * list.size, list.page * list.size)
  return (
    <ListPage
      title={say("signIns")}
      list={list}
      read={{ ...signIns, data: signIns.data && { rows, total: found.length } }}
      columns={useColumns()}
      idOf={({ id }) => id}
      searchHint={say("searchSignIns")}
      empty={{ sentence: say("noSignIns") }}
    />
  )
}

function useColumns(): Column<SignedIn>[] {
  const say = useWords(words)
  const moment = useMoment()
  const { may } = useSession()
  const end = useCommand(access.endSignIn)
  return [
    { key: "name", title: say("name"), width: 120, render: ({ name }) => <span className="rows-name">{name}</span> },
    { key: "username", title: say("username"), width: 120, render: ({ username }) => username },
    { key: "office", title: say("office"), width: 140, render: ({ office }) => (office ? say(`office.${office}`) : null) },
    {
      key: "browser",
      title: say("browser"),
      grow: true,
      render: ({ browser, system }) => [browser || say("unknownBrowser"), system].filter(Boolean).join(" · "),
    },
    { key: "address", title: say("address"), width: 140, render: ({ address }) => address || null },
    { key: "since", title: say("since"), width: 140, align: "right", render: ({ since }) => moment(since) },
    { key: "seen", title: say("seen"), width: 140, align: "right", render: ({ seenAt }) => moment(seenAt) },
    {
      key: "act",
      title: say("act"),
      unseen: true,
      width: 80,
      align: "right",
      render: ({ id, isThis }) =>
        isThis ? (
          say("thisOne")
        ) : may("access.endSignIn") ? (
          <button type="button" className="quiet-link" disabled={end.isPending} onClick={() => end.mutate({ id })}>
            {say("endSession")}
          </button>
        ) : null,
    },
  ]
}
