/** 运行状态: whether the house is well, for whoever keeps it running. */
import { useEffect } from "react"
import { clockOf, dayOf, shortDay } from "#kernel/dates.ts"
import { type HouseState, house } from "#kernel/house.ts"
import { useRead } from "#web/api.ts"
import type { PageProps } from "#web/pages.ts"
import { Busy, Facts, PageHead, Problem, Section, State } from "#web/ui/page.tsx"
import { type Say, useLocale, useWords } from "#web/words.ts"
import { words } from "./words.ts"
import "./system.css"

const twoDays = 48 * 3_600_000

export function Page(_: PageProps) {
  const say = useWords(words)
  const state = useRead(house.state, {})
  const { refetch } = state
  useEffect(() => {
    const timer = setInterval(() => void refetch(), 5000)
    return () => clearInterval(timer)
  }, [refetch])
  if (state.error && !state.data) return <Problem error={state.error} again={() => void refetch()} />
  if (!state.data) return <Busy />
  const backup = backupKind(state.data.backup)
  const wrong = state.data.checks.filter(({ ok }) => !ok).length + (backup === "wrong" ? 1 : 0)
  return (
    <div className="page">
      <PageHead
        title={say("system")}
        facts={
          <>
            {wrong > 0 ? <State kind="wrong">{say("notWell", { n: wrong })}</State> : null}
            {wrong === 0 ? <State kind={backup}>{say(backup === "ok" ? "allWell" : "noBackup")}</State> : null}
            <span>{say("running", { time: spanOf(state.data.startedAt, say) })}</span>
          </>
        }
      />
      <div className="system">
        <Checks state={state.data} />
        <Program state={state.data} />
        <Database state={state.data} />
        <Backup state={state.data} />
        <Queue state={state.data} />
        <Connections state={state.data} />
      </div>
    </div>
  )
}

type Part = { state: HouseState }
type SayHere = Say<typeof words>

function Checks({ state }: Part) {
  const say = useWords(words)
  return (
    <Section title={say("checks")}>
      <ul className="system-checks">
        {state.checks.map(({ name, ok }) => (
          <li key={name} className="line">
            <span className="line-grow">{say(`check.${name}`)}</span>
            {ok ? <State kind="ok">{say("good")}</State> : <State kind="wrong">{say(`bad.${name}`)}</State>}
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Program({ state }: Part) {
  const say = useWords(words)
  const when = useMoment()
  return (
    <Section title={say("program")}>
      <Facts
        rows={[
          [say("version"), `${state.version} · Node ${state.node.slice(1)}`],
          [say("startedAt"), when(state.startedAt)],
          [say("memory"), sizeOf(state.memory)],
        ]}
      />
    </Section>
  )
}

function Database({ state: { database, migrations, disk } }: Part) {
  const say = useWords(words)
  return (
    <Section title={say("database")}>
      <Facts
        rows={[
          [say("version"), say("databaseVersion", { version: database.version, place: say(database.own ? "own" : "outside") })],
          [say("databaseSize"), sizeOf(database.size)],
          [say("migrations"), say("migrationsCount", { n: migrations })],
          [say("disk"), say("diskFree", { free: sizeOf(disk.free), size: sizeOf(disk.size) })],
        ]}
      />
    </Section>
  )
}

function Backup({ state: { backup } }: Part) {
  const say = useWords(words)
  return (
    <Section title={say("backup")}>
      <Facts rows={[[say("lastBackup"), <LastBackup key="last" backup={backup} />]]} />
    </Section>
  )
}

/** The head of the page follows the worst line below it. */
function backupKind({ wanted, at, failed }: HouseState["backup"]): "ok" | "warning" | "wrong" {
  if (!wanted || !at) return "warning"
  return failed || Date.parse(at) < Date.now() - twoDays ? "wrong" : "ok"
}

function LastBackup({ backup: { wanted, at, size, failed } }: Pick<HouseState, "backup">) {
  const say = useWords(words)
  const when = useMoment()
  if (!wanted) return <State kind="warning">{say("backupUnset")}</State>
  if (!at) return <State kind="warning">{say("backupNone")}</State>
  if (failed) return <State kind="wrong">{say("backupFailed", { when: when(at) })}</State>
  if (Date.parse(at) < Date.now() - twoDays) return <State kind="wrong">{say("backupOld", { when: when(at) })}</State>
  return <State kind="ok">{say("backupAt", { when: when(at), size: sizeOf(size ?? 0) })}</State>
}

function Queue({ state: { jobs } }: Part) {
  const say = useWords(words)
  const kinds = ["waiting", "running", "done", "failed", "cancelled"] as const
  return (
    <Section title={say("queue")}>
      <Facts rows={kinds.map((kind) => [say(`job.${kind}`), say("amount", { n: jobs[kind] })] as const)} />
    </Section>
  )
}

function Connections({ state: { live, unsealed } }: Part) {
  const say = useWords(words)
  return (
    <Section title={say("connections")}>
      <Facts
        rows={[
          [say("clients"), say("pages", { n: live.clients })],
          [say("waiting"), say("amount", { n: live.waiting })],
          [say("unsealed"), say("amount", { n: unsealed })],
        ]}
      />
    </Section>
  )
}

/** A moment in the zone of who reads it: this page is about machines, not about a meeting. */
function useMoment(): (at: string) => string {
  const locale = useLocale()
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  return (at) => `${shortDay(dayOf(at, zone), locale)} ${clockOf(at, zone)}`
}

function sizeOf(bytes: number): string {
  const units = ["B", "KB", "MB", "GB", "TB"]
  const power = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10))
  const amount = bytes / 1024 ** power
  return `${amount >= 100 || power === 0 ? Math.round(amount) : amount.toFixed(1)} ${units[power]}`
}

function spanOf(since: string, say: SayHere): string {
  const minutes = Math.floor((Date.now() - Date.parse(since)) / 60_000)
  if (minutes < 60) return say("minutes", { n: minutes })
  return minutes < 2880 ? say("hours", { n: Math.floor(minutes / 60) }) : say("days", { n: Math.floor(minutes / 1440) })
}
