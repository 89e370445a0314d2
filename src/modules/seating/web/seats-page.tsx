import { useEffect, useRef, useState } from "react"
import { type Meeting, meetings } from "#modules/meetings/contract.ts"
import { useRead } from "#web/api.ts"
import type { PageProps } from "#web/pages.ts"
import { useSession } from "#web/session.ts"
import { Busy, Problem } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import { type SeatMap, seating } from "../contract.ts"
import { words } from "../words.ts"
import { HallCanvas, type HallHandle } from "./hall-canvas.tsx"
import { HallForm } from "./hall-form.tsx"
import type { Shown } from "./hall-ink.ts"
import { type Layout, layoutOf } from "./hall-layout.ts"
import { keyOf, type Spot } from "./hall-places.ts"
import { marksOf } from "./marks.ts"
import { RostrumForm } from "./rostrum-form.tsx"
import { RulesForm } from "./rules-form.tsx"
import { SeatCard, SeatsStart } from "./seat-card.tsx"
import { SeatsFoot, SeatsHead } from "./seats-bars.tsx"
import { SeatsSide } from "./seats-side.tsx"
import { Tools } from "./tools.tsx"
import { type Acts, type Panel, useActs } from "./use-acts.ts"
import "./seats.css"
import "./hall.css"
import "./side.css"
import "./narrow.css"

export function Page({ meetingId }: PageProps) {
  const map = useRead(seating.map, { meetingId })
  const meeting = useRead(meetings.get, { meetingId })
  const error = map.error ?? meeting.error
  if (!map.data || !meeting.data) return error ? <Problem error={error} again={() => void map.refetch()} /> : <Busy />
  return <Seats meeting={meeting.data} map={map.data} />
}

/** The drawing is made anew only when the seats are: hovering and moving repaint it as it is. */
function useLayoutOf(map: SeatMap): { layout: Layout; groupNames: Map<string, string> } {
  const kept = useRef<{ map: SeatMap; layout: Layout; groupNames: Map<string, string> }>(undefined)
  if (kept.current?.map !== map) {
    kept.current = { map, layout: layoutOf(map), groupNames: new Map(map.groups.map((group) => [group.id, group.name.replace(/代表团$/, "")])) }
  }
  return kept.current
}

function Seats({ meeting, map }: { meeting: Meeting; map: SeatMap }) {
  const say = useWords(words)
  const { may } = useSession()
  const { layout, groupNames } = useLayoutOf(map)
  const hall = useRef<HallHandle>(null)
  const [shown, setShown] = useState<Shown>("names")
  const [panel, setPanel] = useState<Panel>()
  const acts = useActs(meeting.id, map, layout)
  const mayChange = may(seating.arrange.name, meeting.id)
  const place = (spot: Spot) => placeName(say, map, spot)
  const show = (key: string) => hall.current?.show(key)
  const chosen = layout.byKey.get(acts.chosen ?? "")
  // biome-ignore lint/correctness/useExhaustiveDependencies: the search of the whole house leads here once, by the address
  useEffect(() => {
    const asked = new URLSearchParams(globalThis.location.search).get("find")
    if (asked) showPerson(asked, { layout, acts, show })
  }, [])
  return (
    <div className={panel ? "seats is-changing" : "seats"}>
      <SeatsHead
        meeting={meeting}
        map={map}
        shown={shown}
        onShown={setShown}
        isChanging={panel !== undefined}
        onShow={(id) => showPerson(id, { layout, acts, show })}
      />
      <Tools map={map} acts={acts} panel={panel} onPanel={setPanel} hall={hall} mayChange={mayChange} />
      <div className="seats-room">
        <HallCanvas
          ref={hall}
          layout={layout}
          shown={shown}
          groupNames={groupNames}
          chosen={acts.chosen}
          marks={marksOf(map.findings)}
          words={{ aisle: say("aisle") }}
          label={say("hallLabel", { hall: map.plan.hall.name })}
          say={(spot) => [place(spot), spot.person?.name ?? say("emptySeat")].join(" ")}
          onChoose={acts.choose}
          onDrop={mayChange ? acts.putOn : () => undefined}
          card={(spot) => (
            <SeatCard map={map} spot={spot} place={place(spot)} groupName={map.groups.find((group) => group.id === spot.person?.groupId)?.name ?? ""} />
          )}
        />
        <Hint acts={acts} />
        {map.seats.length === 0 ? <SeatsStart meetingId={meeting.id} map={map} acts={acts} mayChange={mayChange} /> : null}
      </div>
      {panel ? null : (
        <SeatsSide meeting={meeting} map={map} acts={acts} chosen={chosen} onShow={show} onPanel={setPanel} mayChange={mayChange} place={place} />
      )}
      <SeatsFoot meeting={meeting} map={map} onClear={mayChange ? acts.clear : undefined} />
      {panel === "hall" ? <HallForm meetingId={meeting.id} plan={map.plan} onClose={() => setPanel(undefined)} onSaved={acts.arrange} /> : null}
      {panel === "rules" ? <RulesForm meetingId={meeting.id} plan={map.plan} onClose={() => setPanel(undefined)} onSaved={acts.arrange} /> : null}
      {panel === "rostrum" ? <RostrumForm meetingId={meeting.id} map={map} onClose={() => setPanel(undefined)} onSaved={acts.arrange} /> : null}
    </div>
  )
}

function showPerson(id: string, { layout, acts, show }: { layout: Layout; acts: Acts; show: (key: string) => void }): void {
  const spot = layout.byPerson.get(id)
  if (!spot) return
  acts.choose(spot)
  show(keyOf(spot))
}

type Say = ReturnType<typeof useWords<typeof words>>
const placeName = (say: Say, { plan }: SeatMap, { area, row, number }: Spot): string =>
  area === "rostrum" ? say("rostrumPlace", { rostrum: plan.rostrum.name, row, number }) : say("place", { row, number })

function Hint({ acts }: { acts: Acts }) {
  const say = useWords(words)
  const sentence = acts.placing
    ? say("placeHint", { name: acts.placing.name })
    : acts.tool === "swap"
      ? say("swapHint")
      : acts.tool === "lock"
        ? say("lockHint")
        : undefined
  if (!sentence) return null
  return (
    <div className="seats-hint" role="status">
      {sentence}
      <button type="button" className="quiet-link" onClick={acts.stop}>
        {say("cancel")}
      </button>
    </div>
  )
}
