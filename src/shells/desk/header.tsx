/** The header: mark, the meeting in hand, search, background tasks, name. */
import { Dropdown } from "antd"
import { access } from "#modules/access/contract.ts"
import { ApprovalsCorner } from "#modules/approvals/web/corner.tsx"
import { RemindersCorner } from "#modules/reminders/web/corner.tsx"
import { useCommand, useRead } from "#web/api.ts"
import { client } from "#web/client.ts"
import { Go, useGo } from "#web/nav.tsx"
import { useSession } from "#web/session.ts"
import { Icon } from "#web/ui/icon.tsx"
import { setLocale, useLocale, useWords } from "#web/words.ts"
import { JobsCorner } from "./jobs-corner.tsx"
import { MeetingSwitch } from "./meeting-switch.tsx"
import type { Here } from "./rail.tsx"
import { Search } from "./search.tsx"
import { words } from "./words.ts"

export function Header({ here, onMenu }: { here: Here; onMenu: () => void }) {
  const say = useWords(words)
  // an administrator of the house has no meeting in hand
  const isOfOffice = Boolean(useRead(access.state, {}).data?.me?.office)
  return (
    <header className="header">
      <button type="button" className="icon-button header-menu" aria-label={say("menu")} onClick={onMenu}>
        <Icon name="menu" size={20} />
      </button>
      <Go to="/" className="header-mark">
        {say("mark")}
      </Go>
      {isOfOffice ? (
        <span className="header-gap" />
      ) : (
        <>
          <MeetingSwitch meetingId={here.params.meetingId} />
          <Search meetingId={here.params.meetingId} />
          <ApprovalsCorner />
          <RemindersCorner />
        </>
      )}
      <JobsCorner />
      <Person />
    </header>
  )
}

function Person() {
  const say = useWords(words)
  const { me } = useSession()
  const go = useGo()
  const now = useLocale()
  const out = useCommand(access.signOut, {
    onDone: () => {
      client.clear()
      globalThis.location.assign("/sign-in")
    },
  })
  const items = [
    { key: "language", label: say("language"), onClick: () => setLocale(now === "en" ? "zh-CN" : "en") },
    { key: "mine", label: say("myAccount"), onClick: () => go("/account") },
    { type: "divider" as const },
    { key: "out", label: say("signOut"), onClick: () => out.mutate({}) },
  ]
  return (
    <Dropdown trigger={["click"]} placement="bottomRight" menu={{ items }}>
      <button type="button" className="header-person" aria-label={say("account", { name: me?.name ?? "" })}>
        <span className="header-name">{me?.name}</span>
        <Icon name="user" />
      </button>
    </Dropdown>
  )
}
