/** One script: its lines changed in place, how often it was walked, what was found. */
import { App, Button } from "antd"
import { useEffect, useState } from "react"
import { dayOf, longDay, plainClock } from "#kernel/dates.ts"
import { useCommand, useRead } from "#web/api.ts"
import { Go, useGo } from "#web/nav.tsx"
import type { PageProps } from "#web/pages.ts"
import { useSession } from "#web/session.ts"
import { Icon } from "#web/ui/icon.tsx"
import { Busy, PageHead, Problem, Section } from "#web/ui/page.tsx"
import { useUnsaved } from "#web/unsaved.ts"
import { useLocale, useWords } from "#web/words.ts"
import { rehearsals, type WholeScript } from "../contract.ts"
import type { Run } from "../runs/contract.ts"
import { words } from "../words.ts"
import { type Draft, draftFrom, isWritten, sendable } from "./draft.ts"
import { Findings } from "./findings.tsx"
import { OwnTime } from "./own-time.tsx"
import { OpenFinding, Papers } from "./rehearsals-page.tsx"
import { Runs } from "./runs.tsx"
import { ScriptLines } from "./script-lines.tsx"
import "./rehearsals.css"

export function Page({ meetingId, params }: PageProps) {
  const id = params.scriptId ?? ""
  const read = useRead(rehearsals.script, { meetingId, id })
  const runs = useRead(rehearsals.runs, { meetingId, scriptId: id })
  const [gone, setGone] = useState<WholeScript>()
  const failed = read.error ?? runs.error
  if (gone) return <Removed script={gone} />
  if (!read.data || !runs.data) return failed ? <Problem error={failed} again={() => void read.refetch()} /> : <Busy />
  return <Opened key={read.data.id} script={read.data} runs={runs.data} onRemoved={setGone} />
}

/** Taken off by mistake: put back as it was. */
function Removed({ script: { meetingId, sessionId, title, day, starts, lines } }: { script: WholeScript }) {
  const say = useWords(words)
  const go = useGo()
  const add = useCommand(rehearsals.addScript, { onDone: ({ id }) => go(`/meetings/${meetingId}/rehearsals/${id}`, { replace: true }) })
  const own = sessionId === null ? { day, starts } : null
  return (
    <>
      <PageHead title={title} />
      <p className="script-removed" role="status">
        {say("removedScript", { title })}
        <button type="button" className="quiet-link" disabled={add.isPending} onClick={() => add.mutate({ meetingId, sessionId, title, own, lines })}>
          {say("undo")}
        </button>
        <Go className="quiet-link" to={`/meetings/${meetingId}/rehearsals`}>
          {say("toScripts")}
        </Go>
      </p>
    </>
  )
}

type OpenedProps = { script: WholeScript; runs: Run[]; onRemoved: (script: WholeScript) => void }

function Opened({ script, runs, onRemoved }: OpenedProps) {
  const say = useWords(words)
  const { may } = useSession()
  const { meetingId, id } = script
  const [base, setBase] = useState(script)
  const [draft, setDraft] = useState<Draft>(() => draftFrom(script))
  const [openId, open] = useState<string>()
  const found = useRead(rehearsals.findings, { meetingId, scriptId: id })
  const show = (fresh: WholeScript) => {
    setBase(fresh)
    setDraft(draftFrom(fresh))
  }
  const isDirty = JSON.stringify(sendable(draft)) !== JSON.stringify(sendable(draftFrom(base)))
  // biome-ignore lint/correctness/useExhaustiveDependencies: what others saved replaces what is shown only while nothing is being written here
  useEffect(() => {
    if (!isDirty) show(script)
  }, [script])
  useUnsaved(isDirty, useMayGo())
  const mayEdit = may(rehearsals.editScript.name, meetingId)
  const starts = script.sessionId === null ? draft.starts : script.starts
  return (
    <div className="script-page">
      <PageHead
        title={draft.title}
        facts={<Where script={script} />}
        actions={
          <Acts script={base} draft={draft} isDirty={isDirty} runs={runs} onShow={show} onRemoved={onRemoved} onUndo={() => setDraft(draftFrom(base))} />
        }
      />
      {script.sessionId === null && mayEdit ? <OwnTime draft={draft} onChange={setDraft} /> : null}
      <ScriptLines meetingId={meetingId} starts={starts} lines={draft.lines} mayEdit={mayEdit} onChange={(lines) => setDraft({ ...draft, lines })} />
      <Section title={say("runs")} count={runs.length}>
        <Runs script={script} runs={runs} />
      </Section>
      {found.data?.length ? (
        <Section title={say("findings")} count={found.data.filter(({ isOpen }) => isOpen).length}>
          <Findings findings={found.data} openId={openId} onOpen={open} />
        </Section>
      ) : null}
      <OpenFinding findings={found.data ?? []} openId={openId} onOpen={open} />
    </div>
  )
}

