/** The meeting in hand; the others are one click away, with how they stand. */
import { Dropdown } from "antd"
import { useEffect, useRef, useState } from "react"
import type { BoardLine } from "#modules/meetings/board/contract.ts"
import { anything, matching } from "#modules/meetings/board/rules.ts"
import { Numbers } from "#modules/meetings/board/web/numbers.tsx"
import { meetings } from "#modules/meetings/contract.ts"
import { useRead } from "#web/api.ts"
import { Go } from "#web/nav.tsx"
import { Icon } from "#web/ui/icon.tsx"
import { useWords } from "#web/words.ts"
import { words } from "./words.ts"

/** Beyond these nobody reads a menu to its end. */
const searchedFrom = 12

export function MeetingSwitch({ meetingId }: { meetingId: string | undefined }) {
  const say = useWords(words)
  const [isOpen, setOpen] = useState(false)
  const list = useRead(meetings.list, {})
  const current = list.data?.find((meeting) => meeting.id === meetingId)
  return (
    <Dropdown
      trigger={["click"]}
      open={isOpen}
      onOpenChange={(open, { source }) => (source === "trigger" ? setOpen(open) : undefined)}
      popupRender={() => <Choice meetingId={meetingId} onChosen={() => setOpen(false)} />}
      destroyOnHidden
    >
      <button type="button" className="header-meeting" title={current?.name} aria-expanded={isOpen}>
        <span>{current?.name ?? say(meetingId ? "chooseMeeting" : "meetings")}</span>
        <Icon name="down" size={12} />
      </button>
    </Dropdown>
  )
}

function Choice({ meetingId, onChosen }: { meetingId: string | undefined; onChosen: () => void }) {
  const say = useWords(words)
  const [find, setFind] = useState("")
  const field = useRef<HTMLInputElement>(null)
  const board = useRead(meetings.board, {})
  const all = board.data ?? []
  const isLong = all.length > searchedFrom
  // opened to choose a meeting, one begins to type its name
  useEffect(() => {
    if (isLong) field.current?.focus()
  }, [isLong])
  const shown = matching(all, { ...anything, find }).slice(0, 50)
  return (
    <div className="switch">
      {isLong ? (
        <label className="list-search switch-search">
          <Icon name="search" />
          <input
            ref={field}
            type="search"
            value={find}
            placeholder={say("findMeeting")}
            aria-label={say("findMeeting")}
            onChange={(event) => setFind(event.target.value)}
          />
        </label>
      ) : null}
      <ul>
        {shown.map((line: BoardLine) => (
          <li key={line.id}>
            <Go to={`/meetings/${line.id}`} onClick={onChosen} aria-current={line.id === meetingId ? "true" : undefined} title={line.name}>
              <span className="switch-name">{line.name}</span>
              <Numbers line={line} />
            </Go>
          </li>
        ))}
        {board.data && shown.length === 0 ? <li className="switch-none">{find ? say("nothingFound", { find }) : say("noMeetings")}</li> : null}
      </ul>
      <Go to="/meetings" className="switch-all" onClick={onChosen}>
        {say("allMeetings")}
      </Go>
    </div>
  )
}
