/** One entry: who, when, from where, what was given, and each row before and after. */
import { clockOf, dayOf, longDay } from "#kernel/dates.ts"
import { useRead } from "#web/api.ts"
import { Busy, Facts, Problem, Section, State } from "#web/ui/page.tsx"
import { useLocale, useWords } from "#web/words.ts"
import { audit, type Change, type Entry, type Line } from "../contract.ts"
import { words } from "../words.ts"
import { type Conditions, zone } from "./conditions.tsx"
import { columnName, nameOf, tableName } from "./naming.ts"

type Props = { line: Line; onSet: (change: Conditions) => void }

export function EntryDrawer({ line, onSet }: Props) {
  const say = useWords(words)
  const read = useRead(audit.get, { id: line.id })
  return (
    <>
      <h2 className="audit-name">{nameOf(line.operation)}</h2>
      {line.about ? <p className="audit-about">{line.about}</p> : null}
      <About line={line} entry={read.data} onSet={onSet} />
      {read.error ? <Problem error={read.error} again={() => void read.refetch()} /> : null}
      {!read.data && !read.error ? <Busy /> : null}
      {read.data ? <Given input={read.data.input} /> : null}
      {read.data ? (
        <Section title={say("rowsChanged")} count={line.changes || undefined}>
          {line.changes === 0 ? <p className="audit-quiet">{say("noRows")}</p> : null}
          {read.data.rows.map((change, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: what was recorded never changes its order
            <ChangedRow key={place} change={change} />
          ))}
          {line.changes > read.data.rows.length ? <p className="audit-quiet">{say("moreRows", { n: line.changes, shown: read.data.rows.length })}</p> : null}
        </Section>
      ) : null}
    </>
  )
}

function About({ line, entry, onSet }: Props & { entry: Entry | undefined }) {
  const say = useWords(words)
  const locale = useLocale()
  const { meeting, objectId } = line
  const seal = entry?.hash ? <code className="audit-hash">{`${entry.algorithm === "sm3" ? "SM3" : "SHA-256"} ${entry.hash}`}</code> : say("notSealed")
  const result = line.refusal === null ? <State kind="ok">{say("done")}</State> : <span className="audit-refused">{line.refusal}</span>
  const operation = <Only label={nameOf(line.operation)} onClick={() => onSet({ operation: line.operation })} />
  const inMeeting = meeting && { key: meeting.id, name: meeting.name ?? meeting.id }
  return (
    <Facts
      rows={[
        [say("result"), result],
        [say("who"), <Who key="who" who={line.who} onSet={onSet} />],
        [say("time"), `${longDay(dayOf(line.at, zone), locale)} ${clockOf(line.at, zone)}${line.at.slice(16, 19)}`],
        [say("operation"), operation],
        inMeeting ? [say("meeting"), <Only key="meeting" label={inMeeting.name} onClick={() => onSet({ meeting: inMeeting })} />] : null,
        objectId ? [say("object"), <Only key="object" label={objectId} onClick={() => onSet({ object: objectId })} />] : null,
        entry?.address ? [say("address"), entry.address] : null,
        [say("seal"), seal],
      ]}
    />
  )
}

/** What is pressed becomes a condition of the list. */
const Only = ({ label, onClick }: { label: string; onClick: () => void }) => (
  <button type="button" className="quiet-link audit-only" onClick={onClick}>
    {label}
  </button>
)

function Who({ who, onSet }: { who: Line["who"]; onSet: Props["onSet"] }) {
  const say = useWords(words)
  const kind = say(`kind_${who.kind}` as "kind_account")
  if (who.kind === "public") return <>{kind}</>
  return (
    <>
      <Only label={who.name} onClick={() => onSet({ who: { key: who.id, name: who.name } })} /> {kind}
    </>
  )
}

function Given({ input }: { input: Entry["input"] }) {
  const say = useWords(words)
  if (typeof input !== "object" || input === null || Array.isArray(input)) return null
  const rows = Object.entries(input).filter(([name]) => !["meetingId", "id", "version"].includes(name))
  if (rows.length === 0) return null
  return (
    <Section title={say("input")}>
      <Facts rows={rows.map(([name, value]) => [columnName(name), <Value key={name} value={value ?? null} />] as const)} />
    </Section>
  )
}

function ChangedRow({ change }: { change: Change }) {
  const say = useWords(words)
  const kind = { added: say("kindAdded"), changed: say("kindChanged"), removed: say("kindRemoved") }[change.kind]
  return (
    <table className="audit-change">
      <caption>
        <strong>{tableName(change.table)}</strong> {kind}
      </caption>
      <tbody>
        {change.fields.map(({ name, before, after }) => (
          <tr key={name}>
            <th scope="row">{columnName(name)}</th>
            <td>
              {change.kind === "added" ? null : (
                <del>
                  <Value value={before} />
                </del>
              )}
              {change.kind === "removed" ? null : (
                <ins>
                  <Value value={after} />
                </ins>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Value({ value }: { value: unknown }) {
  const say = useWords(words)
  if (value === null || value === "") return <span className="none">{say("empty")}</span>
  if (typeof value === "string") return <>{value}</>
  return <>{typeof value === "object" ? JSON.stringify(value) : String(value)}</>
}
