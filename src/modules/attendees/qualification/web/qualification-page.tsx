/** 资格审查: every delegate's credentials, with the ground; the report is written and adopted from here. */
import { Button, Input, Popconfirm, Popover, Select } from "antd"
import { useState } from "react"
import { useCommand, useRead } from "#web/api.ts"
import { useGo } from "#web/nav.tsx"
import type { PageProps } from "#web/pages.ts"
import { useSession } from "#web/session.ts"
import { tell } from "#web/tell.ts"
import { type Column, ListPage, useList } from "#web/ui/list.tsx"
import { State, type StateKind } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import { attendees } from "../../contract.ts"
import { unitAndPost } from "../../rules.ts"
import { type Credential, Standing } from "../contract.ts"
import { whoIs } from "../rules.ts"
import { words } from "../words.ts"
import "./qualification.css"

const kinds: Record<Standing, StateKind> = { valid: "ok", byElection: "ok", pending: "warning", ended: "quiet" }

function useColumns(): Column<Credential>[] {
  const say = useWords(words)
  return [
    { key: "name", title: say("name"), width: 128, render: (one) => <strong>{whoIs(one)}</strong> },
    { key: "standing", title: say("standing"), width: 88, render: ({ standing }) => <State kind={kinds[standing]}>{say(`standing_${standing}`)}</State> },
    { key: "sex", title: say("sexAndEthnicity"), width: 128, render: ({ sex, ethnicity }) => [sex && say(sex), ethnicity].filter(Boolean).join("，") },
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
    { key: "post", title: say("unitAndPost"), grow: true, render: unitAndPost },
    { key: "ground", title: say("ground"), width: 200, render: ({ ground }) => ground },
    { key: "by", title: say("by"), width: 96, render: ({ by }) => by },
  ]
}

export function Page({ meetingId }: PageProps) {
  const say = useWords(words)
  const { may } = useSession()
  const go = useGo()
  const list = useList()
  const [standing, setStanding] = useState<Standing>()
  const columns = useColumns()
  const read = useRead(attendees.qualifications, { meetingId, find: list.find, standing, page: list.page, size: list.size })
  const standings = read.data?.standings
  const all = standings && standings.valid + standings.pending + standings.ended + standings.byElection
  const open = (standings?.pending ?? 0) - (read.data?.held ?? 0)
  const choices = [
    { value: "", label: `${say("all")} ${all?.toLocaleString("en-US") ?? ""}` },
    ...Standing.options.map((one) => ({ value: one, label: `${say(`standing_${one}`)} ${standings?.[one].toLocaleString("en-US") ?? ""}` })),
  ]
  const choose = (next: string) => {
    setStanding(Standing.options.find((one) => one === next))
    list.turnTo(1)
  }
  const mayJudge = may(attendees.qualify.name, meetingId)
  const actions = (
    <>
      {may(attendees.qualificationReport.name, meetingId) && all ? (
        <Button onClick={() => go(`/meetings/${meetingId}/qualification/report`)}>{say("toReport")}</Button>
      ) : null}
      {mayJudge && read.data && open > 0 ? <Rest meetingId={meetingId} pending={open} held={read.data.held} /> : null}
    </>
  )
  return (
    <ListPage<Credential>
      title={say("qualification")}
      count={read.data?.total}
      facts={<span>{say("standingHint")}</span>}
      actions={actions}
      list={list}
      read={read}
      columns={columns}
      idOf={({ attendeeId }) => attendeeId}
      searchHint={say("search")}
      tools={
        <Select aria-label={say("standing")} variant="borderless" popupMatchSelectWidth={false} value={standing ?? ""} options={choices} onChange={choose} />
      }
      empty={{ sentence: say("none") }}
      bulk={mayJudge ? (ids, clear) => <Judge meetingId={meetingId} ids={ids} clear={clear} /> : undefined}
    />
  )
}

function Rest({ meetingId, pending, held }: { meetingId: string; pending: number; held: number }) {
  const say = useWords(words)
  const judge = useCommand(attendees.qualifyRest, { onDone: ({ count }) => tell("ok", say("judged", { count })) })
  return (
    <Popconfirm
      title={say("restSure", { count: pending.toLocaleString("en-US") })}
      description={held > 0 ? say("restHeld", { held }) : undefined}
      placement="bottomRight"
      okText={say("restDo")}
      cancelText={say("cancel")}
      onConfirm={() => judge.mutate({ meetingId, ground: say("restGround") })}
    >
      <Button type="primary" loading={judge.isPending}>
        {say("rest")}
      </Button>
    </Popconfirm>
  )
}

function Judge({ meetingId, ids, clear }: { meetingId: string; ids: readonly string[]; clear: () => void }) {
  const say = useWords(words)
  const [draft, setDraft] = useState<{ standing: Standing; ground: string }>({ standing: "valid", ground: "" })
  const judge = useCommand(attendees.qualify, {
    onDone: ({ count }) => {
      tell("ok", say("judged", { count }))
      clear()
    },
  })
  const isWhole = draft.standing === "valid" || draft.ground.trim() !== ""
  const form = (
    <div className="qualification-judge">
      <Select
        aria-label={say("standing")}
        value={draft.standing}
        options={Standing.options.map((value) => ({ value, label: say(`standing_${value}`) }))}
        onChange={(standing) => setDraft({ ...draft, standing })}
      />
      <Input
        aria-label={say("ground")}
        placeholder={say("ground")}
        maxLength={100}
        value={draft.ground}
        onChange={(event) => setDraft({ ...draft, ground: event.target.value })}
      />
      <Button type="primary" disabled={!isWhole} loading={judge.isPending} onClick={() => judge.mutate({ meetingId, ids: [...ids], ...draft })}>
        {say("save")}
      </Button>
    </div>
  )
  return (
    <Popover content={form} trigger="click" placement="topLeft">
      <Button>{say("judge")}</Button>
    </Popover>
  )
}
