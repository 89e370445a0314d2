/** Which session the pages of 报到 speak of: the one at the door, until a person chooses another. */
import { Select } from "antd"
import { shortDay } from "#kernel/dates.ts"
import { useRead } from "#web/api.ts"
import { store, useStore } from "#web/store.ts"
import { useLocale, useWords } from "#web/words.ts"
import { checkin } from "../contract.ts"
import type { GateSession } from "../gate/contract.ts"
import { sessionAtDoor } from "../rules.ts"
import { words } from "../words.ts"

const chosen = store<string>("")

type Choice = { session: GateSession | undefined; isLoaded: boolean; error: Error | null; picker: React.ReactNode }

export function useSessionChoice(meetingId: string): Choice {
  const say = useWords(words)
  const locale = useLocale()
  const wanted = useStore(chosen)
  const sessions = useRead(checkin.sessions, { meetingId })
  const all = sessions.data ?? []
  const session = all.find(({ id }) => id === wanted) ?? sessionAtDoor(all, new Date().toISOString())
  const options = all.map(({ id, title, day }) => ({ value: id, label: `${title} ${shortDay(day, locale)}` }))
  const picker = session ? (
    <Select
      aria-label={say("session")}
      value={session.id}
      options={options}
      onChange={(id: string) => chosen.set(id)}
      popupMatchSelectWidth={false}
      style={{ minWidth: 200 }}
    />
  ) : null
  return { session, isLoaded: sessions.data !== undefined, error: sessions.error, picker }
}
