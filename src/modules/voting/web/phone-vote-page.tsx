/** The vote on the phone: choose, check, hold for a second; then what state the ballot is really in. */
import { type ReactNode, useState } from "react"
import { clockOf, plainClock } from "#kernel/dates.ts"
import type { PageProps } from "#web/pages.ts"
import { Icon } from "#web/ui/icon.tsx"
import { useLocale, useWords } from "#web/words.ts"
import type { Mine } from "../contract.ts"
import { words } from "../phone/words.ts"
import { choiceWord } from "../verdict/rules.ts"
import { HoldButton } from "./hold-button.tsx"
import { type Ballot, useBallot } from "./use-ballot.ts"
import { useMine } from "./use-mine.ts"
import "./phone-vote.css"

type Poll = NonNullable<Mine["poll"]>

export function Page({ meetingId }: PageProps) {
  const say = useWords(words)
  const { mine, isBroken, isFailed, again } = useMine(meetingId)
  if (!mine) return <Note title={isFailed ? say("noPoll") : say("opening")} how={isFailed ? say("noPollHow") : ""} />
  const { poll } = mine
  if (isBroken || !poll) return <Note title={say(isBroken ? "brokenOff" : "noPoll")} how={say("noPollHow")} />
  if (!mine.mayVote && poll.state === "open") return <Note poll={poll} title={say("notVoter")} how={say("notVoterHow")} />
  if (!mine.isPresent && !mine.ballot && poll.state === "open")
    return (
      <Note poll={poll} title={say("notSignedInYet")} how={say("notSignedInHow")}>
        <button type="button" className="phone-button" onClick={again}>
          {say("checkAgain")}
        </button>
      </Note>
    )
  return <Voting key={poll.id} poll={poll} mine={mine} />
}

function Voting({ poll, mine }: { poll: Poll; mine: Mine }) {
  const { ballot, cast, change } = useBallot(poll.id, mine.ballot)
  if (ballot.state === "sending") return <Sending poll={poll} ballot={ballot} />
  if (poll.state === "closed") return <Over poll={poll} ballot={ballot} mayVote={mine.mayVote} />
  if (ballot.state === "cast") return <InBox poll={poll} ballot={ballot} zone={mine.zone} onChange={change} />
  return <Choosing poll={poll} refused={ballot.state === "refused" ? ballot.sentence : null} onCast={cast} />
}

function Head({ poll }: { poll: Poll }) {
  const say = useWords(words)
  return (
    <header className="vote-head">
      <p>
        <span>{say("namedVote")}</span>
        <span>{poll.state === "closed" ? say("over") : say(poll.press === "last" ? "canChange" : "cannotChange")}</span>
      </p>
      <h2>{poll.title}</h2>
    </header>
  )
}

function Note({ poll, title, how, children }: { poll?: Poll; title: string; how: string; children?: ReactNode }) {
  return (
    <main className="vote">
      {poll ? <Head poll={poll} /> : null}
      <section className="vote-note">
        <h2>{title}</h2>
        <p>{how}</p>
        {children}
      </section>
    </main>
  )
}

const marks = ["check", "close", "minus"] as const

function Choosing({ poll, refused, onCast }: { poll: Poll; refused: string | null; onCast: (choice: string) => void }) {
  const say = useWords(words)
  const locale = useLocale()
  const [choice, choose] = useState<string>()
  const [isChecking, setChecking] = useState(false)
  if (isChecking && choice) return <Checking poll={poll} choice={choice} onBack={() => setChecking(false)} onCast={() => onCast(choice)} />
  return (
    <main className="vote">
      <Head poll={poll} />
      {refused ? (
        <p className="phone-problem vote-refused" role="alert">
          {refused}
        </p>
      ) : null}
      <fieldset className="vote-choices" aria-label={say("chooseOne")}>
        <p>{say("chooseOne")}</p>
        {poll.choices.map((one, at) => (
          <button key={one} type="button" aria-pressed={one === choice} className={one === choice ? "is-chosen" : ""} onClick={() => choose(one)}>
            {one === choice ? <Icon name={marks[at] ?? "check"} size={24} /> : null}
            {choiceWord(one, locale)}
          </button>
        ))}
      </fieldset>
      <footer className="vote-foot">
        <p className="vote-chosen">{choice ? say("chosen", { choice: choiceWord(choice, locale) }) : say("notChosen")}</p>
        <button type="button" className="vote-main" disabled={!choice} onClick={() => setChecking(true)}>
          {say("review")}
        </button>
        <WhoKnows />
      </footer>
    </main>
  )
}

