/** 审批 of one meeting: everything that was submitted for it. */
import { Button } from "antd"
import { useRead } from "#web/api.ts"
import { useGo } from "#web/nav.tsx"
import type { PageProps } from "#web/pages.ts"
import { useSession } from "#web/session.ts"
import { useList } from "#web/ui/list.tsx"
import { useWords } from "#web/words.ts"
import { approvals } from "../contract.ts"
import { words } from "../words.ts"
import { ApprovalList } from "./approval-list.tsx"

export function Page({ meetingId }: PageProps) {
  const say = useWords(words)
  const go = useGo()
  const { may } = useSession()
  const list = useList()
  const read = useRead(approvals.list, { meetingId, page: list.page, size: list.size, ...(list.find ? { find: list.find } : {}) })
  const write = may(approvals.request.name, meetingId) ? (
    <Button type="primary" onClick={() => go(`/approvals/new?meeting=${meetingId}`)}>
      {say("write")}
    </Button>
  ) : undefined
  return <ApprovalList list={list} read={read} tellsWhere={false} actions={write} empty={{ sentence: say("empty.all"), action: write }} />
}
