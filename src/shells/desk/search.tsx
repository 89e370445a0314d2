/** Ctrl K: meetings; any person, seat, paper or task of the meeting in hand; tasks and people of the others; any page; and what can be begun. */
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react"
import { meetings } from "#modules/meetings/contract.ts"
import { useRead } from "#web/api.ts"
import { useGo } from "#web/nav.tsx"
import { useMeetingNames, useSession } from "#web/session.ts"
import { Icon } from "#web/ui/icon.tsx"
import { type Say, sayNow, useWords } from "#web/words.ts"
import { pages, pathOf } from "./collected.ts"
import { words } from "./words.ts"

type Group = "meetings" | "here" | "elsewhere" | "pages" | "verbs"
type Found = { key: string; group: Group; kind: string; title: string; detail: string; to: string }

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
        <Groups found={found} at={at} listId={listId} onAt={setAt} onFollow={follow} />
        {found.length === 0 ? <p className="search-none">{say("nothingFound", { find: typed.trim() })}</p> : null}
      </div>
    </div>
  )
}

type GroupsProps = { found: Found[]; at: number; listId: string; onAt: (place: number) => void; onFollow: (one: Found) => void }

function Groups({ found, at, listId, onAt, onFollow }: GroupsProps) {
  const say = useWords(words)
  const groups = [...new Set(found.map(({ group }) => group))]
  useEffect(() => document.getElementById(`${listId}-${at}`)?.scrollIntoView({ block: "nearest" }), [listId, at])
  return (
    <>
      {groups.map((group) => (
        // biome-ignore lint/a11y/useSemanticElements: a group of options inside a list box, as ARIA has it
        <div key={group} role="group" aria-label={say(`found_${group}`)}>
          <p className="search-group" aria-hidden="true">
            {say(`found_${group}`)}
          </p>
          {found.map((one, place) =>
            one.group === group ? (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the field keeps the focus and hears the keys, as a combobox does
              // biome-ignore lint/a11y/useFocusableInteractive: an option is pointed at by aria-activedescendant, it never takes the focus
              <div
                key={one.key}
                id={`${listId}-${place}`}
                role="option"
                aria-selected={place === at}
                className="search-one"
                onPointerMove={() => onAt(place)}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => onFollow(one)}
              >
                <span className="search-kind">{one.kind}</span>
                <span className="search-title">{one.title}</span>
                <span className="search-detail">{one.detail}</span>
              </div>
            ) : null,
          )}
        </div>
      ))}
    </>
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
  const elsewhere = useRead(
    meetings.find,
    { find: asked, ...(meetingId ? { but: meetingId } : {}) },
    { enabled: asked !== "" && names.length > (meetingId ? 1 : 0) },
  )
  if (find === "") return []
  const isIn = (text: string) => text.toLowerCase().includes(find.toLowerCase())
  const isFresh = asked === find
  const pagesHere = pages
    .filter((page) => page.title && (page.phase === "house" || meetingId) && (!page.grant || may(page.grant, meetingId)))
    .map((page) => ({ page, title: sayNow(page.words, page.title ?? "") }))
    .filter(({ title }) => isIn(title))
    .map(({ page, title }) => ({
      key: pathOf(page),
      group: "pages" as const,
      kind: say("searchHouse"),
      title,
      detail: "",
      to: pathOf(page).replace("$meetingId", meetingId ?? ""),
    }))
  const named = names
    .filter(({ id, name }) => id !== meetingId && isIn(name))
    .map(({ id, name }) => ({ key: id, group: "meetings" as const, kind: say("meetings"), title: name, detail: "", to: `/meetings/${id}` }))
  const own = (isFresh ? (things.data ?? []) : []).map((one, place) => ({
    ...one,
    group: "here" as const,
    key: `${one.path} ${place}`,
    to: inMeeting(one.path, meetingId),
  }))
  const others = (isFresh ? (elsewhere.data ?? []) : []).map((one, place) => ({
    ...one,
    group: "elsewhere" as const,
    key: `${one.path} ${place}`,
    to: one.path,
  }))
  return [...named, ...own, ...others, ...pagesHere, ...verbs(say, { find, meetingId, may })].filter(isAmongFirst).slice(0, 24)
}

type Begun = { find: string; meetingId: string | undefined; may: (operation: string, meetingId?: string) => boolean }

/** What can be begun from anywhere. */
function verbs(say: Say<typeof words>, { find, meetingId, may }: Begun): Found[] {
  const all = [
    { title: say("newMeeting"), to: "/meetings/new", isOpen: may("meetings.create") },
    { title: say("sendNotices"), to: `/meetings/${meetingId}/notices`, isOpen: meetingId !== undefined && may("notices.write", meetingId) },
    { title: say("importRoster"), to: `/meetings/${meetingId}/roster/import`, isOpen: meetingId !== undefined && may("attendees.importRoster", meetingId) },
  ]
  return all
    .filter(({ title, isOpen }) => isOpen && title.toLowerCase().includes(find.toLowerCase()))
    .map(({ title, to }) => ({ key: title, group: "verbs" as const, kind: say("verb"), title, detail: "", to }))
}

/** Five of a kind: a surname alone must not push the papers and tasks off the list. */
const isAmongFirst = (one: Found, place: number, all: Found[]): boolean =>
  all.slice(0, place).filter(({ kind, group }) => kind === one.kind && group === one.group).length < 5

/** A module answers with a path below its meeting, or with a whole one. */
const inMeeting = (path: string, meetingId: string | undefined): string =>
  path.startsWith("/meetings/") ? path : `/meetings/${meetingId}/${path.replace(/^\//, "")}`
