import { Button } from "antd"
import { Go } from "#web/nav.tsx"
import { useWords } from "#web/words.ts"
import type { SeatMap } from "../contract.ts"
import { words } from "../words.ts"
import type { Spot } from "./hall-places.ts"
import type { Acts } from "./use-acts.ts"

/** Everything about one seat, beside it while the pointer rests on it. */
export function SeatCard({ map, spot, place, groupName }: { map: SeatMap; spot: Spot; place: string; groupName: string }) {
  const say = useWords(words)
  const { person } = spot
  if (!person) return null
  const about = [groupName, [person.unit, person.post].filter(Boolean).join(" ")].filter(Boolean).join(" · ")
  const entrance = spot.area === "hall" ? entranceOf(map, spot.number) : ""
  const facts = [
    entrance ? say("entrance", { entrance }) : "",
    person.role ? say(person.role === "leader" ? "role_leader" : "role_deputy") : "",
    person.sex ? say(person.sex === "female" ? "female" : "male") : "",
    person.excused ? say("excusedPerson") : "",
    spot.locked ? say("locked") : "",
  ]
  return (
    <>
      <header>
        <strong>{person.mark ? `${person.name}（${person.mark}）` : person.name}</strong>
        <span>{place}</span>
      </header>
      <p>{about}</p>
      <p>{facts.filter(Boolean).join(" · ")}</p>
    </>
  )
}

function entranceOf({ plan }: SeatMap, number: number): string {
  let last = 0
  for (const section of plan.hall.sections) {
    last += section.seats
    if (number <= last) return section.entrance
  }
  return ""
}

/** Before anyone sits: what to do next. */
export function SeatsStart({ meetingId, map, acts, mayChange }: { meetingId: string; map: SeatMap; acts: Acts; mayChange: boolean }) {
  const say = useWords(words)
  if (map.people.length === 0) {
    return (
      <div className="seats-start">
        <p>{say("emptyRoster")}</p>
        <Go to={`/meetings/${meetingId}/roster`} className="quiet-link">
          {say("toRoster")}
        </Go>
      </div>
    )
  }
  return (
    <div className="seats-start">
      <p>{say("unseated")}</p>
      {mayChange ? (
        <Button onClick={acts.arrange} loading={acts.isBusy}>
          {say("arrangeNow")}
        </Button>
      ) : null}
    </div>
  )
}
