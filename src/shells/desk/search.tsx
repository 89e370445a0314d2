/** Ctrl K: any person, seat, paper or task of the meeting in hand, and any page. */
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react"
import { meetings } from "#modules/meetings/contract.ts"
import { useRead } from "#web/api.ts"
import { useGo } from "#web/nav.tsx"
import { useMeetingNames, useSession } from "#web/session.ts"
import { Icon } from "#web/ui/icon.tsx"
import { sayNow, useWords } from "#web/words.ts"
import { pages, pathOf } from "./collected.ts"
import { words } from "./words.ts"

type Found = { key: string; kind: string; title: string; detail: string; to: string }

export function Search({ meetingId }: { meetingId: string | undefined }) {
  const say = useWords(words)
  const go = useGo()
  const field = useRef<HTMLInputElement>(null)
  const listId = useId()
  const [typed, setTyped] = useState("")
  const [isOpen, setOpen] = useState(false)
  const [at, setAt] = useState(0)
  const found = useFound(meetingId, typed.trim())
  useCtrlK(() => field.current?.focus())
  const leave = () => {
    setTyped("")
    setOpen(false)
    field.current?.blur()
  }
  const follow = (one: Found | undefined) => {
    if (!one) return
    leave()
    go(one.to)
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "Escape") leave()
    else if (event.key === "Enter" && !event.nativeEvent.isComposing) follow(found[at])
    else if (event.key === "ArrowDown") setAt(Math.min(found.length - 1, at + 1))
    else if (event.key === "ArrowUp") setAt(Math.max(0, at - 1))
    else return
    event.preventDefault()
  }
  const isShown = isOpen && typed.trim() !== ""
  return (
    <div className="search" data-open={isOpen || undefined}>
      <Icon name="search" />
      <input
        ref={field}
        type="text"
        role="combobox"
        aria-expanded={isShown}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={isShown && found[at] ? `${listId}-${at}` : undefined}
        aria-label={say("search")}
        placeholder={meetingId ? say("searchHint") : say("searchHintHouse")}
        value={typed}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={onKey}
        onChange={(event) => {
          setTyped(event.target.value)
          setAt(0)
        }}
      />
      <kbd>{say("searchKey")}</kbd>
      <div id={listId} role="listbox" className="search-found" aria-label={say("search")} hidden={!isShown}>
        {found.map((one, place) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field keeps the focus and hears the keys, as a combobox does
          // biome-ignore lint/a11y/useFocusableInteractive: an option is pointed at by aria-activedescendant, it never takes the focus
          <div
            key={one.key}
            id={`${listId}-${place}`}
            role="option"
            aria-selected={place === at}
            className="search-one"
            onPointerMove={() => setAt(place)}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => follow(one)}
          >
            <span className="search-kind">{one.kind}</span>
            <span className="search-title">{one.title}</span>
            <span className="search-detail">{one.detail}</span>
          </div>
        ))}
        {found.length === 0 ? <p className="search-none">{say("nothingFound", { find: typed.trim() })}</p> : null}
      </div>
    </div>
  )
}

function useCtrlK(then: () => void): void {
  const latest = useRef(then)
  latest.current = then
  useEffect(() => {
    const press = (event: globalThis.KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "k") return
      event.preventDefault()
      latest.current()
    }
    document.addEventListener("keydown", press)
    return () => document.removeEventListener("keydown", press)
  }, [])
}

function useFound(meetingId: string | undefined, find: string): Found[] {
  const say = useWords(words)
  const { may } = useSession()
  const [asked, setAsked] = useState(find)
  useEffect(() => {
    const timer = setTimeout(() => setAsked(find), 150)
    return () => clearTimeout(timer)
  }, [find])
  const names = useMeetingNames()
  const things = useRead(
    meetings.search,
    { meetingId: meetingId ?? "", find: asked },
    { enabled: meetingId !== undefined && asked !== "" && may("meetings.search", meetingId) },
  )
  if (find === "") return []
  const rooms = pages
    .filter((page) => page.title && (page.phase === "house" || meetingId) && (!page.grant || may(page.grant, meetingId)))
    .map((page) => ({ page, title: sayNow(page.words, page.title ?? "") }))
    .filter(({ title }) => title.toLowerCase().includes(find.toLowerCase()))
    .map(({ page, title }) => ({ key: pathOf(page), kind: say("searchHouse"), title, detail: "", to: pathOf(page).replace("$meetingId", meetingId ?? "") }))
  const others = names
    .filter(({ id, name }) => id !== meetingId && name.includes(find))
    .map(({ id, name }) => ({ key: id, kind: say("meetings"), title: name, detail: "", to: `/meetings/${id}` }))
  const own = (asked === find ? (things.data ?? []) : []).map((one, place) => ({ ...one, key: `${one.path} ${place}`, to: inMeeting(one.path, meetingId) }))
  return [...rooms, ...own, ...others].filter(isAmongFirst).slice(0, 15)
}

/** Five of a kind: a surname alone must not push the papers and tasks off the list. */
const isAmongFirst = (one: Found, place: number, all: Found[]): boolean => all.slice(0, place).filter(({ kind }) => kind === one.kind).length < 5

/** A module answers with a path below its meeting, or with a whole one. */
const inMeeting = (path: string, meetingId: string | undefined): string =>
  path.startsWith("/meetings/") ? path : `/meetings/${meetingId}/${path.replace(/^\//, "")}`
