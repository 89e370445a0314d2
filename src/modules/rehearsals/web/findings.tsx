import { shortDay } from "#kernel/dates.ts"
import { Icon } from "#web/ui/icon.tsx"
import { State } from "#web/ui/page.tsx"
import { useLocale, useWords } from "#web/words.ts"
import type { Finding } from "../findings/contract.ts"
import { words } from "../words.ts"

type FindingsProps = { findings: Finding[]; openId: string | undefined; onOpen: (id: string | undefined) => void; withScript?: boolean }

/** Open ones first, the weightiest above. */
export function Findings({ findings, openId, onOpen, withScript }: FindingsProps) {
  const say = useWords(words)
  return (
    <table className="rows findings">
      <tbody>
        {findings.map((finding) => {
          const toggle = () => onOpen(finding.id === openId ? undefined : finding.id)
          const where = [withScript ? finding.script : "", say("walkNumber", { number: finding.number }), say(`role.${finding.role}`), finding.about]
          return (
            <tr
              key={finding.id}
              tabIndex={0}
              data-open={finding.id === openId || undefined}
              aria-current={finding.id === openId || undefined}
              onClick={toggle}
              onKeyDown={(event) => event.key === "Enter" && toggle()}
            >
              <td>
                <Weight finding={finding} />
              </td>
              <td className="is-grow">
                <span className="rows-name">{finding.text}</span>
                {finding.photo ? (
                  <span className="finding-photo" title={say("photo")}>
                    <Icon name="camera" size={14} />
                    <span className="visually-hidden">{say("photo")}</span>
                  </span>
                ) : null}
                <small>{where.filter(Boolean).join(" · ")}</small>
              </td>
              <td className="finding-state">
                <FindingState finding={finding} />
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

function Weight({ finding: { severity, isOpen } }: { finding: Finding }) {
  const say = useWords(words)
  const word = say(`severity.${severity}`)
  if (!isOpen) return <State kind="quiet">{word}</State>
  return <State kind={severity === "must" ? "wrong" : severity === "should" ? "warning" : "quiet"}>{word}</State>
}

/** Who mends it by when, or that it is mended. */
export function FindingState({ finding: { task, settledAt } }: { finding: Finding }) {
  const say = useWords(words)
  const locale = useLocale()
  if (settledAt) return <State kind="ok">{say("settled")}</State>
  if (!task) return <span>{say("noTask")}</span>
  if (task.doneAt) return <State kind="ok">{say("taskDone", { owner: task.owner || say("somebody") })}</State>
  return <span>{say("taskOpen", { owner: task.owner || say("somebody"), day: shortDay(task.dueOn, locale) })}</span>
}
