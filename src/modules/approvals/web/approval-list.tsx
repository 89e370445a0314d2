/** The list of approvals with the drawer in which they are decided: the house's inbox and a meeting's page are the same list. */
import type { ReactNode } from "react"
import { officeZone, shortMoment } from "#kernel/dates.ts"
import { useMeetingNames } from "#web/session.ts"
import { type Column, ListPage } from "#web/ui/list.tsx"
import { State } from "#web/ui/page.tsx"
import type { ListState } from "#web/ui/rows.tsx"
import { useLocale, useWords } from "#web/words.ts"
import type { Line } from "../contract.ts"
import { words } from "../words.ts"
import { ApprovalDrawer } from "./approval-drawer.tsx"
import { ApprovalState } from "./state.tsx"
import "./approvals.css"

type Props = {
  list: ListState
  read: { data: { rows: Line[]; total: number } | undefined; error: Error | null; refetch?: () => unknown }
  /** The whole house is listed: which meeting it belongs to is told. */
  tellsWhere: boolean
  tools?: ReactNode
  actions?: ReactNode
  empty: { sentence: string; action?: ReactNode }
  /** What was decided leaves this list: its drawer goes with it, or it would open by itself when it comes back. */
  leaves?: boolean
}

export function ApprovalList({ list, read, tellsWhere, tools, actions, empty, leaves = false }: Props) {
  const say = useWords(words)
  const columns = useColumns({ tellsWhere, isNarrow: list.openId !== undefined })
  return (
    <div className="approvals">
      <ListPage
        title={say("approvals")}
        actions={actions}
        list={list}
        read={read}
        columns={columns}
        idOf={(line) => line.id}
        searchHint={say("search")}
        tools={tools}
        empty={empty}
        drawer={(line) => <ApprovalDrawer key={line.id} id={line.id} onDecided={() => leaves && list.open(undefined)} />}
      />
    </div>
  )
}

function Due({ line }: { line: Line }) {
  const say = useWords(words)
  const locale = useLocale()
  if (!line.dueAt) return <span className="none">—</span>
  const when = shortMoment(line.dueAt, officeZone, locale)
  return line.isLate ? (
    <State kind="wrong">
      {when} {say("isLate")}
    </State>
  ) : (
    <span>{when}</span>
  )
}

/** Beside the open drawer there is room for what matters most. */
function useColumns({ tellsWhere, isNarrow }: { tellsWhere: boolean; isNarrow: boolean }): Column<Line>[] {
  const say = useWords(words)
  const locale = useLocale()
  const names = useMeetingNames()
  const where = ({ meetingId }: Line) => (meetingId ? (names.find(({ id }) => id === meetingId)?.name ?? say("aMeeting")) : say("house"))
  const submitted = ({ submittedBy, submittedAt }: Line) => `${submittedBy} ${shortMoment(submittedAt, officeZone, locale)}`
  return [
    {
      key: "title",
      title: say("title"),
      grow: true,
      render: (line) => (
        <>
          <span className="rows-name">{line.subject.title}</span>
          <span className="approvals-under">
            <ApprovalState line={line} />
            <span>{submitted(line)}</span>
            {line.isLate ? <State kind="wrong">{say("isLate")}</State> : null}
          </span>
        </>
      ),
    },
    ...(isNarrow ? [] : [{ key: "kind", title: say("kind"), width: 88, render: (line: Line) => say(`kind.${line.subject.kind}`) }]),
    ...(tellsWhere && !isNarrow
      ? [{ key: "where", title: say("where"), width: 120, render: (line: Line) => <span className="approvals-where">{where(line)}</span> }]
      : []),
    { key: "state", title: say("stateOf"), width: 96, render: (line) => <ApprovalState line={line} /> },
    { key: "waits", title: say("waits"), width: 110, render: (line) => line.waitsFor.join(say("pause")) || <span className="none">—</span> },
    ...(isNarrow ? [] : [{ key: "submitted", title: say("submittedBy"), width: 150, render: submitted }]),
    { key: "due", title: say("due"), width: 120, render: (line) => <Due line={line} /> },
  ]
}
