/** The rail: the phases of the meeting, and under each its rooms with what wants attention. */
import { useEffect, useState } from "react"
import { access } from "#modules/access/contract.ts"
import { meetings } from "#modules/meetings/contract.ts"
import { useRead } from "#web/api.ts"
import { Go } from "#web/nav.tsx"
import type { Page, Phase } from "#web/pages.ts"
import { useSession } from "#web/session.ts"
import { useWords } from "#web/words.ts"
import { pages, pathOf } from "./collected.ts"
import { words } from "./words.ts"

/** Where the desk stands: the page of the address, with its parameters. */
export type Here = { page: Page | undefined; params: Record<string, string>; path: string }

type Room = { page: Page; to: string; count: number | null; wants: number }

export function Rail({ here, isOut }: { here: Here; isOut: boolean }) {
  const say = useWords(words)
  const { may } = useSession()
  const me = useRead(access.state, {}).data?.me
  const meetingId = here.params.meetingId
  const inMeeting = { meetingId: meetingId ?? "" }
  const counts = useRead(meetings.counts, inMeeting, { enabled: meetingId !== undefined })
  const meeting = useRead(meetings.get, inMeeting, { enabled: meetingId !== undefined })
  const roomsOf = (phase: Phase): Room[] =>
    pages
      .filter((page) => (page.phase ?? "prepare") === phase && page.title && (page.grant ? may(page.grant, meetingId) : !me?.office))
      .sort((a, b) => (a.place ?? 50) - (b.place ?? 50))
      .map((page) => {
        // a page of the house may be called as one of the meeting is: the numbers are the meeting's
        const number = phase === "house" ? undefined : counts.data?.find((one) => one.room === page.path.slice(1))
        return { page, to: pathOf(page).replace("$meetingId", meetingId ?? ""), count: number?.count ?? null, wants: number?.wants ?? 0 }
      })
  const house = roomsOf("house")
  // nothing else opens until what is owed is done
  if (me?.owes)
    return (
      <nav className={isOut ? "rail is-out" : "rail"} aria-label={say("rail")}>
        <Go to="/account" className="rail-room is-top" aria-current="page">
          <span className="rail-name">{say("myAccount")}</span>
        </Go>
      </nav>
    )
  return (
    <nav className={isOut ? "rail is-out" : "rail"} aria-label={say("rail")}>
      {meetingId ? (
        <>
          {roomsOf("overview").map((room) => (
            <RoomLine key={room.to} room={room} here={here} isTop />
          ))}
          {(["prepare", "arrive", "hold", "after"] as const).map((phase) => (
            <PhaseGroup key={`${meetingId} ${phase}`} phase={phase} rooms={roomsOf(phase)} here={here} isInHand={meeting.data?.phase === phase} />
          ))}
          {house.length > 0 ? <PhaseGroup phase="house" rooms={house} here={here} isInHand={false} /> : null}
        </>
      ) : (
        <>
          {house.filter(isDaily).map((room) => (
            <RoomLine key={room.to} room={room} here={here} isTop />
          ))}
          <Rest rooms={house.filter((room) => !isDaily(room))} here={here} />
        </>
      )}
    </nav>
  )
}

/** One's own work, and beyond this place what keeps the house. */
const isDaily = ({ page }: Room): boolean => (page.place ?? 50) < 60

function Rest({ rooms, here }: { rooms: Room[]; here: Here }) {
  const say = useWords(words)
  if (rooms.length === 0) return null
  return (
    <ul className="rail-group is-house" aria-label={say("house")}>
      {rooms.map((room) => (
        <li key={room.to}>
          <RoomLine room={room} here={here} />
        </li>
      ))}
    </ul>
  )
}

function PhaseGroup({ phase, rooms, here, isInHand }: { phase: Exclude<Phase, "overview">; rooms: Room[]; here: Here; isInHand: boolean }) {
  const say = useWords(words)
  // a page that is not at the rail itself still stands in its phase
  const isHere = here.page !== undefined && (here.page.phase ?? "prepare") === phase
  const [isOpen, setOpen] = useState(isHere || isInHand)
  useEffect(() => {
    if (isHere || isInHand) setOpen(true)
  }, [isHere, isInHand])
  if (rooms.length === 0) return null
  const wants = rooms.reduce((sum, room) => sum + room.wants, 0)
  return (
    <div className={phase === "house" ? "rail-group is-house" : "rail-group"}>
      <button type="button" className="rail-phase" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {say(phase)}
        {isInHand ? <span className="rail-note">{say("inHand")}</span> : null}
        {!isOpen && !isInHand ? <Wants n={wants} /> : null}
      </button>
      {isOpen ? (
        <ul>
          {rooms.map((room) => (
            <li key={room.to}>
              <RoomLine room={room} here={here} />
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  )
}

function RoomLine({ room, here, isTop = false }: { room: Room; here: Here; isTop?: boolean }) {
  const say = useWords(room.page.words)
  const isHere = isIn(room, here)
  return (
    <Go to={room.to} className={isTop ? "rail-room is-top" : "rail-room"} aria-current={isHere ? "page" : undefined}>
      <span className="rail-name">{say(room.page.title ?? "")}</span>
      {room.wants > 0 ? <Wants n={room.wants} /> : room.count === null ? null : <span className="rail-note">{room.count}</span>}
    </Go>
  )
}

/** A page below a room, such as its import, is still in that room. */
const isIn = (room: Room, { page, path }: Here): boolean =>
  room.page === page || (page !== undefined && !page.title && page.phase === room.page.phase && path.startsWith(`${room.to}/`))

function Wants({ n }: { n: number }) {
  const say = useWords(words)
  if (n === 0) return null
  return (
    <span className="rail-pill">
      <span aria-hidden="true">{n > 999 ? "999+" : n}</span>
      <span className="visually-hidden">{say("wants", { n })}</span>
    </span>
  )
}
