import type { ReactNode } from "react"
import { useRead } from "#web/api.ts"
import type { Column } from "#web/ui/list.tsx"
import { State } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import { attendees, type Beside } from "../contract.ts"
import type { Attendee } from "../person/contract.ts"
import { words as personWords } from "../person/words.ts"
import { unitAndPost } from "../rules.ts"
import { words } from "../words.ts"

const plain = (key: string, title: string, width: number, render: (person: Attendee) => ReactNode): Column<Attendee> => ({ key, title, width, render })

/** Every column there is, and those that stand without being chosen. Reply and seat are known by later rooms: theirs stand once one of them has spoken. */
export function useColumns(meetingId: string, beside: readonly Beside[]): { all: Column<Attendee>[]; usual: string[] } {
  const say = useWords(words)
  const categories = useRead(attendees.categories, { meetingId })
  const more = useMoreColumns(meetingId)
  const facts = new Map(beside.map((fact) => [`${fact.kind} ${fact.attendeeId}`, fact]))
  const presence: Column<Attendee> = {
    key: "presence",
    title: beside.some(({ kind }) => kind === "reply") ? say("reply") : say("presence"),
    width: 88,
    render: (person) => {
      const reply = facts.get(`reply ${person.id}`)
      return person.excusedAt || reply ? <Presence person={person} reply={reply} /> : null
    },
  }
  const seat: Column<Attendee> = { key: "seat", title: say("seat"), align: "right", width: 120, render: ({ id }) => facts.get(`seat ${id}`)?.text }
  const all: Column<Attendee>[] = [
    { key: "number", title: say("number"), width: 48, align: "right", render: (_, place) => <span className="rows-quiet">{place}</span> },
    { key: "name", title: say("name"), width: 136, sortBy: "full", render: (person) => <Name person={person} /> },
    plain("sex", say("sex"), 56, ({ sex }) => sex && say(sex)),
    plain("ethnicity", say("ethnicity"), 80, ({ ethnicity }) => ethnicity),
    {
      key: "delegation",
      title: say("delegation"),
      width: 128,
      sortBy: "delegation",
      render: ({ delegation }) =>
        delegation && (
          <span className="roster-delegation" title={delegation}>
            {delegation}
          </span>
        ),
    },
    { key: "unitAndPost", title: say("unitAndPost"), grow: true, render: (person) => unitAndPost(person) || null },
    plain("category", say("category"), 96, ({ category }) => category),
    ...more,
    presence,
    seat,
  ]
  // a column that says the same in every row is no column
  const isMixed = (categories.data ?? []).filter(({ count }) => count > 0).length > 1
  const hasSeats = beside.some(({ kind }) => kind === "seat")
  const usual = ["number", "name", "sex", "delegation", "unitAndPost", ...(isMixed ? ["category"] : []), "presence", ...(hasSeats ? ["seat"] : [])]
  return { all, usual }
}

function useMoreColumns(meetingId: string): Column<Attendee>[] {
  const say = useWords(words)
  const own = useWords(personWords)
  const fields = useRead(attendees.fields, { meetingId })
  return [
    plain("group", own("group_id"), 104, ({ group }) => group),
    plain("rank", say("rank"), 64, ({ rank }) => rank),
    plain("phone", say("phone"), 120, ({ phone }) => phone),
    plain("idNumber", own("idNumber"), 176, ({ idNumber }) => idNumber),
    plain("birth", own("birth"), 88, ({ birth }) => birth),
    plain("education", own("education"), 88, ({ education }) => education),
    plain("politics", own("politics"), 104, ({ politics }) => politics),
    plain("hotel", own("hotel"), 128, ({ hotel, delegationHotel }) => hotel ?? delegationHotel),
    plain("room", own("room"), 72, ({ room }) => room),
    plain("tableNo", own("table_no"), 64, ({ tableNo }) => tableNo),
    plain("carNo", own("car_no"), 64, ({ carNo }) => carNo),
    plain("diet", own("diet"), 128, ({ diet }) => diet),
    plain("remark", say("remark"), 128, ({ remark }) => remark || null),
    ...(fields.data ?? []).map(({ id, name }) => plain(id, name, 104, ({ custom }) => custom[id])),
  ]
}

function Name({ person }: { person: Attendee }) {
  const say = useWords(words)
  return (
    <span className="roster-name">
      <span className="rows-name">{person.name}</span>
      {person.role ? <span className="rows-quiet">{say(person.role)}</span> : null}
      {person.sameName && person.sameNameMark === "" ? (
        <span className="roster-flag">
          <State kind="warning">{say("sameName")}</State>
        </span>
      ) : null}
    </span>
  )
}

function Presence({ person, reply }: { person: Attendee; reply: Beside | undefined }) {
  const say = useWords(words)
  if (person.excusedAt) return <State kind="quiet">{say("onLeave")}</State>
  if (!reply) return null
  return reply.state ? <State kind={reply.state}>{reply.text}</State> : reply.text
}
