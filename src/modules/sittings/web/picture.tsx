/** What hangs in the hall, drawn in shares of its own height: the same picture on the wall and on the operator's desk. */
import { createContext, type ReactNode, use } from "react"
import { clockOf, plainClock } from "#kernel/dates.ts"
import { useLocale, useWords } from "#web/words.ts"
import type { Frame, ResultFrame, Screen, VoteFrame } from "../screens/contract.ts"
import { words } from "../words.ts"
import "./picture.css"

type Of<What extends Frame["what"]> = Extract<Frame, { what: What }>

/** On the wall the picture is the page; on the desk it hangs below the page's own headings. */
const Place = createContext<"wall" | "desk">("wall")

function Heading({ children }: { children: ReactNode }) {
  const Level = use(Place) === "wall" ? "h1" : "h3"
  return <Level className="picture-heading">{children}</Level>
}

type PictureProps = { screen: Screen; cast: number; place?: "wall" | "desk" }

export function Picture({ screen, cast, place = "wall" }: PictureProps) {
  return (
    <Place value={place}>
      <Inside screen={screen} cast={cast} />
    </Place>
  )
}

function Inside({ screen, cast }: { screen: Screen; cast: number }) {
  const { frame } = screen
  return (
    <section className="picture">
      <div className={`picture-inside is-${frame.what}`}>
        {frame.what === "title" ? <Title screen={screen} frame={frame} /> : null}
        {frame.what === "attendance" ? <Attendance screen={screen} frame={frame} /> : null}
        {frame.what === "item" ? <ItemTitle screen={screen} frame={frame} /> : null}
        {frame.what === "board" ? <Board screen={screen} /> : null}
        {frame.what === "vote" ? <Vote screen={screen} frame={frame} cast={cast} /> : null}
        {frame.what === "result" ? <Result screen={screen} frame={frame} /> : null}
      </div>
    </section>
  )
}

function Head({ screen: { meeting, session }, title }: { screen: Screen; title: string }) {
  return (
    <header>
      <p className="picture-where">{[meeting.name, session?.title].filter(Boolean).join(" · ")}</p>
      <Heading>{title}</Heading>
    </header>
  )
}

function Title({ screen: { meeting, session }, frame }: { screen: Screen; frame: Of<"title"> }) {
  return (
    <div className="picture-title">
      <Heading>{meeting.name}</Heading>
      <p>{session?.title ?? frame.place}</p>
    </div>
  )
}

function ItemTitle({ screen, frame }: { screen: Screen; frame: Of<"item"> }) {
  const say = useWords(words)
  return (
    <>
      <p className="picture-where">{[screen.meeting.name, screen.session?.title].filter(Boolean).join(" · ")}</p>
      <div className="picture-item">
        <p>{say("item", { position: frame.position })}</p>
        <Heading>{frame.title}</Heading>
      </div>
    </>
  )
}

function Board({ screen }: { screen: Screen }) {
  const say = useWords(words)
  return <Head screen={screen} title={say("boardOnScreen")} />
}

function Attendance({ screen, frame }: { screen: Screen; frame: Of<"attendance"> }) {
  const say = useWords(words)
  const missing = frame.needed - frame.present
  return (
    <>
      <p className="picture-where">{screen.meeting.name}</p>
      <Heading>{screen.session?.title}</Heading>
      <dl className="picture-figures">
        <div>
          <dt>{say("members")}</dt>
          <dd>{frame.members}</dd>
        </div>
        <div>
          <dt>{say("present")}</dt>
          <dd>{frame.present}</dd>
        </div>
      </dl>
      <p className="picture-quorum">
        {frame.reached ? say("quorumReached", { needed: frame.needed }) : say("quorumMissing", { needed: frame.needed, missing })}
      </p>
    </>
  )
}

function Vote({ screen, frame, cast }: { screen: Screen; frame: VoteFrame; cast: number }) {
  const say = useWords(words)
  const share = frame.present > 0 ? Math.min(1, cast / frame.present) : 0
  return (
    <>
      <Head screen={screen} title={frame.title} />
      <p className="picture-state">{say(frame.state === "open" ? "voting" : "counting")}</p>
      <div className="picture-vote">
        <div className="picture-ring">
          <svg viewBox="0 0 100 100" aria-hidden="true">
            <circle cx="50" cy="50" r="46.5" fill="none" stroke="#2a2d32" strokeWidth="6" />
            <circle
              cx="50"
              cy="50"
              r="46.5"
              fill="none"
              stroke="#f4f4f2"
              strokeWidth="6"
              pathLength={1}
              strokeDasharray={share < 1 ? `${share} 1` : undefined}
              transform="rotate(-90 50 50)"
            />
          </svg>
          <p>
            <span>{say("voted")}</span>
            <strong>{cast}</strong>
          </p>
        </div>
        <dl>
          <dt>{say("members")}</dt>
          <dd>{frame.members}</dd>
          <dt>{say("present")}</dt>
          <dd>{frame.present}</dd>
          <dt>{say("notVoted")}</dt>
          <dd>{Math.max(0, frame.present - cast)}</dd>
        </dl>
      </div>
    </>
  )
}

function Result({ screen, frame }: { screen: Screen; frame: ResultFrame }) {
  const say = useWords(words)
  const locale = useLocale()
  const scale = Math.max(1, frame.scale)
  const percent = (votes: number) => `${Math.min(100, (votes / scale) * 100)}%`
  const verdict = frame.valid ? (frame.passed ? "passed" : "failed") : "void"
  return (
    <>
      <Head screen={screen} title={frame.title} />
      <div className={locale === "en" ? "picture-bars is-wide" : "picture-bars"}>
        {frame.rows.map((row, at) => (
          <div key={row.choice} className={at === 0 ? "picture-bar is-first" : "picture-bar"}>
            <span className="picture-choice">{row.name[locale]}</span>
            <span className="picture-track">
              <span className={row.votes > 0 ? "has-votes" : ""} style={{ width: percent(row.votes) }} />
            </span>
            <span className="picture-votes">{row.votes}</span>
          </div>
        ))}
        <div className="picture-needed" aria-hidden="true">
          <span style={{ left: percent(frame.needed) }} className={frame.needed / scale > 0.85 ? "is-far" : ""}>
            <em>{say("needed", { needed: frame.needed })}</em>
          </span>
        </div>
      </div>
      <footer className="picture-verdict">
        <strong className={`is-${verdict}`}>{say(verdict)}</strong>
        <div>
          <p>{frame.sentence[locale]}</p>
          <p className="picture-facts">
            <span>{say("presentIs", { count: frame.present })}</span>
            {frame.notPressed > 0 ? <span>{say("notPressedIs", { count: frame.notPressed })}</span> : null}
            {frame.invalid > 0 ? <span>{say("invalidIs", { count: frame.invalid })}</span> : null}
            <span>{say("counted", { time: plainClock(clockOf(frame.countedAt, screen.meeting.zone)) })}</span>
          </p>
        </div>
      </footer>
    </>
  )
}
