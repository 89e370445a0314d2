/** The parts every page is made of. Hierarchy by weight and a hairline; no boxes. */
import { type ReactNode, useEffect, useState } from "react"
import { Refused } from "../api.ts"
import { useWords } from "../words.ts"
import { Alarm, Icon, type IconName } from "./icon.tsx"
import { words } from "./words.ts"

type PageHeadProps = {
  title: ReactNode
  /** Stands beside the title at its size. */
  count?: number
  /** Small facts after the title. */
  facts?: ReactNode
  /** Buttons at the right, exactly one of them primary. */
  actions?: ReactNode
}

export function PageHead({ title, count, facts, actions }: PageHeadProps) {
  useEffect(() => {
    if (typeof title === "string") document.title = title
  }, [title])
  return (
    <header className="page-head">
      <h1>
        {title}
        {count === undefined ? null : <span className="page-count">{grouped(count)}</span>}
      </h1>
      {facts ? <div className="page-facts">{facts}</div> : null}
      {actions ? <div className="page-actions">{actions}</div> : null}
    </header>
  )
}

const grouped = (count: number): string => count.toLocaleString("en-US")

type SectionProps = { title: ReactNode; count?: number; note?: ReactNode; action?: ReactNode; children?: ReactNode }

export function Section({ title, count, note, action, children }: SectionProps) {
  return (
    <section className="section">
      <header className="section-head">
        <h2>
          {title}
          {count === undefined ? null : <span className="section-count">{grouped(count)}</span>}
        </h2>
        {note ? <span className="section-note">{note}</span> : null}
        {action ? <div className="section-action">{action}</div> : null}
      </header>
      {children}
    </section>
  )
}

/** An empty place says what to do next. */
export function Empty({ sentence, action }: { sentence: ReactNode; action?: ReactNode }) {
  return (
    <div className="empty">
      <p>{sentence}</p>
      {action ? <div className="empty-action">{action}</div> : null}
    </div>
  )
}

/** Shown only when waiting lasts: an answer within 300 ms never blinks. */
export function Busy() {
  const say = useWords(words)
  const [isLong, setLong] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), 300)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div className="busy" role="status">
      {isLong ? (
        <>
          <span className="busy-bar" aria-hidden="true" />
          {say("loading")}
        </>
      ) : null}
    </div>
  )
}

export function Problem({ error, again }: { error: unknown; again?: () => void }) {
  const say = useWords(words)
  return (
    <div className="problem" role="alert">
      <span className="problem-mark">
        <Alarm size={16} />
      </span>
      <p>{error instanceof Error && (error instanceof Refused || error.message) ? sentenceOf(error, say("pageFailed")) : say("pageFailed")}</p>
      {again ? (
        <button type="button" className="quiet-link" onClick={again}>
          {say("tryAgain")}
        </button>
      ) : null}
    </div>
  )
}

const sentenceOf = (error: Error, otherwise: string): string => (error instanceof Refused ? error.message : otherwise)

export type StateKind = "ok" | "warning" | "wrong" | "quiet"
const marks: Record<StateKind, ReactNode> = {
  ok: <Icon name="check" size={14} weight={2.2} />,
  warning: <Alarm />,
  wrong: <Alarm />,
  quiet: <Icon name="minus" size={14} weight={2.2} />,
}

/** A state is a colour and a mark and a word, never a colour alone. */
export function State({ kind, icon, children }: { kind: StateKind; icon?: IconName; children: ReactNode }) {
  return (
    <span className={`state state-${kind}`}>
      {icon ? <Icon name={icon} size={14} weight={2} /> : marks[kind]}
      {children}
    </span>
  )
}

/** Field and value, for drawers and facts: 80 and the rest. */
export function Facts({ rows }: { rows: (readonly [ReactNode, ReactNode] | null)[] }) {
  return (
    <dl className="facts">
      {rows.map((row, place) =>
        row ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a form of facts have no other identity than their place
          <div key={place}>
            <dt>{row[0]}</dt>
            <dd>{row[1] ?? "—"}</dd>
          </div>
        ) : null,
      )}
    </dl>
  )
}

/** A share of a whole, in ink; the numbers stand beside it in words. */
export function Bar({ done, total, label }: { done: number; total: number; label: string }) {
  const share = total > 0 ? Math.min(1, done / total) : 0
  return (
    <span className="bar" role="progressbar" aria-label={label} aria-valuemin={0} aria-valuemax={total} aria-valuenow={done}>
      <span style={{ width: `${share * 100}%` }} />
    </span>
  )
}
