/** 名单排序: in which order each list is read, and who is pinned to a place. */
import { Select } from "antd"
import { useState } from "react"
import { useCommand, useRead } from "#web/api.ts"
import type { PageProps } from "#web/pages.ts"
import { useSession } from "#web/session.ts"
import { type Column, ListPage, useList } from "#web/ui/list.tsx"
import { State } from "#web/ui/page.tsx"
import { type Say, useWords } from "#web/words.ts"
import { attendees } from "../contract.ts"
import { type Listed, Mode, type OrderedList } from "../order/contract.ts"
import { words } from "../order/words.ts"
import { unitAndPost } from "../rules.ts"
import { PinDrawer } from "./pin-drawer.tsx"
import "./roster.css"

type Told = Say<typeof words>

export function Page({ meetingId }: PageProps) {
  const say = useWords(words)
  const { may } = useSession()
  const [listId, setListId] = useState(() => new URLSearchParams(globalThis.location?.search ?? "").get("list") ?? meetingId)
  const list = useList()
  const orders = useRead(attendees.orders, { meetingId })
  const now = orders.data?.find((one) => one.listId === listId) ?? orders.data?.[0]
  const read = useRead(attendees.orderList, { meetingId, listId: now?.listId ?? meetingId, find: list.find, page: list.page, size: list.size })
  const choose = (next: string) => {
    setListId(next)
    list.turnTo(1)
    list.open(undefined)
  }
  const mayPin = may(attendees.pin.name, meetingId)
  return (
    <ListPage<Listed>
      title={say("orderTitle")}
      facts={now ? say("facts", { mode: say(`mode_${now.asRead}`), pins: now.pins }) : undefined}
      list={list}
      read={read}
      columns={columnsOf(say, now)}
      idOf={({ id }) => id}
      searchHint={say("search")}
      tools={now ? <Tools meetingId={meetingId} now={now} lists={orders.data ?? []} onList={choose} /> : undefined}
      empty={{ sentence: say("none") }}
      drawer={
        mayPin && now ? (person) => <PinDrawer key={`${person.id} ${person.place}`} meetingId={meetingId} listId={now.listId} person={person} /> : undefined
      }
    >
      {now && now.rare > 0 ? (
        <p className="order-rare">
          <State kind="warning">{say("rareHere", { count: now.rare })}</State>
        </p>
      ) : null}
    </ListPage>
  )
}

const columnsOf = (say: Told, list: OrderedList | undefined): Column<Listed>[] => [
  { key: "place", title: say("place"), width: 64, align: "right", render: ({ place }) => <span className="rows-quiet">{place}</span> },
  { key: "name", title: say("name"), width: 144, render: (person) => <Name person={person} say={say} /> },
  ...(list?.asRead === "rank" ? [{ key: "rank", title: say("rank"), width: 64, align: "right" as const, render: ({ rank }: Listed) => rank }] : []),
  { key: "strokes", title: say("strokes"), width: 80, align: "right", render: ({ strokes }) => strokes },
  { key: "pin", title: say("pinned"), width: 112, render: ({ pin }) => (pin ? say(`pin_${pin.how}`, { anchor: pin.anchor }) : null) },
  {
    key: "delegation",
    title: say("delegation"),
    width: 128,
    render: ({ delegation }) =>
      delegation && (
        <span className="list-short" title={delegation}>
          {delegation}
        </span>
      ),
  },
  { key: "unitAndPost", title: say("unitAndPost"), grow: true, render: (person) => unitAndPost(person) || null },
]

function Name({ person, say }: { person: Listed; say: Told }) {
  return (
    <span className="roster-name">
      <span className="rows-name">{person.name}</span>
      {person.rare.length > 0 ? (
        <span className="roster-flag">
          <State kind="warning">{say("rare", { characters: person.rare.join("") })}</State>
        </span>
      ) : null}
    </span>
  )
}

type ToolsProps = { meetingId: string; now: OrderedList; lists: readonly OrderedList[]; onList: (listId: string) => void }

function Tools({ meetingId, now, lists, onList }: ToolsProps) {
  const say = useWords(words)
  const { may } = useSession()
  const set = useCommand(attendees.setOrder)
  const usual = lists[0]?.asRead ?? "full"
  const nameOf = ({ kind, name, people }: OrderedList) => `${kind === "roster" ? say("roster") : name} ${people.toLocaleString("en-US")}`
  const modes = Mode.options.map((value) => ({ value, label: say(`mode_${value}`) }))
  const asRoster = { value: "", label: say("asRoster", { mode: say(`mode_${usual}`) }) }
  return (
    <>
      <Select
        aria-label={say("list")}
        showSearch={{ optionFilterProp: "label" }}
        popupMatchSelectWidth={false}
        style={{ width: 200 }}
        value={now.listId}
        options={lists.map((one) => ({ value: one.listId, label: nameOf(one) }))}
        onChange={onList}
      />
      <Select<Mode | "">
        aria-label={say("mode")}
        popupMatchSelectWidth={false}
        style={{ width: 200 }}
        disabled={!may(attendees.setOrder.name, meetingId) || set.isPending}
        value={now.mode ?? (now.kind === "roster" ? now.asRead : "")}
        options={now.kind === "roster" ? modes : [asRoster, ...modes]}
        onChange={(mode) => set.mutate({ meetingId, listId: now.listId, mode: mode || null })}
      />
    </>
  )
}
