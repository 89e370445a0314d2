/** The traffic light: a colour with its mark and its words. */
import { State } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import type { Decision } from "../contract.ts"
import { lightOf } from "../rules.ts"
import { words } from "../words.ts"

export function Light({ decision }: { decision: Decision }) {
  const say = useWords(words)
  const { lateDays, daysLeft, state } = decision
  const light = lightOf(decision)
  if (light === "accepted") return <State kind="ok">{say("light.accepted")}</State>
  if (light === "answered") {
    return (
      <State kind="ok" icon="flag">
        {say("light.answered")}
      </State>
    )
  }
  if (light === "late") return <State kind="wrong">{say("light.late", { days: lateDays })}</State>
  if (light === "soon") {
    return (
      <State kind="warning" icon="clock">
        {daysLeft === 0 ? say("light.today") : say("light.soon", { days: daysLeft })}
      </State>
    )
  }
  return state === "returned" ? (
    <State kind="warning" icon="undo">
      {say("light.returned")}
    </State>
  ) : (
    <State kind="quiet" icon="clock">
      {say("light.open")}
    </State>
  )
}
