/** 审批: what waits for me, what I sent, what I decided. */
import { Button, Segmented } from "antd"
import { useState } from "react"
import { access } from "#modules/access/contract.ts"
import { useRead } from "#web/api.ts"
import { Go, useGo } from "#web/nav.tsx"
import { useMeetingNames, useSession } from "#web/session.ts"
import { useList } from "#web/ui/list.tsx"
import { useWords } from "#web/words.ts"
import { approvals, Box } from "../contract.ts"
import { words } from "../words.ts"
import { ApprovalList } from "./approval-list.tsx"

type Shown = Box | "all"
const boxAsked = (): Shown => {
  const asked = new URLSearchParams(globalThis.location?.search).get("box")
  return asked === "all" ? asked : (Box.safeParse(asked).data ?? "todo")
}

export function Page() {
  const say = useWords(words)
  const go = useGo()
  const { may } = useSession()
  const list = useList()
  const [box, setBox] = useState<Shown>(boxAsked)
  const counts = useRead(approvals.counts, {})
  const page = { page: list.page, size: list.size, ...(list.find ? { find: list.find } : {}) }
  const mine = useRead(approvals.mine, { ...page, box: box === "all" ? "todo" : box }, { enabled: box !== "all" })
  const all = useRead(approvals.all, page, { enabled: box === "all" })
  const boxes: Shown[] = [...Box.options, ...(may(approvals.all.name) ? (["all"] as const) : [])]
  const labelOf = (one: Shown) => (one === "todo" && counts.data?.todo ? `${say("box.todo")} ${counts.data.todo}` : say(`box.${one}`))
  const isOfOffice = Boolean(useRead(access.state, {}).data?.me?.office)
  const request = approvals.request.name
  const mayWrite = useMeetingNames().some(({ id }) => may(request, id)) || may(request)
  const write = mayWrite ? (
    <Button type="primary" onClick={() => go("/approvals/new")}>
      {say("write")}
    </Button>
  ) : undefined
  const sentence = isOfOffice ? say("empty.office") : box === "mine" && !mayWrite ? say("empty.mineMayNot") : say(`empty.${box}`)
  return (
    <ApprovalList
      list={list}
      read={box === "all" ? all : mine}
      tellsWhere
      leaves={box === "todo"}
      empty={{ sentence, action: box === "mine" ? write : undefined }}
      actions={write}
      tools={
        <>
          <Segmented<Shown>
            value={box}
            options={boxes.map((one) => ({ value: one, label: labelOf(one) }))}
            onChange={(next) => {
              list.open(undefined)
              list.turnTo(1)
              setBox(next)
            }}
          />
          {isOfOffice ? null : (
            <Go className="quiet-link" to="/approvals/absence">
              {say("absence")}
            </Go>
          )}
        </>
      }
    />
  )
}
