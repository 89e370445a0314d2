import { Button, Segmented } from "antd"
import { useState } from "react"
import { shortDay } from "#kernel/dates.ts"
import { call, useRead } from "#web/api.ts"
import type { PageProps } from "#web/pages.ts"
import { useSession } from "#web/session.ts"
import { Busy, Empty, PageHead, Problem, State } from "#web/ui/page.tsx"
import { TicketButton } from "#web/ui/ticket.tsx"
import { useOpened, useSafely } from "#web/unsaved.ts"
import { useLocale, useWords } from "#web/words.ts"
import { tasks } from "../contract.ts"
import { type Matter, MatterKind } from "../ledgers/contract.ts"
import { words as ledgerWords } from "../ledgers/words.ts"
import { words } from "../words.ts"
import { MatterDrawer } from "./matter-drawer.tsx"
import "./tasks.css"

const askedFor = (): MatterKind => {
  const asked = MatterKind.safeParse(new URLSearchParams(globalThis.location?.search ?? "").get("kind"))
  return asked.success ? asked.data : "trouble"
}

export function Page({ meetingId }: PageProps) {
  const say = useWords(words)
  const sayLedger = useWords(ledgerWords)
  const { may } = useSession()
  const [kind, setKind] = useState<MatterKind>(askedFor)
  const safely = useSafely()
  const { openId, open, close } = useOpened()
  const read = useRead(tasks.matters, { meetingId, kind })
  if (!read.data) return read.error ? <Problem error={read.error} again={() => void read.refetch()} /> : <Busy />
  const rows = read.data
  const late = rows.filter(({ lateDays }) => lateDays > 0).length
  const place = rows.findIndex(({ id }) => id === openId)
  const add = may(tasks.addMatter.name, meetingId) ? (
    <Button type="primary" onClick={() => open("new")}>
      {sayLedger("addMatter")}
    </Button>
  ) : null
  const choose = (next: MatterKind) =>
    safely(() => {
      setKind(next)
      close()
    })
  return (
    <div className="list-page">
      <PageHead
        title={sayLedger("ledgers")}
        count={rows.length}
        facts={
          late ? (
            <State kind="wrong" icon="clock">
              {say("lateCount", { late })}
            </State>
          ) : null
        }
        actions={
          <>
            {rows.length && may(tasks.exportMatters.name, meetingId) ? (
              <TicketButton label={say("export")} ask={() => call(tasks.exportMatters, { meetingId, kind })} />
            ) : null}
            {rows.length ? add : null}
          </>
        }
      />
      <div className="list-tools">
        <Segmented<MatterKind> value={kind} onChange={choose} options={MatterKind.options.map((value) => ({ value, label: sayLedger(`ledger.${value}`) }))} />
      </div>
      {rows.length ? <Matters rows={rows} openId={openId} onOpen={open} /> : <Empty sentence={sayLedger("noMatters")} action={add} />}
      {rows[place] || openId === "new" ? (
        <MatterDrawer
          key={rows[place]?.id ?? "new"}
          meetingId={meetingId}
          kind={kind}
          matter={rows[place]}
          position={{ n: place + 1, total: rows.length }}
          onClose={close}
        />
      ) : null}
    </div>
  )
}

function Matters({ rows, openId, onOpen }: { rows: Matter[]; openId: string | undefined; onOpen: (id: string | undefined) => void }) {
  const say = useWords(words)
  const sayLedger = useWords(ledgerWords)
  const locale = useLocale()
  return (
    <div className="list-scroll">
      <table className="rows matters">
        <thead>
          <tr>
            <th>{sayLedger("matter")}</th>
            <th>{say("owner")}</th>
            <th>{sayLedger("measure")}</th>
            <th className="is-right">{say("dueOn")}</th>
            <th>{say("state")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((matter) => (
            <tr
              key={matter.id}
              tabIndex={0}
              data-open={matter.id === openId || undefined}
              aria-current={matter.id === openId || undefined}
              onClick={() => onOpen(matter.id === openId ? undefined : matter.id)}
              onKeyDown={(event) => event.key === "Enter" && onOpen(matter.id === openId ? undefined : matter.id)}
            >
              <td className="is-grow">{matter.title}</td>
              <td>{matter.owner}</td>
              <td className="is-grow">{matter.measure}</td>
              <td className="is-right">{shortDay(matter.dueOn, locale)}</td>
              <td>
                <MatterMark matter={matter} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function MatterMark({ matter: { closedAt, lateDays } }: { matter: Matter }) {
  const say = useWords(words)
  const sayLedger = useWords(ledgerWords)
  if (closedAt) return <State kind="ok">{sayLedger("closed")}</State>
  if (!lateDays) return <span className="none">{sayLedger("notClosed")}</span>
  return (
    <State kind="wrong" icon="clock">
      {say("late.days", { days: lateDays })}
    </State>
  )
}
