/** One paper: the text at the left, the sheet it becomes at the right. */
import { App, Button } from "antd"
import { useEffect, useState } from "react"
import { call, useCommand, useRead } from "#web/api.ts"
import { Go, useGo } from "#web/nav.tsx"
import type { PageProps } from "#web/pages.ts"
import { useSession } from "#web/session.ts"
import { tell } from "#web/tell.ts"
import { JobButton } from "#web/ui/job.tsx"
import { Busy, PageHead, Problem, Section } from "#web/ui/page.tsx"
import { TicketButton } from "#web/ui/ticket.tsx"
import { useUnsaved } from "#web/unsaved.ts"
import { useWords } from "#web/words.ts"
import { type Minutes, minutes, Text } from "../contract.ts"
import { documentNumberOf } from "../rules.ts"
import { words } from "../words.ts"
import { ApprovalFact, isFree, SubmitButton } from "./approval.tsx"
import { Editor, type Written } from "./editor.tsx"
import { MinutesState } from "./minutes-page.tsx"
import { Sheet } from "./sheet.tsx"
import "./minutes.css"

export function Page({ meetingId, params }: PageProps) {
  const read = useRead(minutes.get, { meetingId, id: params.minutesId ?? "" })
  if (!read.data) return read.error ? <Problem error={read.error} again={() => void read.refetch()} /> : <Busy />
  // what a colleague saved meanwhile comes in when it is read anew; what is being typed here stays until it is saved or refused
  return <Paper key={read.data.id} found={read.data} />
}

function Paper({ found }: { found: Minutes }) {
  const say = useWords(words)
  const { may } = useSession()
  const [base, setBase] = useState(found)
  const [written, write] = useState<Written>({ series: found.series, text: found.text })
  const isDirty = JSON.stringify(written) !== JSON.stringify({ series: base.series, text: base.text })
  const show = (fresh: Minutes) => {
    setBase(fresh)
    write({ series: fresh.series, text: fresh.text })
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new version from the server may replace what is shown
  useEffect(() => {
    if (found.version !== base.version && !isDirty) show(found)
    else
      setBase((now) => ({
        ...now,
        isPrinted: found.isPrinted && found.version === now.version,
        pages: found.pages,
        approval: found.approval,
        requiredFlowId: found.requiredFlowId,
      }))
  }, [found])
  useUnsaved(isDirty)
  const isLocked = base.state === "final" || base.approval?.state === "running" || !may(minutes.edit.name, base.meetingId)
  return (
    <div className="minutes-page">
      <PageHead
        title={base.sessionTitle}
        facts={
          <>
            <MinutesState state={base.state} />
            <ApprovalFact base={base} />
            {base.documentNumber ? <strong>{base.documentNumber}</strong> : null}
            {isDirty ? <span>{say("unsaved")}</span> : base.isPrinted ? <span>{say("printed", { pages: base.pages ?? 0 })}</span> : null}
          </>
        }
        actions={<Actions base={base} written={written} isDirty={isDirty} onShow={show} />}
      />
      <p className="minutes-back">
        <Go className="quiet-link" to={`/meetings/${base.meetingId}/minutes`}>
          {say("back")}
        </Go>
      </p>
      <div className={isLocked ? "minutes-final" : "minutes-two"}>
        {isLocked ? null : <Editor written={written} onWrite={write} />}
        <div className="minutes-preview">
          <Section title={say("preview")} note={say("previewNote")}>
            <Sheet text={written.text} documentNumber={base.documentNumber ?? documentNumberOf(written.series, new Date().getFullYear(), "×")} />
          </Section>
        </div>
      </div>
    </div>
  )
}

type ActionsProps = { base: Minutes; written: Written; isDirty: boolean; onShow: (fresh: Minutes) => void }

function Actions({ base, written, isDirty, onShow }: ActionsProps) {
  const say = useWords(words)
  const { may } = useSession()
  const key = { meetingId: base.meetingId, id: base.id }
  const edit = useCommand(minutes.edit, {
    onDone: (fresh) => {
      onShow(fresh)
      tell("ok", say("saved"))
    },
  })
  const isDraft = base.state === "draft"
  const fits = Text.safeParse(written.text).success && written.series.trim() !== ""
  return (
    <>
      {isDraft && base.approval?.state !== "running" ? <DraftActions base={base} isDirty={isDirty} onShow={onShow} /> : null}
      {base.isPrinted && !isDirty ? <Files found={key} isFinal={!isDraft} /> : null}
      {may(minutes.print.name, base.meetingId) ? (
        <JobButton label={say("print")} disabled={isDirty} primary={!isDraft && !base.isPrinted} start={() => call(minutes.print, key)} />
      ) : null}
      {isDraft && isDirty && may(minutes.edit.name, base.meetingId) ? (
        <Button type="primary" disabled={!fits} loading={edit.isPending} onClick={() => edit.mutate({ ...key, version: base.version, ...written })}>
          {say("save")}
        </Button>
      ) : null}
    </>
  )
}

function DraftActions({ base, isDirty, onShow }: Omit<ActionsProps, "written">) {
  const say = useWords(words)
  const { may } = useSession()
  const go = useGo()
  const { modal } = App.useApp()
  const seen = { meetingId: base.meetingId, id: base.id, version: base.version }
  const gather = useCommand(minutes.gatherAgain, { onDone: onShow })
  const remove = useCommand(minutes.remove, { onDone: () => go(`/meetings/${base.meetingId}/minutes`) })
  const finalise = useCommand(minutes.finalise, {
    onDone: (fresh) => {
      onShow(fresh)
      tell("ok", say("finalised", { number: fresh.documentNumber }))
    },
  })
  const ask = (title: string, content: string, onOk: () => void) =>
    modal.confirm({ title, content, okText: title, cancelText: say("cancel"), icon: null, centered: true, onOk })
  return (
    <>
      {may(minutes.remove.name, base.meetingId) ? (
        <Button type="text" onClick={() => ask(say("remove"), say("removeAsk"), () => remove.mutate(seen))}>
          {say("remove")}
        </Button>
      ) : null}
      {may(minutes.gatherAgain.name, base.meetingId) ? (
        <Button type="text" loading={gather.isPending} onClick={() => ask(say("gather"), say("gatherAsk"), () => gather.mutate(seen))}>
          {say("gather")}
        </Button>
      ) : null}
      <SubmitButton base={base} isDirty={isDirty} onShow={onShow} />
      {may(minutes.finalise.name, base.meetingId) && isFree(base) ? (
        <Button
          type={isDirty ? "default" : "primary"}
          disabled={isDirty}
          loading={finalise.isPending}
          onClick={() =>
            ask(say("verb.final"), say("finalAsk", { number: documentNumberOf(base.series, new Date().getFullYear(), "×") }), () => finalise.mutate(seen))
          }
        >
          {say("verb.final")}
        </Button>
      ) : null}
    </>
  )
}

function Files({ found, isFinal }: { found: { meetingId: string; id: string }; isFinal: boolean }) {
  const say = useWords(words)
  const ask = (as: "pdf" | "docx") => call(minutes.paperTicket, { ...found, as })
  return (
    <>
      <TicketButton label={say("pdf")} ask={() => ask("pdf")} primary={isFinal} />
      <TicketButton label={say("docx")} ask={() => ask("docx")} />
    </>
  )
}
