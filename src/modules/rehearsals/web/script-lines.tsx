import { Button } from "antd"
import { tasks } from "#modules/tasks/contract.ts"
import { useRead } from "#web/api.ts"
import { useSession } from "#web/session.ts"
import { Icon } from "#web/ui/icon.tsx"
import { useWords } from "#web/words.ts"
import { inOrder } from "../rules.ts"
import { words } from "../words.ts"
import { type DraftLine, lineAfter } from "./draft.ts"
import { LineRow } from "./line-row.tsx"

type LinesProps = { meetingId: string; starts: string; lines: DraftLine[]; mayEdit: boolean; onChange: (lines: DraftLine[]) => void }

export function ScriptLines({ meetingId, starts, lines, mayEdit, onChange }: LinesProps) {
  const say = useWords(words)
  const { may } = useSession()
  const people = useRead(tasks.people, { meetingId }, { enabled: mayEdit && may(tasks.people.name, meetingId) }).data ?? []
  const change = (line: DraftLine) => onChange(inOrder(lines.map((one) => (one.key === line.key ? line : one))))
  const insert = (place: number) => onChange(lines.toSpliced(place + 1, 0, lineAfter(lines[place])))
  return (
    <>
      <datalist id="rehearsal-people">
        {[...new Set(people.map(({ name }) => name))].map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <table className="rows script-lines">
        <thead>
          <tr>
            <th className="is-right">{say("time")}</th>
            <th className="is-right">{say("minutes")}</th>
            <th>{say("cue")}</th>
            <th>{say("what")}</th>
            <th>{say("person")}</th>
            <th>{say("device")}</th>
            <th className="is-right">{say("seconds")}</th>
            {mayEdit ? (
              <th>
                <span className="visually-hidden">{say("acts")}</span>
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {lines.map((line, place) => (
            <LineRow
              key={line.key}
              line={line}
              place={place}
              starts={starts}
              people={people}
              mayEdit={mayEdit}
              onChange={change}
              onInsert={() => insert(place)}
              onRemove={() => onChange(lines.filter(({ key }) => key !== line.key))}
            />
          ))}
        </tbody>
      </table>
      {lines.length ? null : <p className="section-empty">{say("noLinesYet")}</p>}
      {mayEdit ? (
        <Button className="script-add" icon={<Icon name="plus" />} onClick={() => insert(lines.length - 1)}>
          {say("addLine")}
        </Button>
      ) : null}
    </>
  )
}
