/** What happened to a person, and who looked at his numbers, in the office's words. */
import { useState } from "react"
import { shortMoment } from "#kernel/dates.ts"
import { nameOf } from "#modules/audit/web/naming.ts"
import { meetings } from "#modules/meetings/contract.ts"
import { useRead } from "#web/api.ts"
import { useSession } from "#web/session.ts"
import { Section } from "#web/ui/page.tsx"
import { useLocale, useWords } from "#web/words.ts"
import { attendees } from "../contract.ts"
import type { Attendee } from "../person/contract.ts"
import type { Past as Happened } from "../person/many/contract.ts"
import { words } from "../person/words.ts"
import { words as privacyWords } from "../privacy/words.ts"

const few = 3
/** Columns that have a word of their own. */
const toldFields = [
  "name",
  "sex",
  "category",
  "delegation_id",
  "group_id",
  "unit",
  "post",
  "rank",
  "role",
  "remark",
  "same_name_mark",
  "education",
  "hotel",
  "room",
  "table_no",
  "car_no",
  "photo_file_id",
  "excused_reason",
] as const

export function Past({ person: { meetingId, id } }: { person: Attendee }) {
  const say = useWords(words)
  const [isAll, setAll] = useState(false)
  const past = useRead(attendees.history, { meetingId, id })
  const all = past.data ?? []
  const more =
    all.length > few && !isAll ? (
      <button type="button" className="quiet-link" onClick={() => setAll(true)}>
        {say("pastAll", { count: all.length })}
      </button>
    ) : undefined
  const { may } = useSession()
  return (
    <>
      <Section title={say("past")} action={more}>
        <Lines meetingId={meetingId} lines={(isAll ? all : all.slice(0, few)).map((entry) => ({ at: entry.at, who: entry.who, entry }))} />
      </Section>
      {may(attendees.seen.name, meetingId) ? <SeenBy meetingId={meetingId} attendeeId={id} /> : null}
    </>
  )
}

function Lines({ meetingId, lines }: { meetingId: string; lines: { at: string; who: string; entry: Happened }[] }) {
  const say = useWords(words)
  const moment = useMoment(meetingId)
  const named = useNames(meetingId)
  return (
    <dl className="facts">
      {lines.map(({ at, who, entry }) => (
        <div key={`${at} ${entry.operation}`}>
          <dt>{moment(at)}</dt>
          <dd>
            {whatHappened(say, entry, named)}
            <small className="person-by">{who}</small>
          </dd>
        </div>
      ))}
    </dl>
  )
}

type Say = ReturnType<typeof useWords<typeof words>>
type Named = (field: string, value: string | null) => string

const coveredNames = ["phone", "idNumber", "birth", "ethnicity", "politics", "diet", "custom"] as const

function whatHappened(say: Say, { kind, operation, fields, covered }: Happened, named: Named): string {
  if (kind === "added") return say("pastAdded")
  if (kind === "removed") return say("pastRemoved")
  const told = fields.flatMap((field) => toldFields.filter((name) => name === field.name).map((name) => ({ ...field, name })))
  const changes = told.map(({ name, before, after }) => say("change", { name: say(name), before: named(name, before), after: named(name, after) }))
  const names = coveredNames.filter((name) => covered.includes(name)).map((name) => say(name))
  const lines = [...changes, ...(names.length > 0 ? [say("pastCovered", { names: names.join(say("listComma")) })] : [])]
  // of a leave and what follows from others the name of the act says it all
  return lines.length > 0 ? lines.join(say("lineEnd")) : nameOf(operation)
}

/** Ids are told by the names they have now. */
function useNames(meetingId: string): Named {
  const say = useWords(words)
  const delegations = useRead(attendees.delegations, { meetingId })
  const groups = useRead(attendees.groups, { meetingId })
  const known = new Map([...(delegations.data ?? []), ...(groups.data ?? [])].map(({ id, name }) => [id, name]))
  return (field, value) => {
    if (value === null) return say("nothing")
    if (field === "sex" || field === "role") return say(value as "male")
    if (field === "photo_file_id") return say("photo")
    return known.get(value) ?? value
  }
}

function useMoment(meetingId: string): (at: string) => string {
  const locale = useLocale()
  const meeting = useRead(meetings.get, { meetingId })
  return (at) => shortMoment(at, meeting.data?.zone ?? "Asia/Shanghai", locale)
}

function SeenBy({ meetingId, attendeeId }: { meetingId: string; attendeeId: string }) {
  const say = useWords(words)
  const name = useFieldName(meetingId)
  const moment = useMoment(meetingId)
  const seen = useRead(attendees.seen, { meetingId, attendeeId, size: 20 })
  const rows = seen.data?.rows ?? []
  return (
    <Section title={say("seenBy")} count={seen.data?.total}>
      {seen.data && rows.length === 0 ? <p className="rows-quiet">{say("noOne")}</p> : null}
      <dl className="facts">
        {rows.map(({ id, at, by, field, purpose }) => (
          <div key={id}>
            <dt>{moment(at)}</dt>
            <dd>{say("seenLine", { by, field: name(field), purpose })}</dd>
          </div>
        ))}
      </dl>
    </Section>
  )
}

/** Sensitive fields by name, the meeting's own too. */
export function useFieldName(meetingId: string): (field: string) => string {
  const say = useWords(privacyWords)
  const fields = useRead(attendees.fields, { meetingId })
  return (field) => fields.data?.find(({ id }) => id === field)?.name ?? (field in privacyWords["zh-CN"] ? say(field as "phone") : "…")
}
