/** One script: its lines changed in place, how often it was walked, what was found. */
import { Button } from "antd"
import { useEffect, useState } from "react"
import { dayOf, longDay, plainClock } from "#kernel/dates.ts"
import { useUndo } from "#modules/meetings/doings/web/use-undo.ts"
import { useCommand, useRead } from "#web/api.ts"
import { Go, useGo } from "#web/nav.tsx"
import type { PageProps } from "#web/pages.ts"
import { useSession } from "#web/session.ts"
import { tell } from "#web/tell.ts"
import { Icon } from "#web/ui/icon.tsx"
import { Busy, PageHead, Problem, Section } from "#web/ui/page.tsx"
import { useOpened, useUnsaved } from "#web/unsaved.ts"
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
  const failed = read.error ?? runs.error
  if (!read.data || !runs.data) return failed ? <Problem error={failed} again={() => void read.refetch()} /> : <Busy />
  return <Opened key={read.data.id} script={read.data} runs={runs.data} />
}

type OpenedProps = { script: WholeScript; runs: Run[] }

function Opened({ script, runs }: OpenedProps) {
  const say = useWords(words)
  const { may } = useSession()
  const { meetingId, id } = script
  const [base, setBase] = useState(script)
  const [draft, setDraft] = useState<Draft>(() => draftFrom(script))
  const { openId, open, close } = useOpened(new URLSearchParams(globalThis.location?.search).get("finding") ?? undefined)
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
  useUnsaved(isDirty)
  const mayEdit = may(rehearsals.editScript.name, meetingId)
  const starts = script.sessionId === null ? draft.starts : script.starts
  return (
    <div className="script-page">
      <PageHead
        title={draft.title}
        facts={<Where script={script} />}
        actions={<Acts script={base} draft={draft} isDirty={isDirty} runs={runs} onShow={show} onUndo={() => setDraft(draftFrom(base))} />}
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
      <OpenFinding findings={found.data ?? []} openId={openId} onOpen={open} onClose={close} />
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
}

/** While something is being written: save it or not. Otherwise: walk it. */
function Acts({ script, draft, isDirty, runs, onShow, onUndo }: ActsProps) {
  const say = useWords(words)
  const go = useGo()
  const { may } = useSession()
  const { meetingId, id, version, sessionId } = script
  const undoOf = useUndo(meetingId)
  const save = useCommand(rehearsals.editScript, { onDone: onShow })
  const remove = useCommand(rehearsals.removeScript, {
    onDone: (gone) => {
      tell("ok", say("removedScript", { title: gone.title }), undoOf(gone))
      go(`/meetings/${meetingId}/rehearsals`, { replace: true })
    },
  })
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
