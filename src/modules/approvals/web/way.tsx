/** The way so far as a line downwards: who, when, what he said; then the steps to come, hollow. */
import { officeZone, shortMoment } from "#kernel/dates.ts"
import { Icon, type IconName } from "#web/ui/icon.tsx"
import { useLocale, useWords } from "#web/words.ts"
import type { Act, ActKind, Approval } from "../contract.ts"
import { words } from "../words.ts"

const marks: Record<ActKind, IconName> = {
  submitted: "up",
  agreed: "check",
  returned: "undo",
  sentBack: "undo",
  withdrawn: "close",
  asked: "plus",
  handed: "right",
  urged: "clock",
}

export function Way({ approval }: { approval: Approval }) {
  const say = useWords(words)
  const { acts, flow, seats, step, state } = approval
  let round = 1
  return (
    <ol className="way">
      {acts.map((act) => {
        const begins = act.round !== round
        round = act.round
        return <Done key={act.id} act={act} newRound={begins ? act.round : undefined} />
      })}
      {state === "running"
        ? flow.steps.slice(step).map((one, at) => {
            const asked = seats[step + at]?.filter((seat) => !seat.isOff && !seat.hasAgreed) ?? []
            const people = asked.map((seat) => (seat.addedBy ? say("addedBy", { name: seat.name, by: seat.addedBy }) : seat.name)).join(say("pause"))
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: a step of a flow has no other identity than its place
              <li key={at} className={at === 0 ? "way-now" : "way-next"}>
                <span className="way-mark" />
                <div>
                  <strong>{one.name}</strong>
                  <span className="way-who">{people}</span>
                  <small>
                    {one.need === "all" ? say("need.all") : say("need.some", { n: one.need })}
                    {one.within ? ` · ${say(one.within.unit === "days" ? "dueDays" : "dueHours", { n: one.within.amount })}` : ""}
                  </small>
                </div>
              </li>
            )
          })
        : null}
    </ol>
  )
}

function Done({ act, newRound }: { act: Act; newRound: number | undefined }) {
  const say = useWords(words)
  const locale = useLocale()
  const isBack = act.kind === "returned" || act.kind === "sentBack"
  return (
    <li className={`way-done way-${act.kind}`}>
      <span className={isBack ? "way-mark is-back" : "way-mark is-done"}>
        <Icon name={marks[act.kind]} size={12} weight={2.4} />
      </span>
      <div>
        {newRound ? <em className="way-round">{say("round", { n: newRound })}</em> : null}
        <strong>{act.stepName || say(`act.${act.kind}`)}</strong>
        <span className="way-who">{act.forName ? say("inPlaceOf", { by: act.by, name: act.forName }) : act.by}</span>
        <span className={isBack ? "way-verb is-back" : "way-verb"}>
          {act.stepName ? say(`act.${act.kind}`) : null} {act.toName}
        </span>
        <small>{shortMoment(act.at, officeZone, locale)}</small>
        {act.opinion ? <p className="way-opinion">{act.opinion}</p> : null}
      </div>
    </li>
  )
}
