import { Dropdown, type MenuProps } from "antd"
import { useState } from "react"
import { dayOf } from "#kernel/dates.ts"
import { nameOfModule, operationsByModule } from "#modules/access/web/operation-names.ts"
import { useRead } from "#web/api.ts"
import type { PageProps } from "#web/pages.ts"
import { Icon } from "#web/ui/icon.tsx"
import { Busy, Empty, PageHead, Problem } from "#web/ui/page.tsx"
import { useLocale, useWords } from "#web/words.ts"
import { meetings } from "../../contract.ts"
import { words } from "../words.ts"
import { DoingLines, isNamed } from "./doing-lines.tsx"

const size = 50
/** What is done in a meeting happens in these rooms. */
const rooms = operationsByModule.map(({ module }) => module).filter((module) => !["house", "units", "access", "audit"].includes(module))

type Where = { who?: { id: string; name: string }; room?: string }

export function Page({ meetingId }: PageProps) {
  const say = useWords(words)
  const [where, setWhere] = useState<Where>({})
  // behind which doing each page seen so far begins: the last is the page shown
  const [behind, setBehind] = useState<(string | undefined)[]>([undefined])
  const set = (change: Where) => {
    setWhere((before) => ({ ...before, ...change }))
    setBehind([undefined])
  }
  const after = behind.at(-1)
  const meeting = useRead(meetings.get, { meetingId })
  const asked = { ...(where.who ? { whoId: where.who.id } : {}), ...(where.room ? { module: where.room } : {}) }
  const read = useRead(meetings.doings, { meetingId, size, ...asked, ...(after ? { after } : {}) })
  const runs = (read.data?.rows ?? []).filter(isNamed).map((doing) => ({ doing, count: 1 }))
  const isNarrowed = Boolean(where.who || where.room)
  const next = read.data?.next ?? null
  return (
    <div className="doings-page">
      <PageHead title={say("doings")} />
      <Chips meetingId={meetingId} where={where} onSet={set} />
      {read.error ? <Problem error={read.error} again={() => void read.refetch()} /> : null}
      {!read.error && (!read.data || !meeting.data) ? <Busy /> : null}
      {read.data && runs.length === 0 ? <Empty sentence={say(isNarrowed ? "noneFound" : "none")} action={isNarrowed ? <Clear onSet={set} /> : null} /> : null}
      {meeting.data && runs.length > 0 ? (
        <DoingLines meeting={meeting.data} today={dayOf(new Date().toISOString(), meeting.data.zone)} runs={runs} whole />
      ) : null}
      {behind.length > 1 || next ? (
        <Pages
          isFirst={behind.length === 1}
          onNewest={() => setBehind([undefined])}
          onNewer={() => setBehind((before) => before.slice(0, -1))}
          onOlder={next ? () => setBehind((before) => [...before, next]) : undefined}
        />
      ) : null}
    </div>
  )
}

function Clear({ onSet }: { onSet: (change: Where) => void }) {
  const say = useWords(words)
  return (
    <button type="button" className="quiet-link" onClick={() => onSet({ who: undefined, room: undefined })}>
      {say("clearAll")}
    </button>
  )
}

type ChipsProps = { meetingId: string; where: Where; onSet: (change: Where) => void }

function Chips({ meetingId, where, onSet }: ChipsProps) {
  const say = useWords(words)
  const locale = useLocale()
  const doers = useRead(meetings.doers, { meetingId })
  const items: NonNullable<MenuProps["items"]> = [
    {
      key: "who",
      label: say("who"),
      popupClassName: "doings-menu",
      children: (doers.data ?? []).map((who) => ({ key: who.id, label: who.name, onClick: () => onSet({ who }) })),
    },
    {
      key: "room",
      label: say("room"),
      popupClassName: "doings-menu",
      children: rooms.map((room) => ({ key: room, label: nameOfModule(room, locale), onClick: () => onSet({ room }) })),
    },
  ]
  const chips = [
    ...(where.who ? [{ key: "who" as const, label: say("condition", { what: say("who"), value: where.who.name }) }] : []),
    ...(where.room ? [{ key: "room" as const, label: say("condition", { what: say("room"), value: nameOfModule(where.room, locale) }) }] : []),
  ]
  return (
    <div className="list-chips">
      {chips.map(({ key, label }) => (
        <button type="button" key={key} className="chip" onClick={() => onSet({ [key]: undefined })}>
          {label}
          <Icon name="close" size={12} />
        </button>
      ))}
      <Dropdown menu={{ items }} trigger={["click"]}>
        <button type="button" className="quiet-link">
          {say("addCondition")}
        </button>
      </Dropdown>
    </div>
  )
}

type PagesProps = { isFirst: boolean; onNewest: () => void; onNewer: () => void; onOlder: (() => void) | undefined }

function Pages({ isFirst, onNewest, onNewer, onOlder }: PagesProps) {
  const say = useWords(words)
  return (
    <footer className="list-foot">
      {isFirst ? null : (
        <button type="button" className="plain-button" onClick={onNewest}>
          {say("newest")}
        </button>
      )}
      <div className="list-pages">
        <button type="button" className="icon-button" aria-label={say("newer")} disabled={isFirst} onClick={onNewer}>
          <Icon name="left" />
        </button>
        <button type="button" className="icon-button" aria-label={say("older")} disabled={!onOlder} onClick={onOlder}>
          <Icon name="right" />
        </button>
      </div>
    </footer>
  )
}
