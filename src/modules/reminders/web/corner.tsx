/** The bell in the header: how many reminders wait, red while an alarm stands; opened, it lists them. */
import { Popover } from "antd"
import { useEffect, useState } from "react"
import { useCommand, useRead } from "#web/api.ts"
import { watch } from "#web/live.ts"
import { Go, useGo } from "#web/nav.tsx"
import { Icon } from "#web/ui/icon.tsx"
import { useWords } from "#web/words.ts"
import { reminders } from "../contract.ts"
import { words } from "../words.ts"
import { ReminderList } from "./reminder-list.tsx"

const shown = 6

export function RemindersCorner() {
  const say = useWords(words)
  const go = useGo()
  const [isOpen, setOpen] = useState(false)
  const { data } = useRead(reminders.mine, { page: 1, size: shown })
  // on a phone there is no room for a panel beside the page
  const open = (wanted: boolean) => (wanted && globalThis.matchMedia?.("(max-width: 767px)").matches ? go("/reminders") : setOpen(wanted))
  useEffect(() => watch("-"), [])
  const { waiting = 0, alarms = 0 } = data ?? {}
  const close = () => setOpen(false)
  const sentence = [alarms > 0 ? say("alarms", { n: alarms }) : "", waiting > 0 ? say("waiting", { n: waiting }) : ""].filter(Boolean).join(say("pause"))
  return (
    <Popover trigger="click" placement="bottomRight" arrow={false} content={<Panel onGo={close} />} open={isOpen} onOpenChange={open}>
      <button
        type="button"
        className={alarms > 0 ? "header-jobs bell is-alarm" : "header-jobs bell"}
        aria-expanded={isOpen}
        aria-label={sentence || say("reminders")}
      >
        <Icon name="bell" />
        <span className="header-word">{say("reminders")}</span>
        {waiting > 0 ? <strong>{waiting > 99 ? "99+" : waiting}</strong> : null}
      </button>
    </Popover>
  )
}

function Panel({ onGo }: { onGo: () => void }) {
  const say = useWords(words)
  const { data } = useRead(reminders.mine, { page: 1, size: shown })
  const read = useCommand(reminders.markRead)
  const { rows = [], waiting = 0, alarms = 0 } = data ?? {}
  return (
    <div className="reminders-panel">
      {rows.length === 0 ? <p className="jobs-none">{say("none")}</p> : <ReminderList rows={rows} onGo={onGo} />}
      {rows.length > 0 ? (
        <p className="reminders-foot">
          <Go to="/reminders" className="quiet-link" onClick={onGo}>
            {say("all")}
          </Go>
          {waiting > alarms ? (
            <button type="button" className="quiet-link" disabled={read.isPending} onClick={() => read.mutate({ ids: null })}>
              {say("allRead")}
            </button>
          ) : null}
        </p>
      ) : null}
    </div>
  )
}
