/** 个人链接: who has one, who opened it; issued to all as a sheet, or to one person as a code on the screen. */
import "./notices.css"
import { Button, Segmented } from "antd"
import { useState } from "react"
import { dayOf, shortDay } from "#kernel/dates.ts"
import { useCommand, useRead } from "#web/api.ts"
import type { PageProps } from "#web/pages.ts"
import { useSession } from "#web/session.ts"
import { Drawer } from "#web/ui/drawer.tsx"
import { type Column, ListPage, useList } from "#web/ui/list.tsx"
import { Facts, State, type StateKind } from "#web/ui/page.tsx"
import { Qr } from "#web/ui/qr.tsx"
import { useLocale, useWords } from "#web/words.ts"
import { notices, type PersonalLink } from "../contract.ts"
import { linkAt } from "../rules.ts"
import { words } from "../words.ts"
import { IssueLinks } from "./issue-links.tsx"

const kinds: Record<PersonalLink["state"], StateKind> = { none: "quiet", issued: "warning", opened: "ok" }
const named = { none: "noLink", issued: "notOpened", opened: "opened" } as const
type Filter = PersonalLink["state"] | "all"

export function Page({ meetingId }: PageProps) {
  const say = useWords(words)
  const { may } = useSession()
  const list = useList()
  const [state, setState] = useState<Filter>("all")
  const [isIssuing, setIssuing] = useState(false)
  const counts = useRead(notices.linkCounts, { meetingId })
  const read = useRead(notices.links, { meetingId, page: list.page, size: list.size, find: list.find || undefined, state: state === "all" ? undefined : state })
  const columns = useColumns()
  const totals = counts.data
  const filters = (["all", "none", "issued", "opened"] as const).map((value) => ({ value, label: say(value === "all" ? "everyone" : named[value]) }))
  const open = () => {
    list.open(undefined)
    setIssuing(true)
  }
  return (
    <>
      <ListPage
        title={say("links")}
        facts={totals ? <span>{say("linkFacts", totals)}</span> : null}
        actions={
          may(notices.issueLinks.name, meetingId) ? (
            <Button type="primary" onClick={open} disabled={totals?.people === 0}>
              {say("issue")}
            </Button>
          ) : null
        }
        list={list}
        read={read}
        columns={columns}
        idOf={(row) => row.attendeeId}
        searchHint={say("searchHint")}
        tools={
          <Segmented<Filter>
            value={state}
            options={filters}
            onChange={(next) => {
              setState(next)
              list.turnTo(1)
            }}
          />
        }
        empty={{ sentence: say(state === "all" ? "emptyRoster" : "nobodyThere") }}
        drawer={isIssuing ? undefined : (row) => <Person key={row.attendeeId} row={row} meetingId={meetingId} />}
      />
      {isIssuing ? (
        <Drawer title={say("issue")} onClose={() => setIssuing(false)}>
          <IssueLinks meetingId={meetingId} counts={totals} />
        </Drawer>
      ) : null}
    </>
  )
}

function useColumns(): Column<PersonalLink>[] {
  const say = useWords(words)
  const locale = useLocale()
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const day = (instant: string | null) => (instant ? shortDay(dayOf(instant, zone), locale) : null)
  return [
    { key: "name", title: say("name"), width: 140, render: (row) => <span className="rows-name">{row.name}</span> },
    { key: "delegation", title: say("delegation"), grow: true, render: (row) => row.delegation || row.category },
    { key: "state", title: say("state"), width: 120, render: (row) => <State kind={kinds[row.state]}>{say(named[row.state])}</State> },
    { key: "issued", title: say("issuedOn"), width: 104, align: "right", render: (row) => day(row.issuedAt) },
    { key: "opened", title: say("openedOn"), width: 104, align: "right", render: (row) => day(row.openedAt) },
  ]
}

/** One link at once: shown as a code for the person to scan here and now, and nowhere else. */
function Person({ row, meetingId }: { row: PersonalLink; meetingId: string }) {
  const say = useWords(words)
  const { may } = useSession()
  const [token, setToken] = useState<string>()
  const reissue = useCommand(notices.reissue, { onDone: (out) => setToken(out.token) })
  return (
    <div className="notice-form">
      <h2 className="notice-person">{row.name}</h2>
      <Facts
        rows={[
          [say("delegation"), row.delegation || null],
          [
            say("state"),
            <State key="state" kind={kinds[row.state]}>
              {say(named[row.state])}
            </State>,
          ],
        ]}
      />
      {token ? (
        <div className="notice-code">
          <Qr text={linkAt(location.origin, token)} size={288} label={say("codeOf", { name: row.name })} />
          <p>{say("codeHow", { name: row.name })}</p>
        </div>
      ) : may(notices.reissue.name, meetingId) ? (
        <>
          <Button loading={reissue.isPending} onClick={() => reissue.mutate({ meetingId, attendeeId: row.attendeeId })}>
            {say(row.state === "none" ? "issueOne" : "reissue")}
          </Button>
          {row.state === "none" ? null : <p>{say("reissueEffect")}</p>}
        </>
      ) : null}
    </div>
  )
}
