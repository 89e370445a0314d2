/** 资格审查报告: its numbers, its text, and where it was adopted. */
import { Button, Input } from "antd"
import { useState } from "react"
import { longDay } from "#kernel/dates.ts"
import { DayInput } from "#modules/meetings/web/dates-fields.tsx"
import { Field } from "#modules/meetings/web/field.tsx"
import { call, useCommand, useRead } from "#web/api.ts"
import { useGo } from "#web/nav.tsx"
import type { PageProps } from "#web/pages.ts"
import { useSession } from "#web/session.ts"
import { JobButton } from "#web/ui/job.tsx"
import { Busy, PageHead, Problem, Section, State } from "#web/ui/page.tsx"
import { useLocale, useWords } from "#web/words.ts"
import { attendees } from "../../contract.ts"
import type { Report } from "../contract.ts"
import { isSame, numbersLacking } from "../rules.ts"
import { words } from "../words.ts"
import { Adopt, Reopen } from "./adopt.tsx"
import { StructureTable } from "./structure-table.tsx"
import "./qualification.css"

export function Page({ meetingId }: PageProps) {
  const read = useRead(attendees.qualificationReport, { meetingId })
  if (read.error && !read.data) return <Problem error={read.error} again={read.refetch} />
  if (!read.data) return <Busy />
  return <Whole key={read.data.version} meetingId={meetingId} report={read.data} />
}

function Whole({ meetingId, report }: { meetingId: string; report: Report }) {
  const say = useWords(words)
  const go = useGo()
  const { may } = useSession()
  const [doing, setDoing] = useState<"write" | "adopt" | "reopen">()
  const stop = () => setDoing(undefined)
  const { adopted } = report
  const lacking = numbersLacking(report)
  const mayPrint = may(attendees.printReport.name, meetingId)
  const actions = (
    <>
      <Button onClick={() => go(`/meetings/${meetingId}/qualification`)}>{say("toList")}</Button>
      {mayPrint ? <JobButton label={say("word")} start={() => call(attendees.printReport, { meetingId, as: "docx" })} /> : null}
      {mayPrint ? <JobButton label={say("print")} start={() => call(attendees.printReport, { meetingId })} /> : null}
      {adopted && may(attendees.reopenReport.name, meetingId) ? <Button onClick={() => setDoing("reopen")}>{say("reopen")}</Button> : null}
      {!adopted && may(attendees.adoptReport.name, meetingId) ? (
        <Button type="primary" onClick={() => setDoing("adopt")}>
          {say("adopt")}
        </Button>
      ) : null}
    </>
  )
  const write =
    !adopted && doing !== "write" && may(attendees.writeReport.name, meetingId) ? (
      <button type="button" className="quiet-link" onClick={() => setDoing("write")}>
        {say("write")}
      </button>
    ) : undefined
  return (
    <div className="report-page">
      <PageHead title={say("report")} facts={<Standing report={report} />} actions={actions} />
      {doing === "adopt" ? <Adopt meetingId={meetingId} report={report} onClose={stop} /> : null}
      {doing === "reopen" ? <Reopen meetingId={meetingId} report={report} onClose={stop} /> : null}
      <Section title={say("text")} action={write}>
        {adopted && !isSame(report.structure.standings, report.standings) ? <State kind="warning">{say("movedSince", report.standings)}</State> : null}
        {lacking.length > 0 ? <State kind="warning">{say("otherNumbers", { numbers: lacking.join(", ") })}</State> : null}
        {doing === "write" ? <Write meetingId={meetingId} report={report} onClose={stop} /> : <Text report={report} />}
      </Section>
      <Section title={say("structure")}>
        <StructureTable structure={report.structure} />
      </Section>
    </div>
  )
}

function Standing({ report: { adopted, isAsked } }: { report: Report }) {
  const say = useWords(words)
  const locale = useLocale()
  if (adopted)
    return (
      <State kind="ok">
        {say("adoptedLine", { on: longDay(adopted.on, locale), by: adopted.at.startsWith(adopted.by) ? "" : adopted.by, at: adopted.at })}
      </State>
    )
  return isAsked ? <State kind="warning">{say("waiting")}</State> : <span>{say("notAsked")}</span>
}

function Text({ report: { title, body, issuer } }: { report: Report }) {
  return (
    <div className="report-text">
      <p>
        <strong>{title}</strong>
      </p>
      {body.split("\n").map((line) => (
        <p key={line}>{line}</p>
      ))}
      <p>{issuer}</p>
    </div>
  )
}

function Write({ meetingId, report, onClose }: { meetingId: string; report: Report; onClose: () => void }) {
  const say = useWords(words)
  const [draft, setDraft] = useState({ title: report.title, body: report.body, issuer: report.issuer, day: report.day })
  const set = (change: Partial<typeof draft>) => setDraft({ ...draft, ...change })
  const save = useCommand(attendees.writeReport, { onDone: onClose })
  const isWhole = [draft.title, draft.body, draft.issuer].every((text) => text.trim() !== "")
  return (
    <div className="fields">
      <Field label={say("title")}>
        <Input maxLength={60} value={draft.title} onChange={(event) => set({ title: event.target.value })} />
      </Field>
      <Field label={say("body")} note={say("bodyHint")}>
        <Input.TextArea autoSize={{ minRows: 8 }} maxLength={20_000} value={draft.body} onChange={(event) => set({ body: event.target.value })} />
      </Field>
      {report.draft !== "" && draft.body !== report.draft ? (
        <button type="button" className="quiet-link" onClick={() => set({ body: report.draft })}>
          {say("redraft")}
        </button>
      ) : null}
      <Field label={say("issuer")}>
        <Input maxLength={60} value={draft.issuer} onChange={(event) => set({ issuer: event.target.value })} />
      </Field>
      <Field label={say("day")}>
        <DayInput value={draft.day ?? ""} onChange={(day) => set({ day: day || null })} />
      </Field>
      <div className="form-foot">
        <Button type="primary" disabled={!isWhole} loading={save.isPending} onClick={() => save.mutate({ meetingId, version: report.version, ...draft })}>
          {say("save")}
        </Button>
        <Button onClick={onClose}>{say("cancel")}</Button>
      </div>
    </div>
  )
}
