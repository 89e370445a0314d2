/** The answer fills the screen: a word, a person, a place, what to do. Their places never change between the three colours. */

import { clockOf, plainClock } from "#kernel/dates.ts"
import type { Verdict } from "#modules/checkin/gate/contract.ts"
import { words as checkinWords } from "#modules/checkin/words.ts"
import { Icon, type IconName } from "#web/ui/icon.tsx"
import { type Say, useWords } from "#web/words.ts"
import type { Shown } from "./gate.ts"
import { type Tone, toneOf } from "./tone.ts"
import { words } from "./words.ts"

export const markOf: Record<Tone, IconName> = { green: "check", amber: "warning", red: "close" }
const nextOf = {
  already: "alreadyNext",
  notOnList: "notOnListNext",
  wrongSession: "wrongSessionNext",
  excused: "excusedNext",
  revokedCard: "revokedCardNext",
} as const

export function Answer({ shown, zone }: { shown: Shown; zone: string }) {
  const say = useWords(words)
  const sayVerdict = useWords(checkinWords)
  const { scan, person } = shown
  const tone = toneOf(scan.verdict)
  const name = person?.name ?? say("unknownCard")
  const line = lineOf(shown, { say, zone })
  const advice = adviceOf(shown, { say, sayVerdict })
  return (
    <section className={`answer answer-${tone}`} role="alert">
      <h2 className="answer-verdict">
        <Mark tone={tone} />
        {sayVerdict(scan.verdict)}
      </h2>
      <div className="answer-who">
        <div className="answer-photo" aria-hidden="true">
          <Icon name={person ? "user" : "help"} size={112} weight={1.1} />
        </div>
        <div>
          <p className={`answer-name ${lengthOf(name)}`}>{name}</p>
          <p className="answer-unit">{person ? unitOf(person) : say("notAPerson")}</p>
          {line ? <p className={widthOf(line) > 9 ? "answer-line answer-line-long" : "answer-line"}>{line}</p> : null}
        </div>
      </div>
      <p className={widthOf(advice) > 22 ? "answer-next answer-next-long" : "answer-next"}>{advice}</p>
    </section>
  )
}

/** In characters of Chinese: letters and digits take about half. */
const widthOf = (text: string): number => [...text].reduce((sum, sign) => sum + (sign.charCodeAt(0) > 0x2e80 ? 1 : 0.55), 0)
const lengthOf = (name: string): string => (widthOf(name) > 8 ? "answer-name-longest" : widthOf(name) > 5 ? "answer-name-long" : "")
const unitOf = ({ delegation, category }: { delegation: string; category: string }): string =>
  delegation && category && category !== "正式代表" ? `${category}，${delegation}` : delegation || category

type Saying = { say: Say<typeof words>; zone: string }
function lineOf({ scan, person }: Shown, { say, zone }: Saying): string {
  if (scan.verdict === "admitted") return person?.seat || say("noSeat")
  if (scan.verdict === "already" && scan.first) return say("seenAt", { time: plainClock(clockOf(scan.first.at, zone)), gate: scan.first.gate })
  if (scan.verdict === "excused") return say("approvedLeave")
  if (scan.verdict === "revokedCard") return say("cancelledCard")
  return ""
}

function adviceOf({ scan, person }: Shown, { say, sayVerdict }: { say: Say<typeof words>; sayVerdict: Say<typeof checkinWords> }): string {
  if (scan.verdict !== "admitted") return sayVerdict(nextOf[scan.verdict])
  return person?.entrance ? say("enterBy", { entrance: person.entrance }) : sayVerdict("admittedNext")
}

export function Mark({ tone, small = false }: { tone: Tone; small?: boolean }) {
  return (
    <span className={small ? `mark mark-small mark-${tone}` : "mark mark-large"} aria-hidden="true">
      {tone === "amber" ? "!" : <Icon name={markOf[tone]} size={small ? 12 : 60} weight={small ? 3 : 2.5} />}
    </span>
  )
}

export const shortOf = (verdict: Verdict): "shortAdmitted" | "shortAlready" | "shortStopped" =>
  verdict === "admitted" ? "shortAdmitted" : verdict === "already" ? "shortAlready" : "shortStopped"
