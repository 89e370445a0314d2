import { State } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import type { Line } from "../contract.ts"
import { words } from "../words.ts"

export function ApprovalState({ line }: { line: Pick<Line, "state" | "stepName" | "isLate"> }) {
  const say = useWords(words)
  if (line.state === "approved") return <State kind="ok">{say("state.approved")}</State>
  if (line.state === "returned")
    return (
      <State kind="wrong" icon="undo">
        {say("state.returned")}
      </State>
    )
  if (line.state === "withdrawn") return <State kind="quiet">{say("state.withdrawn")}</State>
  return (
    <State kind="warning" icon="clock">
      {line.stepName ?? say("state.running")}
    </State>
  )
}
