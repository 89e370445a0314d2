import { useState } from "react"
import type { Meeting } from "#modules/meetings/contract.ts"
import { useRead } from "#web/api.ts"
import { Alarm, Icon } from "#web/ui/icon.tsx"
import { Section } from "#web/ui/page.tsx"
import { type Say, useWords } from "#web/words.ts"
import { type Finding, type SeatMap, seating } from "../contract.ts"
import { words } from "../words.ts"
import { keyOf, type Spot } from "./hall-places.ts"
import { inOrder } from "./marks.ts"
import type { Acts, Panel } from "./use-acts.ts"

type SideProps = {
  meeting: Meeting
  map: SeatMap
  acts: Acts
  chosen: Spot | undefined
  onShow: (key: string) => void
  onPanel: (panel: Panel) => void
  mayChange: boolean
  place: (spot: Spot) => string
}

export function SeatsSide({ meeting, map, acts, chosen, onShow, onPanel, mayChange, place }: SideProps) {
  const say = useWords(words)
  const rules = inOrder(map.findings)
  return (
    <aside className="seats-side">
      {chosen ? <Chosen spot={chosen} acts={acts} place={place(chosen)} mayChange={mayChange} /> : null}
      <Section
        title={say("rules")}
        count={rules.length}
        action={
          mayChange ? (
            <button type="button" className="quiet-link" onClick={() => onPanel("rules")}>
              {say("changeRules")}
            </button>
          ) : null
        }
      >
        {map.seats.length === 0 ? (
          <p className="section-empty">{say("rulesLater")}</p>
        ) : (
          rules.map((rule) => <Rule key={rule.finding.rule} {...rule} map={map} acts={acts} onShow={onShow} />)
        )}
      </Section>
      {map.plan.edition > 0 && map.differences > 0 ? <Differences meetingId={meeting.id} map={map} onShow={onShow} /> : null}
    </aside>
  )
}

function Chosen({ spot, acts, place, mayChange }: { spot: Spot; acts: Acts; place: string; mayChange: boolean }) {
  const say = useWords(words)
  const { person } = spot
  return (
    <section className="chosen-seat" aria-label={say("chosen", { name: person?.name ?? place })}>
      <strong>{person?.name ?? say(spot.locked ? "reserved" : "emptySeat")}</strong>
      <p>
        {place}
        {spot.locked ? ` · ${say("locked")}` : ""}
      </p>
      {mayChange ? (
        <div className="chosen-actions">
          {person && !spot.locked ? (
            <>
              <button type="button" className="quiet-link" onClick={() => acts.setTool("swap")}>
                {say("toolSwap")}
              </button>
              <button type="button" className="quiet-link" onClick={() => acts.unseat(person.id)}>
                {say("unseat")}
              </button>
            </>
          ) : null}
          {spot.area === "hall" ? (
            <button type="button" className="quiet-link" onClick={() => acts.setLock(spot, !spot.locked)}>
              {say(spot.locked ? "unlock" : person ? "lock" : "reserve")}
            </button>
          ) : null}
        </div>
      ) : null}
    </section>
  )
}

type RuleProps = { finding: Finding; disc: number | null; map: SeatMap; acts: Acts; onShow: (key: string) => void }

function Rule({ finding, disc, map, acts, onShow }: RuleProps) {
  const say = useWords(words)
  const [seen, setSeen] = useState(0)
  const where = whereOf(finding.spots[0], say)
  const name = say(finding.rule === "strokes" && map.plan.order.names === "full-name" ? "rule_strokes_full" : ruleNames[finding.rule])
  const next = () => {
    const spot = finding.spots[seen % finding.spots.length]
    const place = spot?.places[0]
    setSeen(seen + 1)
    if (place) onShow(keyOf(place))
  }
  return (
    <div className="rule" data-level={finding.level}>
      {finding.level === "ok" ? <Icon name="check" size={15} /> : <Alarm size={14} />}
      <span>{disc === null ? name : `${discs[disc - 1]} ${name}`}</span>
      {where ? (
        <button type="button" className="quiet-link" onClick={next}>
          {say("seePlace")}
        </button>
      ) : null}
      {finding.level === "ok" ? null : <small>{where ? say("spots", { count: finding.count, where }) : say("people", { count: finding.count })}</small>}
      {finding.rule === "everyone" && finding.level !== "ok" ? <Unseated finding={finding} map={map} acts={acts} /> : null}
    </div>
  )
}

const ruleNames = {
  everyone: "rule_everyone",
  excused: "rule_excused",
  block: "rule_block",
  leaders: "rule_leaders",
  strokes: "rule_strokes_surname",
  behind: "rule_behind",
  front: "rule_front",
  rostrum: "rule_rostrum",
  colleagues: "rule_colleagues",
} as const
const differenceNames = { moved: "difference_moved", seated: "difference_seated", left: "difference_left" } as const
const discs = "①②③④⑤⑥⑦⑧⑨"
/** 6 排 5、6 座; places in several rows each with its row. */
function whereOf(spot: Finding["spots"][number] | undefined, say: Say<typeof words>): string | undefined {
  if (!spot?.places.length) return undefined
  const rows = Map.groupBy(spot.places, (place) => place.row)
  return [...rows].map(([row, places]) => say("inRow", { row, seats: places.map((place) => place.number).join(say("comma")) })).join(say("semicolon"))
}

/** Those without a seat: a click takes one of them up, the next click on an empty seat puts him there. */
function Unseated({ finding, map, acts }: { finding: Finding; map: SeatMap; acts: Acts }) {
  const seated = new Set(map.seats.map((seat) => seat.attendeeId))
  const names = new Set(finding.spots.flatMap((spot) => spot.names))
  const waiting = map.people.filter((person) => names.has(person.name) && !seated.has(person.id)).slice(0, 12)
  return (
    <div className="rule-names">
      {waiting.map((person) => (
        <button type="button" key={person.id} className="chip" aria-pressed={acts.placing?.id === person.id} onClick={() => acts.setPlacing(person)}>
          {person.name}
        </button>
      ))}
    </div>
  )
}

function Differences({ meetingId, map, onShow }: { meetingId: string; map: SeatMap; onShow: (key: string) => void }) {
  const say = useWords(words)
  const [isAll, setAll] = useState(false)
  const { data = [] } = useRead(seating.differences, { meetingId })
  const shown = isAll ? data : data.slice(0, 8)
  return (
    <Section
      title={say("differences", { edition: map.plan.edition })}
      count={map.differences}
      action={
        data.length > 8 ? (
          <button type="button" className="quiet-link" onClick={() => setAll(!isAll)}>
            {say(isAll ? "fewer" : "all")}
          </button>
        ) : null
      }
    >
      {shown.map((difference) => (
        <button type="button" key={difference.attendeeId} className="difference" onClick={() => difference.place && onShow(keyOf(difference.place))}>
          <span>{say(differenceNames[difference.kind])}</span>
          {`${difference.name} → ${difference.to ?? say("noSeat")}`}
        </button>
      ))}
    </Section>
  )
}
