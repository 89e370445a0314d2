/** 提醒: everything told in the last month, what waits first. */
import { Button, Pagination } from "antd"
import { useState } from "react"
import { useCommand, useRead } from "#web/api.ts"
import { Busy, Empty, PageHead, Problem } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import { reminders } from "../contract.ts"
import { words } from "../words.ts"
import { ReminderList } from "./reminder-list.tsx"

const size = 50

export function Page() {
  const say = useWords(words)
  const [page, setPage] = useState(1)
  const list = useRead(reminders.mine, { page, size })
  const read = useCommand(reminders.markRead)
  if (!list.data) return list.error ? <Problem error={list.error} again={() => void list.refetch()} /> : <Busy />
  const { rows, total, waiting, alarms } = list.data
  return (
    <div className="page reminders-page">
      <PageHead
        title={say("reminders")}
        count={waiting}
        facts={alarms > 0 ? say("alarms", { n: alarms }) : undefined}
        actions={
          waiting > alarms ? (
            <Button loading={read.isPending} onClick={() => read.mutate({ ids: null })}>
              {say("allRead")}
            </Button>
          ) : undefined
        }
      />
      {total === 0 ? <Empty sentence={say("none")} /> : <ReminderList rows={rows} />}
      {total > size ? <Pagination current={page} pageSize={size} total={total} showSizeChanger={false} onChange={setPage} /> : null}
    </div>
  )
}
