/** In the header of the desk: how many wait for me. */
import { useRead } from "#web/api.ts"
import { Go } from "#web/nav.tsx"
import { Icon } from "#web/ui/icon.tsx"
import { useWords } from "#web/words.ts"
import { approvals } from "../contract.ts"
import { words } from "../words.ts"

/** Nothing is shown where nothing waits: a corner that is always there is not looked at. */
export function ApprovalsCorner() {
  const say = useWords(words)
  const { data } = useRead(approvals.counts, {})
  if (!data || data.todo === 0) return null
  const sentence = say("toDecide", { n: data.todo })
  return (
    <Go
      to="/approvals"
      className="header-jobs"
      style={{ textDecoration: "none" }}
      aria-label={data.late > 0 ? `${sentence}${say("pause")}${say("late", { n: data.late })}` : sentence}
    >
      <Icon name={data.late > 0 ? "warning" : "edit"} />
      <span className="header-word">{say("box.todo")}</span>
      <strong>{data.todo}</strong>
    </Go>
  )
}
