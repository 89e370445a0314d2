/** Background tasks in the header: how many are under way, and each with its progress and its paper. */
import { useQueryClient } from "@tanstack/react-query"
import { Popover } from "antd"
import { useEffect, useState } from "react"
import { house } from "#kernel/house.ts"
import { useRead } from "#web/api.ts"
import { onLive, watch } from "#web/live.ts"
import { Go } from "#web/nav.tsx"
import { Icon } from "#web/ui/icon.tsx"
import { isOver, JobRow } from "#web/ui/job.tsx"
import { useWords } from "#web/words.ts"
import { words } from "./words.ts"

/** One's own jobs, fresh: by live event, and once a second while one is under way. */
export function useJobs() {
  const jobs = useRead(house.jobs, {})
  const client = useQueryClient()
  const running = jobs.data?.filter((run) => !isOver(run)).length ?? 0
  const { refetch } = jobs
  useEffect(() => watch("-"), [])
  useEffect(
    () =>
      onLive((event) => {
        // a job of a meeting is announced by its meeting under the name of jobs or of the house
        if (event.module === "house" || event.module === "jobs") void client.invalidateQueries({ queryKey: ["house"] })
      }),
    [client],
  )
  useEffect(() => {
    if (running === 0) return
    const timer = setInterval(() => void refetch(), 1000)
    return () => clearInterval(timer)
  }, [running, refetch])
  return { jobs, running }
}

export function JobsCorner() {
  const say = useWords(words)
  const { jobs, running } = useJobs()
  const [isOpen, setOpen] = useState(false)
  const shown = jobs.data?.slice(0, 5) ?? []
  const list = (
    <div className="jobs-list">
      {shown.length === 0 ? <p className="jobs-none">{say("jobsHint")}</p> : shown.map((run) => <JobRow key={run.id} run={run} />)}
      {shown.length > 0 ? (
        <Go to="/jobs" className="quiet-link" onClick={() => setOpen(false)}>
          {say("jobsAll")}
        </Go>
      ) : null}
    </div>
  )
  return (
    <Popover trigger="click" placement="bottomRight" arrow={false} content={list} open={isOpen} onOpenChange={setOpen}>
      <button type="button" className="header-jobs" aria-expanded={isOpen} aria-label={running > 0 ? say("jobsCount", { n: running }) : say("jobs")}>
        <span className={running > 0 ? "is-turning" : undefined}>
          <Icon name="sync" />
        </span>
        <span className="header-word">{say("jobs")}</span>
        {running > 0 ? <strong>{running}</strong> : null}
      </button>
    </Popover>
  )
}
