import { useMemo } from "react"
import { useRead } from "#web/api.ts"
import { type Filter, type Task, tasks } from "../contract.ts"

const size = 200

/** All that match, up to six hundred: the largest template has a hundred, and a countdown is looked at whole. */
export function useTasks(meetingId: string, filter: Omit<Filter, "meetingId">) {
  const asked = { meetingId, size, ...filter }
  const first = useRead(tasks.list, { ...asked, page: 1 })
  const total = first.data?.total ?? 0
  const second = useRead(tasks.list, { ...asked, page: 2 }, { enabled: total > size })
  const third = useRead(tasks.list, { ...asked, page: 3 }, { enabled: total > 2 * size })
  const pages = [first.data, total > size ? second.data : undefined, total > 2 * size ? third.data : undefined] as const
  const [one, two, three] = pages
  const rows = useMemo<Task[] | undefined>(() => one && [...one.rows, ...(two?.rows ?? []), ...(three?.rows ?? [])], [one, two, three])
  return { rows, total, error: first.error ?? second.error ?? third.error, again: () => void first.refetch() }
}
