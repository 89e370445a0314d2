/** 审批流程: the ways as the office sets them. A change is a new version; what is under way keeps its own. */
import { Button } from "antd"
import { useState } from "react"
import { useRead } from "#web/api.ts"
import { type Column, ListPage, useList } from "#web/ui/list.tsx"
import { State } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import { approvals } from "../contract.ts"
import type { Flow } from "../flows/contract.ts"
import { words as flowWords } from "../flows/words.ts"
import { words } from "../words.ts"
import { FlowDrawer } from "./flow-drawer.tsx"
import "./approvals.css"

export function Page() {
  const say = useWords(words)
  const sayFlow = useWords(flowWords)
  const list = useList({ size: 200 })
  const flows = useRead(approvals.flows, {})
  const [edited, setEdited] = useState<Flow | "new">()
  const columns: Column<Flow>[] = [
    { key: "name", title: sayFlow("flowName"), width: 140, render: (flow) => <span className="rows-name">{flow.name}</span> },
    { key: "kind", title: say("kind"), width: 88, render: (flow) => say(`kind.${flow.kind}`) },
    { key: "steps", title: sayFlow("steps"), grow: true, render: (flow) => flow.steps.map(({ name }) => name).join(" → ") },
    {
      key: "required",
      title: sayFlow("requiredMark"),
      width: 72,
      render: (flow) => (flow.isRequired && !flow.isClosed ? <State kind="ok">{sayFlow("requiredMark")}</State> : <span className="none">—</span>),
    },
    {
      key: "version",
      title: sayFlow("versionHead"),
      width: 88,
      render: (flow) =>
        flow.isClosed ? <State kind="quiet">{sayFlow("flowClosed")}</State> : flow.version === 0 ? sayFlow("preset") : sayFlow("version", { n: flow.version }),
    },
    {
      key: "edit",
      title: sayFlow("edit"),
      unseen: true,
      width: 64,
      align: "right",
      render: (flow) => (
        <button type="button" className="quiet-link" onClick={() => setEdited(flow)}>
          {sayFlow("edit")}
        </button>
      ),
    },
  ]
  const add = (
    <Button type="primary" onClick={() => setEdited("new")}>
      {sayFlow("addFlow")}
    </Button>
  )
  const close = () => setEdited(undefined)
  return (
    <>
      <ListPage
        title={say("flows")}
        actions={add}
        list={list}
        read={{ ...flows, data: flows.data && { rows: flows.data, total: flows.data.length } }}
        columns={columns}
        idOf={(flow) => flow.id}
        empty={{ sentence: sayFlow("noFlows"), action: add }}
      />
      {edited ? <FlowDrawer key={edited === "new" ? "new" : edited.id} flow={edited === "new" ? undefined : edited} onClose={close} /> : null}
    </>
  )
}