function Where({ script: { meetingId, sessionId, day, starts, place } }: { script: WholeScript }) {
  const say = useWords(words)
  const locale = useLocale()
  const said = `${longDay(day, locale)} ${plainClock(starts)}${place ? ` · ${place}` : ""}`
  if (sessionId === null) return said
  return (
    <Go className="quiet-link" title={say("toSession")} to={`/meetings/${meetingId}/agenda?session=${sessionId}`}>
      {said}
    </Go>
  )
}

type ActsProps = {
  script: WholeScript
  draft: Draft
  isDirty: boolean
  runs: Run[]
  onShow: (script: WholeScript) => void
  onUndo: () => void
  onRemoved: (script: WholeScript) => void
}

/** While something is being written: save it or not. Otherwise: walk it. */
function Acts({ script, draft, isDirty, runs, onShow, onUndo, onRemoved }: ActsProps) {
  const say = useWords(words)
  const go = useGo()
  const { may } = useSession()
  const { meetingId, id, version, sessionId } = script
  const save = useCommand(rehearsals.editScript, { onDone: onShow })
  const remove = useCommand(rehearsals.removeScript, { onDone: onRemoved })
  const begin = useCommand(rehearsals.addRun, { onDone: (run) => go(`/meetings/${meetingId}/walks/${run.id}`) })
  const walking = runs.find(({ endedAt }) => endedAt === null)
  if (isDirty) {
    const { title, day, starts, lines } = sendable(draft)
    const keep = () => save.mutate({ meetingId, id, version, title, own: sessionId === null ? { day, starts } : null, lines })
    return (
      <>
        <Button onClick={onUndo}>{say("notSave")}</Button>
        <Button type="primary" disabled={!isWritten(draft)} loading={save.isPending} onClick={keep}>
          {say("save")}
        </Button>
      </>
    )
  }
  const today = dayOf(new Date().toISOString(), "Asia/Shanghai")
  const walk = () => (walking ? go(`/meetings/${meetingId}/walks/${walking.id}`) : begin.mutate({ meetingId, scriptId: id, day: today }))
  return (
    <>
      {runs.length === 0 && may(rehearsals.removeScript.name, meetingId) ? (
        <Button loading={remove.isPending} onClick={() => remove.mutate({ meetingId, id })}>
          {say("removeScript")}
        </Button>
      ) : null}
      {script.lines.length ? <Papers meetingId={meetingId} id={id} /> : null}
      {may(rehearsals.addRun.name, meetingId) && script.lines.length ? (
        <Button type="primary" icon={<Icon name="people" />} loading={begin.isPending} onClick={walk}>
          {walking ? say("goOn", { number: walking.number }) : say("walk")}
        </Button>
      ) : null}
    </>
  )
}

function useMayGo(): () => Promise<boolean> {
  const say = useWords(words)
  const { modal } = App.useApp()
  return () =>
    new Promise((answer) => {
      const both = { onOk: () => answer(true), onCancel: () => answer(false) }
      modal.confirm({ title: say("unsaved"), content: say("leaveAsk"), okText: say("leave"), cancelText: say("stay"), icon: null, centered: true, ...both })
    })
}
