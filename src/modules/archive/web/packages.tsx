/** The packages that were sealed, newest first, each with its checksum. */
import { shortMoment } from "#kernel/dates.ts"
import { meetings } from "#modules/meetings/contract.ts"
import { call, useRead } from "#web/api.ts"
import { Section } from "#web/ui/page.tsx"
import { useLocale, useWords } from "#web/words.ts"
import { archive } from "../contract.ts"
import { words } from "../words.ts"
import { openTicket } from "./item-drawer.tsx"

const megabytes = (size: number): string => (size < 1_000_000 ? `${Math.ceil(size / 1000)} kB` : `${(size / 1_000_000).toFixed(1)} MB`)

export function Packages({ meetingId }: { meetingId: string }) {
  const say = useWords(words)
  const locale = useLocale()
  const meeting = useRead(meetings.get, { meetingId })
  const read = useRead(archive.packages, { meetingId })
  if (!read.data || read.data.length === 0) return null
  const zone = meeting.data?.zone ?? "Asia/Shanghai"
  return (
    <div className="archive-packages">
      <Section title={say("packages")} count={read.data.length}>
        <ul>
          {read.data.slice(0, 3).map((made) => (
            <li key={made.id}>
              <span>{say("packageLine", { items: made.items, size: megabytes(made.size) })}</span>
              <span className="archive-quiet">{say("sealedBy", { by: made.sealedBy, at: shortMoment(made.sealedAt, zone, locale) })}</span>
              <code title={made.sha256}>{made.sha256.slice(0, 16)}</code>
              <button type="button" className="quiet-link" onClick={() => void openTicket(() => call(archive.packageTicket, { meetingId, id: made.id }))}>
                {say("download")}
              </button>
            </li>
          ))}
        </ul>
      </Section>
    </div>
  )
}
