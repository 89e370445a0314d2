/** 后台任务: everything this person started, newest first. */
import { clockOf, dayOf, shortDay } from "#kernel/dates.ts"
import { house, type JobRun } from "#kernel/house.ts"
import { useCommand } from "#web/api.ts"
import type { PageProps } from "#web/pages.ts"
import { fetchResult, isOver, sentenceOf } from "#web/ui/job.tsx"
import { Bar, Busy, Empty, PageHead, Problem, State } from "#web/ui/page.tsx"
import { words as platform } from "#web/ui/words.ts"
import { useLocale, useWords } from "#web/words.ts"
import { useJobs } from "./jobs-corner.tsx"
import { words } from "./words.ts"

export function Page(_: PageProps) {
  const say = useWords(words)
  const { jobs, running } = useJobs()
  return (
    <div className="page">
      <PageHead title={say("jobs")} facts={running > 0 ? say("jobsCount", { n: running }) : undefined} />
      {jobs.error && !jobs.data ? <Problem error={jobs.error} again={() => void jobs.refetch()} /> : null}
      {!jobs.data && !jobs.error ? <Busy /> : null}
      {jobs.data?.length === 0 ? <Empty sentence={say("jobsNoneYet")} /> : null}
      {jobs.data && jobs.data.length > 0 ? (
        <ul className="job-lines">
          {jobs.data.map((run) => (
            <Line key={run.id} run={run} />
          ))}
        </ul>
      ) : null}
    </div>
  )
}

function Line({ run }: { run: JobRun }) {
  const say = useWords(platform)
  const locale = useLocale()
  const cancel = useCommand(house.cancelJob)
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const when = `${shortDay(dayOf(run.createdAt, zone), locale)} ${clockOf(run.createdAt, zone)}`
  return (
    <li className="job-line">
      <span className="job-line-when">{when}</span>
      <strong>{run.title}</strong>
      <span className="job-line-sentence">{sentenceOf(run, say)}</span>
      <span className="job-line-state">
        {run.state === "done" ? <State kind="ok">{say("jobDone")}</State> : null}
        {run.state === "failed" ? <State kind="wrong">{say("jobFailed")}</State> : null}
        {run.state === "cancelled" ? <State kind="quiet">{say("jobCancelled")}</State> : null}
        {isOver(run) ? null : <Bar done={run.done} total={run.total} label={say("jobProgress", { title: run.title, done: run.done, total: run.total })} />}
      </span>
      <span className="job-line-act">
        {run.state === "done" && run.fileId ? (
          <button type="button" className="quiet-link" onClick={() => void fetchResult(run.id)}>
            {say("download")}
          </button>
        ) : null}
        {isOver(run) ? null : (
          <button type="button" className="quiet-link" onClick={() => cancel.mutate({ id: run.id })}>
            {say("cancel")}
          </button>
        )}
      </span>
    </li>
  )
}
