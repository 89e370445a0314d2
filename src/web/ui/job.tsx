/** Work in the background, where it was started: progress, then the paper it made. */
import { Button } from "antd"
import { type ReactNode, useEffect, useRef, useState } from "react"
import { house, type JobRun } from "#kernel/house.ts"
import { call, Refused, useCommand, useRead } from "../api.ts"
import { watch } from "../live.ts"
import { tell } from "../tell.ts"
import { type Say, useWords } from "../words.ts"
import { Icon } from "./icon.tsx"
import { Bar, State } from "./page.tsx"
import { fetchBy } from "./ticket.tsx"
import { words } from "./words.ts"

export const isOver = (run: JobRun): boolean => run.state === "done" || run.state === "failed" || run.state === "cancelled"

/** The live event of one's own jobs is the wake-up; asking once a second is the net under it. */
export function useJob(jobId: string | undefined): JobRun | undefined {
  const run = useRead(house.job, { id: jobId ?? "" }, { enabled: jobId !== undefined })
  const { data, refetch } = run
  const goesOn = jobId !== undefined && (data === undefined || !isOver(data))
  useEffect(() => {
    if (!goesOn) return
    const leave = watch("-")
    const timer = setInterval(() => void refetch(), 1000)
    return () => {
      clearInterval(timer)
      leave()
    }
  }, [goesOn, refetch])
  return jobId === undefined ? undefined : data
}

export const fetchResult = (jobId: string): Promise<void> => fetchBy(call(house.resultTicket, { id: jobId }))

/** The end of a run, once. */
export function useEnd(ended: JobRun | undefined, then: (run: JobRun) => void): void {
  const told = useRef<string>(undefined)
  useEffect(() => {
    if (!ended || told.current === ended.id) return
    told.current = ended.id
    then(ended)
  })
}

type JobButtonProps = {
  label: ReactNode
  start: () => Promise<{ jobId: string }>
  primary?: boolean
  disabled?: boolean
  icon?: ReactNode
  onDone?: (run: JobRun) => void
}

export function JobButton({ label, start, primary, disabled, icon, onDone }: JobButtonProps) {
  const say = useWords(words)
  const [jobId, setJobId] = useState<string>()
  const [isStarting, setStarting] = useState(false)
  const run = useJob(jobId)
  const ended = run && isOver(run) ? run : undefined
  useEnd(ended, (over) => {
    if (over.state === "failed") tell("wrong", `${over.title}${say("colon")}${over.sentence ?? say("jobFailed")}`)
    onDone?.(over)
  })
  const begin = async () => {
    setStarting(true)
    try {
      setJobId((await start()).jobId)
    } catch (error) {
      if (error instanceof Refused) tell("wrong", error.message)
      else throw error
    } finally {
      setStarting(false)
    }
  }
  if (run && !ended) return <Running run={run} />
  if (ended?.state === "done" && ended.fileId) {
    return (
      <span className="job-ended">
        <Button type={primary ? "primary" : "default"} icon={<Icon name="download" />} onClick={() => void fetchResult(ended.id)}>
          {say("download")}
        </Button>
        <button type="button" className="icon-button" aria-label={say("close")} onClick={() => setJobId(undefined)}>
          <Icon name="close" />
        </button>
      </span>
    )
  }
  return (
    <Button
      type={primary ? "primary" : "default"}
      icon={icon}
      disabled={disabled}
      loading={isStarting || (jobId !== undefined && !ended)}
      onClick={() => void begin()}
    >
      {label}
    </Button>
  )
}

function Running({ run }: { run: JobRun }) {
  const say = useWords(words)
  const cancel = useCommand(house.cancelJob)
  return (
    <span className="job-running" role="status">
      <span className="job-words">{run.sentence ?? say(run.state === "waiting" ? "jobWaiting" : "jobRunning")}</span>
      <Bar done={run.done} total={run.total} label={run.title} />
      <span className="job-count">{run.total > 0 ? `${Math.floor((run.done / run.total) * 100)}%` : ""}</span>
      <button type="button" className="quiet-link" disabled={cancel.isPending} onClick={() => cancel.mutate({ id: run.id })}>
        {say("cancel")}
      </button>
    </span>
  )
}

/** One run as a line: in the header's list, on the page of tasks, under an import. */
export function JobLine({ jobId }: { jobId: string }) {
  const run = useJob(jobId)
  return run ? <JobRow run={run} /> : null
}

export function JobRow({ run }: { run: JobRun }) {
  const say = useWords(words)
  const cancel = useCommand(house.cancelJob)
  return (
    <div className="job-row">
      <div className="job-row-words">
        <strong>{run.title}</strong>
        <JobState run={run} say={say} />
      </div>
      {isOver(run) ? null : <Bar done={run.done} total={run.total} label={say("jobProgress", { title: run.title, done: run.done, total: run.total })} />}
      <div className="job-row-foot">
        <span>{sentenceOf(run, say)}</span>
        {isOver(run) ? null : (
          <button type="button" className="quiet-link" disabled={cancel.isPending} onClick={() => cancel.mutate({ id: run.id })}>
            {say("cancel")}
          </button>
        )}
        {run.state === "done" && run.fileId ? (
          <button type="button" className="quiet-link" onClick={() => void fetchResult(run.id)}>
            {say("download")}
          </button>
        ) : null}
      </div>
    </div>
  )
}

/** While it runs what it is doing, when it failed why; of a finished one only how much it was. */
export function sentenceOf(run: JobRun, say: Say<typeof words>): string {
  if (run.state === "done") return run.total > 0 ? say("jobAmount", { total: run.total.toLocaleString("en-US") }) : ""
  return run.sentence ?? (run.total > 0 ? `${run.done} / ${run.total}` : "")
}

function JobState({ run, say }: { run: JobRun; say: Say<typeof words> }) {
  if (run.state === "done") return <State kind="ok">{say("jobDone")}</State>
  if (run.state === "failed") return <State kind="wrong">{say("jobFailed")}</State>
  if (run.state === "cancelled") return <State kind="quiet">{say("jobCancelled")}</State>
  return <span className="job-count">{run.state === "waiting" ? say("jobWaiting") : say("jobRunning")}</span>
}
