import { Button, Segmented } from "antd"
import { useEffect, useState } from "react"
import { clockOf, shortMoment } from "#kernel/dates.ts"
import type { Meeting } from "#modules/meetings/contract.ts"
import { call, useCommand, useRead } from "#web/api.ts"
import { Go } from "#web/nav.tsx"
import { useSession } from "#web/session.ts"
import { tell } from "#web/tell.ts"
import { Icon } from "#web/ui/icon.tsx"
import { JobButton } from "#web/ui/job.tsx"
import { useLocale, useWords } from "#web/words.ts"
import { type SeatMap, seating } from "../contract.ts"
import { words } from "../words.ts"
import type { Shown } from "./hall-ink.ts"

type HeadProps = { meeting: Meeting; map: SeatMap; shown: Shown; onShown: (shown: Shown) => void; onShow: (attendeeId: string) => void; isChanging: boolean }

export function SeatsHead({ meeting, map, shown, onShown, onShow, isChanging }: HeadProps) {
  const say = useWords(words)
  const { may } = useSession()
  const publish = useCommand(seating.publish, { onDone: ({ edition, seated }) => tell("ok", say("publishedNow", { edition, seated })) })
  const { plan } = map
  const seats = plan.hall.rows * plan.hall.sections.reduce((sum, section) => sum + section.seats, 0)
  const inHall = map.seats.filter((seat) => seat.area === "hall").length
  const isPublished = plan.edition > 0 && map.differences === 0
  return (
    <header className="seats-head">
      <Go to={`/meetings/${meeting.id}`} className="seats-back">
        <Icon name="left" />
        {say("back")}
      </Go>
      <h1>{say("title")}</h1>
      <span className="seats-facts">
        {plan.hall.name}　{say("standing", { seated: map.seats.length, empty: seats - inHall })}
      </span>
      <div className="seats-actions">
        <FindSeat meetingId={meeting.id} onShow={onShow} />
        <Segmented<Shown>
          value={shown}
          onChange={onShown}
          aria-label={say("show")}
          options={[
            { value: "names", label: say("showNames") },
            { value: "groups", label: say("showGroups") },
            { value: "numbers", label: say("showNumbers") },
          ]}
        />
        {may(seating.printMap.name, meeting.id) ? (
          <JobButton
            label={say("print")}
            disabled={map.seats.length === 0}
            start={() => call(seating.printMap, { meetingId: meeting.id, published: isPublished })}
          />
        ) : null}
        {may(seating.publish.name, meeting.id) ? (
          <Button
            // while a form is open its own button is the one to press
            type={isChanging ? "default" : "primary"}
            disabled={map.seats.length === 0 || isPublished}
            loading={publish.isPending}
            onClick={() => publish.mutate({ meetingId: meeting.id })}
          >
            {isPublished ? say("asPublished", { edition: plan.edition }) : say("publish", { edition: plan.edition + 1 })}
          </Button>
        ) : null}
      </div>
    </header>
  )
}

/** 找座位: by name, pinyin or initials; a choice is shown in the hall. */
function FindSeat({ meetingId, onShow }: { meetingId: string; onShow: (attendeeId: string) => void }) {
  const say = useWords(words)
  const [typed, type] = useState("")
  const [find, setFind] = useState("")
  useEffect(() => {
    const timer = setTimeout(() => setFind(typed.trim()), 150)
    return () => clearTimeout(timer)
  }, [typed])
  const found = useRead(seating.find, { meetingId, find: find || "-" }, { enabled: find !== "" })
  const take = (id: string) => {
    onShow(id)
    type("")
    setFind("")
  }
  return (
    <div className="seats-find">
      <label className="list-search">
        <Icon name="search" />
        <input
          type="search"
          value={typed}
          placeholder={say("findPlace")}
          aria-label={say("found")}
          onChange={(event) => type(event.target.value)}
          onKeyDown={(event) => {
            const first = found.data?.find((person) => person.label)
            if (event.key === "Enter" && first) take(first.attendeeId)
            if (event.key === "Escape") type("")
          }}
        />
      </label>
      {find && found.data ? (
        <div className="seats-found">
          {found.data.length === 0 ? <p>{say("nobodyFound")}</p> : null}
          {found.data.map((person) => (
            <button type="button" key={person.attendeeId} disabled={!person.label} onClick={() => take(person.attendeeId)}>
              {person.name}
              <span>{person.groupName}</span>
              <b>{person.label ?? say("noSeat")}</b>
            </button>
          ))}
        </div>
      ) : null}
    </div>
  )
}

export function SeatsFoot({ meeting, map: { plan, differences, seats }, onClear }: { meeting: Meeting; map: SeatMap; onClear?: () => void }) {
  const say = useWords(words)
  const locale = useLocale()
  const isPublished = plan.edition > 0 && differences === 0
  return (
    <footer className="seats-foot">
      <strong>{isPublished ? say("asPublished", { edition: plan.edition }) : say("draft", { edition: plan.edition + 1 })}</strong>
      {seats.length > 0 ? <span>{say("savedAt", { when: clockOf(plan.changedAt, meeting.zone) })}</span> : null}
      <span>
        {plan.publishedAt
          ? say("published", { edition: plan.edition, when: shortMoment(plan.publishedAt, meeting.zone, locale), who: plan.publishedBy ?? "" })
          : say("neverPublished")}
      </span>
      <span className="seats-foot-end">
        {plan.edition > 0 ? (differences > 0 ? say("differs", { count: differences }) : say("same")) : null}
        {onClear && seats.length > 0 ? (
          <button type="button" className="quiet-link" onClick={onClear}>
            {say("clear")}
          </button>
        ) : null}
      </span>
    </footer>
  )
}
