/** 审批经过: each round with what was said of it, and what was changed for the next. */
import { shortMoment } from "#kernel/dates.ts"
import { useRead } from "#web/api.ts"
import { Section } from "#web/ui/page.tsx"
import { useLocale, useWords } from "#web/words.ts"
import { meetings } from "../../contract.ts"
import type { Scheme } from "../contract.ts"
import { bodyOf, changesBetween } from "../rules.ts"
import { words } from "../words.ts"

const mostShown = 40

export function Rounds({ scheme }: { scheme: Scheme }) {
  const say = useWords(words)
  const { rounds, opinions, text } = scheme
  const last = rounds.at(-1)
  return (
    <Section title={say("rounds")}>
      {last ? <Changes title={say("changedNow")} before={last.body} after={bodyOf(text)} /> : <p className="scheme-quiet">{say("noRounds")}</p>}
      {rounds.toReversed().map((round) => (
        <Round
          key={round.round}
          round={round}
          before={rounds.find((one) => one.round === round.round - 1)?.body}
          opinions={opinions.filter((one) => one.round === round.round)}
          meetingId={scheme.meetingId}
        />
      ))}
    </Section>
  )
}

type RoundProps = { round: Scheme["rounds"][number]; before: string | undefined; opinions: Scheme["opinions"]; meetingId: string }

function Round({ round, before, opinions, meetingId }: RoundProps) {
  const say = useWords(words)
  const locale = useLocale()
  const zone = useRead(meetings.get, { meetingId }).data?.zone ?? "Asia/Shanghai"
  return (
    <div className="scheme-round">
      <p>
        <strong>{say("round", { n: round.round })}</strong>{" "}
        <span className="scheme-quiet">{`${say("laidBy", { by: round.by })} ${shortMoment(round.at, zone, locale)}`}</span>
      </p>
      {round.note ? <p>{round.note}</p> : null}
      {before === undefined ? null : <Changes title={say("changedIn")} before={before} after={round.body} />}
      <ul>
        {opinions.map(({ id, kind, stepName, by, forName, opinion, at }) => (
          <li key={id} className={kind === "agreed" ? "scheme-opinion" : "scheme-opinion is-back"}>
            <span>
              {stepName} <strong>{forName ? say("inPlaceOf", { by, name: forName }) : by}</strong>{" "}
              {kind === "agreed" || kind === "returned" || kind === "sentBack" || kind === "withdrawn" ? say(`act.${kind}`) : null}{" "}
              <span className="scheme-quiet">{shortMoment(at, zone, locale)}</span>
            </span>
            {opinion ? <p>{opinion}</p> : null}
          </li>
        ))}
      </ul>
    </div>
  )
}

function Changes({ title, before, after }: { title: string; before: string; after: string }) {
  const changes = changesBetween(before, after)
  if (changes.length === 0) return null
  return (
    <details className="scheme-changes" open>
      <summary>
        {title} {changes.length}
      </summary>
      {changes.slice(0, mostShown).map(({ kind, line }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line of a comparison has no other identity than its place
        <p key={at}>{kind === "gone" ? <del>{line}</del> : <ins>{line}</ins>}</p>
      ))}
    </details>
  )
}
