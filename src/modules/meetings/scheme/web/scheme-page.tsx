/** 方案: the text at the left, where it stands and what was said of it at the right. */
import { Button, Dropdown } from "antd"
import { useEffect, useState } from "react"
import { longDay } from "#kernel/dates.ts"
import { useCommand, useRead } from "#web/api.ts"
import { Go } from "#web/nav.tsx"
import type { PageProps } from "#web/pages.ts"
import { useSession } from "#web/session.ts"
import { tell } from "#web/tell.ts"
import { Icon } from "#web/ui/icon.tsx"
import { Busy, Empty, PageHead, Problem, State } from "#web/ui/page.tsx"
import { useUnsaved } from "#web/unsaved.ts"
import { useLocale, useWords } from "#web/words.ts"
import { meetings } from "../../contract.ts"
import type { Scheme, Standing } from "../contract.ts"
import { isApproved, lapsedBy } from "../rules.ts"
import { words } from "../words.ts"
import { SchemeEditor, SchemeSheet, type Written } from "./scheme-editor.tsx"
import { Required } from "./scheme-required.tsx"
import { Rounds } from "./scheme-rounds.tsx"
import { SubmitButton } from "./scheme-submit.tsx"
import "./scheme.css"

export function Page({ meetingId }: PageProps) {
  const say = useWords(words)
  const { may } = useSession()
  const read = useRead(meetings.scheme, { meetingId })
  const draft = useCommand(meetings.draftScheme)
  if (!read.data) return read.error ? <Problem error={read.error} again={() => void read.refetch()} /> : <Busy />
  const { scheme } = read.data
  if (scheme) return <Paper key={meetingId} standing={read.data} scheme={scheme} />
  return (
    <>
      <PageHead title={say("scheme")} facts={<Due due={read.data.due} />} />
      <Required meetingId={meetingId} standing={read.data} />
      <Empty
        sentence={say("none")}
        action={
          may(meetings.draftScheme.name, meetingId) ? (
            <Button type="primary" loading={draft.isPending} onClick={() => draft.mutate({ meetingId })}>
              {say("draft")}
            </Button>
          ) : null
        }
      />
    </>
  )
}

const writtenOf = ({ text, files }: Scheme): Written => ({ text, files })

function Paper({ standing, scheme }: { standing: Standing; scheme: Scheme }) {
  const { may } = useSession()
  const [base, setBase] = useState(scheme)
  const [written, write] = useState<Written>(() => writtenOf(scheme))
  const [isRevising, revise] = useState(false)
  const isDirty = JSON.stringify(written) !== JSON.stringify(writtenOf(base))
  const show = ({ scheme: fresh }: Standing) => {
    if (!fresh) return
    setBase(fresh)
    write(writtenOf(fresh))
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new version from the server may replace what is shown
  useEffect(() => {
    if (scheme.version !== base.version && !isDirty) show(standing)
    else setBase((now) => ({ ...now, approval: scheme.approval, rounds: scheme.rounds, opinions: scheme.opinions }))
  }, [scheme])
  useUnsaved(isDirty)
  const isClosed = base.approval?.state === "running" || (isApproved(base.approval) && !isRevising) || !may(meetings.editScheme.name, base.meetingId)
  return (
    <div className="scheme-page">
      <Head
        standing={{ ...standing, scheme: base }}
        base={base}
        written={written}
        isDirty={isDirty}
        onShow={show}
        onRevise={isRevising ? null : () => revise(true)}
      />
      <Required meetingId={base.meetingId} standing={standing} />
      <div className="scheme-two">
        {isClosed ? <SchemeSheet scheme={base} /> : <SchemeEditor base={base} written={written} isDirty={isDirty} onWrite={write} onShow={show} />}
        <Rounds scheme={base} />
      </div>
    </div>
  )
}

function Stands({ scheme: { approval, meetingId } }: { scheme: Scheme }) {
  const say = useWords(words)
  if (!approval) return <State kind="quiet">{say("state.none")}</State>
  const { state, stepName } = approval
  const shown = lapsedBy(approval) ?? state
  const kind = shown === "approved" ? "ok" : shown === "returned" || shown === "changed" || shown === "moved" ? "wrong" : "warning"
  return (
    <Go className="quiet-link" to={`/meetings/${meetingId}/approvals?open=${approval.id}`}>
      <State kind={kind}>{say(`state.${shown}`, { step: stepName ?? "" })}</State>
    </Go>
  )
}

function Due({ due }: { due: Standing["due"] }) {
  const say = useWords(words)
  const locale = useLocale()
  if (!due) return null
  const sentence = say("dueOn", { day: longDay(due.on, locale) })
  return due.isLate ? (
    <State kind="wrong" icon="clock">
      {sentence}
    </State>
  ) : (
    <span>{sentence}</span>
  )
}

/** What is stored, as a paper; an unsaved change is not on it. */
function Download({ meetingId, isDirty }: { meetingId: string; isDirty: boolean }) {
  const say = useWords(words)
  const { may } = useSession()
  const print = useCommand(meetings.printScheme, { onDone: () => tell("ok", say("printing")) })
  if (!may(meetings.printScheme.name, meetingId)) return null
  const items = (["pdf", "docx"] as const).map((as) => ({ key: as, label: say(`as.${as}`), onClick: () => print.mutate({ meetingId, as }) }))
  return (
    <Dropdown trigger={["click"]} menu={{ items }} disabled={isDirty}>
      <Button loading={print.isPending}>
        {say("download")}
        <Icon name="down" size={12} />
      </Button>
    </Dropdown>
  )
}

type HeadProps = { standing: Standing; base: Scheme; written: Written; isDirty: boolean; onShow: (fresh: Standing) => void; onRevise: (() => void) | null }

function Head({ standing, base, written, isDirty, onShow, onRevise }: HeadProps) {
  const say = useWords(words)
  const { may } = useSession()
  const { meetingId, version, approval } = base
  const edit = useCommand(meetings.editScheme, {
    onDone: (fresh) => {
      onShow(fresh)
      tell("ok", say("saved"))
    },
  })
  const save = () => edit.mutate({ meetingId, version, text: written.text, fileIds: written.files.map(({ id }) => id) })
  const mayEdit = may(meetings.editScheme.name, meetingId)
  return (
    <PageHead
      title={say("scheme")}
      facts={
        <>
          <Stands scheme={base} />
          <Due due={standing.due} />
          {isDirty ? <span>{say("unsaved")}</span> : null}
        </>
      }
      actions={
        <>
          <Download meetingId={meetingId} isDirty={isDirty} />
          {isApproved(approval) && onRevise && mayEdit ? <Button onClick={onRevise}>{say("revise")}</Button> : null}
          <SubmitButton standing={standing} scheme={base} isDirty={isDirty} onShow={onShow} />
          {isDirty ? (
            <Button type="primary" disabled={written.text.title.trim() === ""} loading={edit.isPending} onClick={save}>
              {say("save")}
            </Button>
          ) : null}
        </>
      }
    />
  )
}
