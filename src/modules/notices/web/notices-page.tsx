/** 通知: written here, published to the phones, taken back where it must be. */
import "./notices.css"
import { Button, Input } from "antd"
import { useState } from "react"
import { clockOf, dayOf, plainClock, shortDay } from "#kernel/dates.ts"
import { useCommand, useRead } from "#web/api.ts"
import type { PageProps } from "#web/pages.ts"
import { useSession } from "#web/session.ts"
import { Drawer } from "#web/ui/drawer.tsx"
import { type Column, ListPage, useList } from "#web/ui/list.tsx"
import { State } from "#web/ui/page.tsx"
import { useLocale, useWords } from "#web/words.ts"
import { type Notice, notices } from "../contract.ts"
import { words } from "../words.ts"

export function Page({ meetingId }: PageProps) {
  const say = useWords(words)
  const { may } = useSession()
  const list = useList({ size: 100 })
  const read = useRead(notices.list, { meetingId })
  const [isNew, setNew] = useState(false)
  const columns = useColumns()
  const rows = (read.data ?? []).filter((notice) => `${notice.title} ${notice.body}`.includes(list.find))
  const write = may(notices.write.name, meetingId) ? (
    <Button
      type="primary"
      onClick={() => {
        list.open(undefined)
        setNew(true)
      }}
    >
      {say("write")}
    </Button>
  ) : null
  return (
    <>
      <ListPage
        title={say("noticesRoom")}
        actions={write}
        list={list}
        read={{ ...read, data: read.data && { rows: rows.slice((list.page - 1) * list.size, list.page * list.size), total: rows.length } }}
        columns={columns}
        idOf={(notice) => notice.id}
        empty={{ sentence: say("noNotices") }}
        drawer={isNew ? undefined : (notice) => <Edit key={`${notice.id} ${notice.version}`} meetingId={meetingId} notice={notice} />}
      />
      {isNew ? (
        <Drawer title={say("write")} onClose={() => setNew(false)}>
          <Write
            meetingId={meetingId}
            onWritten={(id) => {
              setNew(false)
              list.open(id)
            }}
          />
        </Drawer>
      ) : null}
    </>
  )
}

function useColumns(): Column<Notice>[] {
  const say = useWords(words)
  const locale = useLocale()
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const when = (instant: string) => `${shortDay(dayOf(instant, zone), locale)} ${plainClock(clockOf(instant, zone))}`
  return [
    { key: "title", title: say("title"), grow: true, render: (notice) => <span className="rows-name">{notice.title}</span> },
    {
      key: "state",
      title: say("state"),
      width: 120,
      render: (notice) => <State kind={notice.publishedAt ? "ok" : "quiet"}>{say(notice.publishedAt ? "published" : "draft")}</State>,
    },
    { key: "published", title: say("publishedOn"), width: 140, align: "right", render: (notice) => (notice.publishedAt ? when(notice.publishedAt) : null) },
  ]
}

type Draft = { title: string; body: string }
function Fields({ draft, isFixed, onChange }: { draft: Draft; isFixed?: boolean; onChange: (draft: Draft) => void }) {
  const say = useWords(words)
  return (
    <>
      <label htmlFor="notice-title">{say("title")}</label>
      <Input id="notice-title" value={draft.title} maxLength={60} readOnly={isFixed} onChange={(event) => onChange({ ...draft, title: event.target.value })} />
      <label htmlFor="notice-body">{say("body")}</label>
      <Input.TextArea
        id="notice-body"
        value={draft.body}
        maxLength={4000}
        readOnly={isFixed}
        autoSize={{ minRows: 10, maxRows: 24 }}
        placeholder={say("bodyExample")}
        onChange={(event) => onChange({ ...draft, body: event.target.value })}
      />
      {isFixed ? null : <p>{say("fieldsHow")}</p>}
    </>
  )
}

const isComplete = (draft: Draft) => draft.title.trim() !== "" && draft.body.trim() !== ""

function Write({ meetingId, onWritten }: { meetingId: string; onWritten: (id: string) => void }) {
  const say = useWords(words)
  const [draft, setDraft] = useState<Draft>({ title: "", body: "" })
  const write = useCommand(notices.write, { onDone: ({ id }) => onWritten(id) })
  return (
    <div className="notice-form">
      <Fields draft={draft} onChange={setDraft} />
      <Button type="primary" disabled={!isComplete(draft)} loading={write.isPending} onClick={() => write.mutate({ meetingId, ...draft })}>
        {say("save")}
      </Button>
    </div>
  )
}

function Edit({ meetingId, notice }: { meetingId: string; notice: Notice }) {
  const say = useWords(words)
  const { may } = useSession()
  const [draft, setDraft] = useState<Draft>({ title: notice.title, body: notice.body })
  const change = useCommand(notices.change)
  const publish = useCommand(notices.publish)
  const withdraw = useCommand(notices.withdraw)
  const one = { meetingId, id: notice.id, version: notice.version }
  const isOut = notice.publishedAt !== null
  const isChanged = draft.title !== notice.title || draft.body !== notice.body
  const mayChange = may(notices.change.name, meetingId)
  return (
    <div className="notice-form">
      <Fields draft={draft} isFixed={isOut || !mayChange} onChange={setDraft} />
      {isOut && may(notices.withdraw.name, meetingId) ? (
        <Button loading={withdraw.isPending} onClick={() => withdraw.mutate(one)}>
          {say("withdraw")}
        </Button>
      ) : null}
      {!isOut && mayChange ? (
        <div className="notice-buttons">
          <Button disabled={!isChanged || !isComplete(draft)} loading={change.isPending} onClick={() => change.mutate({ ...one, ...draft })}>
            {say("save")}
          </Button>
          <Button type="primary" disabled={isChanged} loading={publish.isPending} onClick={() => publish.mutate(one)}>
            {say("publish")}
          </Button>
        </div>
      ) : null}
      <p>{say(isOut ? "withdrawEffect" : "publishEffect")}</p>
    </div>
  )
}