function WhoKnows() {
  const say = useWords(words)
  return (
    <p className="vote-who">
      <Icon name="eye" size={20} />
      {say("whoKnows")}
    </p>
  )
}

function Checking({ poll, choice, onBack, onCast }: { poll: Poll; choice: string; onBack: () => void; onCast: () => void }) {
  const say = useWords(words)
  const locale = useLocale()
  return (
    <main className="vote">
      <Head poll={poll} />
      <section className="vote-note">
        <p>{say("yourChoice")}</p>
        <strong className="vote-large">{choiceWord(choice, locale)}</strong>
        <button type="button" className="phone-button" onClick={onBack}>
          {say("backToChoose")}
        </button>
      </section>
      <footer className="vote-foot">
        <p className="vote-chosen">{say("holdSecond")}</p>
        <HoldButton className="vote-main" hint={say("holdSecond")} onHeld={onCast}>
          {say("cast")}
        </HoldButton>
        <WhoKnows />
      </footer>
    </main>
  )
}

function Sending({ poll, ballot }: { poll: Poll; ballot: Extract<Ballot, { state: "sending" }> }) {
  const say = useWords(words)
  const locale = useLocale()
  return (
    <main className="vote">
      <Head poll={poll} />
      <section className="vote-note" role="status">
        <p>{say("yourChoice")}</p>
        <strong className="vote-large">{choiceWord(ballot.choice, locale)}</strong>
        <p className="vote-waiting">
          <Icon name={ballot.isCut ? "offline" : "sync"} size={24} />
          {ballot.isCut ? say("waitsForNetwork") : say("sending")}
        </p>
        {ballot.tries > 1 ? <p>{say("tries", { tries: ballot.tries })}</p> : null}
      </section>
    </main>
  )
}

function InBox({ poll, ballot, zone, onChange }: { poll: Poll; ballot: Extract<Ballot, { state: "cast" }>; zone: string; onChange: () => void }) {
  const say = useWords(words)
  const locale = useLocale()
  const choice = choiceWord(ballot.choice, locale)
  const time = plainClock(clockOf(ballot.castAt, zone)) + ballot.castAt.slice(16, 19)
  return (
    <main className="vote">
      <Head poll={poll} />
      <section className="vote-note" role="status">
        <p className="vote-done">
          <Icon name="check" size={40} weight={2.4} />
          {say("isCast", { time })}
        </p>
        <strong className="vote-large">{choice}</strong>
        <p>{ballot.wanted === ballot.choice ? say("inTheBox") : say("boxHolds", { choice })}</p>
        {poll.press === "last" ? (
          <button type="button" className="phone-button" onClick={onChange}>
            {say("changeVote")}
          </button>
        ) : null}
      </section>
      <footer className="vote-foot">
        <WhoKnows />
      </footer>
    </main>
  )
}

function Over({ poll, ballot, mayVote }: { poll: Poll; ballot: Ballot; mayVote: boolean }) {
  const say = useWords(words)
  const locale = useLocale()
  const mine = ballot.state === "cast" ? say("overCast", { choice: choiceWord(ballot.choice, locale) }) : say("overNotCast")
  return (
    <main className="vote">
      <Head poll={poll} />
      <section className="vote-note" role="status">
        {ballot.state === "refused" ? <p className="phone-problem">{ballot.sentence}</p> : null}
        {mayVote ? <h2>{mine}</h2> : null}
        <p className={poll.sentence ? "vote-sentence" : ""}>{poll.sentence ?? say("resultLater")}</p>
      </section>
    </main>
  )
}
