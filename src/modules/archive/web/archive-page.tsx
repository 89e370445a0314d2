/** 归档: the meeting's papers as items with 档号 and retention, and the packages that were sealed. */
import { Button } from "antd"
import { useState } from "react"
import { call, useCommand, useRead } from "#web/api.ts"
import type { PageProps } from "#web/pages.ts"
import { useSession } from "#web/session.ts"
import { tell } from "#web/tell.ts"
import { JobButton } from "#web/ui/job.tsx"
import { type Column, ListPage, useList } from "#web/ui/list.tsx"
import { Busy, Problem } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import { archive, type Item, type Settings } from "../contract.ts"
import { words } from "../words.ts"
import { ItemDrawer } from "./item-drawer.tsx"
import { Packages } from "./packages.tsx"
import { SettingsDrawer, SettingsFields } from "./settings-fields.tsx"
import "./archive.css"

export function Page({ meetingId }: PageProps) {
  const settings = useRead(archive.settings, { meetingId })
  if (settings.data === undefined) return settings.error ? <Problem error={settings.error} again={() => void settings.refetch()} /> : <Busy />
  return settings.data ? <Filed meetingId={meetingId} settings={settings.data} /> : <SettingsFields meetingId={meetingId} />
}

function Filed({ meetingId, settings }: { meetingId: string; settings: Settings }) {
  const say = useWords(words)
  const list = useList()
  const read = useRead(archive.list, { meetingId, find: list.find || undefined, page: list.page, size: list.size })
  const [isSetting, set] = useState(false)
  const isEmpty = read.data?.total === 0 && list.find === ""
  return (
    <>
      <ListPage
        title={say("archive")}
        facts={
          <button type="button" className="quiet-link" onClick={() => set(true)}>
            {[settings.fonds, settings.year, settings.section].filter(Boolean).join(" · ")}
          </button>
        }
        actions={<Actions meetingId={meetingId} isEmpty={isEmpty} />}
        list={list}
        read={read}
        columns={useColumns()}
        idOf={(item) => item.id}
        searchHint={say("search")}
        empty={{ sentence: say("none") }}
        drawer={isSetting ? undefined : (item) => <ItemDrawer key={`${item.id} ${item.version}`} item={item} />}
      >
        <Packages meetingId={meetingId} />
      </ListPage>
      {isSetting ? <SettingsDrawer meetingId={meetingId} settings={settings} onClose={() => set(false)} /> : null}
    </>
  )
}

function Actions({ meetingId, isEmpty }: { meetingId: string; isEmpty: boolean }) {
  const say = useWords(words)
  const { may } = useSession()
  const collect = useCommand(archive.collect, { onDone: (counts) => tell("ok", say("collected", counts)) })
  const number = useCommand(archive.number, { onDone: (counts) => tell("ok", say("numbered", counts)) })
  return (
    <>
      {may(archive.collect.name, meetingId) ? (
        <Button type={isEmpty ? "primary" : "default"} loading={collect.isPending} onClick={() => collect.mutate({ meetingId })}>
          {say("collect")}
        </Button>
      ) : null}
      {may(archive.number.name, meetingId) ? (
        <Button disabled={isEmpty} loading={number.isPending} onClick={() => number.mutate({ meetingId })}>
          {say("number")}
        </Button>
      ) : null}
      {may(archive.seal.name, meetingId) ? (
        <JobButton label={say("seal")} primary={!isEmpty} disabled={isEmpty} start={() => call(archive.seal, { meetingId })} />
      ) : null}
    </>
  )
}

function useColumns(): Column<Item>[] {
  const say = useWords(words)
  return [
    {
      key: "code",
      title: say("code"),
      width: 192,
      render: (item) => item.code ?? <span className="archive-waiting">{say("notNumbered")}</span>,
    },
    { key: "title", title: say("title"), grow: true, render: (item) => <span className="rows-name">{item.title}</span> },
    { key: "number", title: say("documentNumber"), width: 148, render: (item) => item.number ?? <span className="none">—</span> },
    { key: "kind", title: say("kind"), width: 72, render: (item) => item.kind },
    { key: "madeOn", title: say("date"), width: 96, align: "right", render: (item) => item.madeOn },
    { key: "pages", title: say("pages"), width: 48, align: "right", render: (item) => item.pages ?? <span className="none">—</span> },
    { key: "retention", title: say("retention"), width: 64, align: "right", render: (item) => say(`retention.${item.retention}`) },
  ]
}
