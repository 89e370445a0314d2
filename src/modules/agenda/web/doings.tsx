import { type Meeting, meetings } from "#modules/meetings/contract.ts"
import { DoingLines, isNamed, runsOf } from "#modules/meetings/doings/web/doing-lines.tsx"
import { words as doing } from "#modules/meetings/doings/words.ts"
import { useRead } from "#web/api.ts"
import { Go } from "#web/nav.tsx"
import { Section } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"

/** Who did what, lately, and taking it back: the audit's last entries, named as the office names them. */
export function Doings({ meeting, today }: { meeting: Meeting; today: string }) {
  const say = useWords(doing)
  const doings = useRead(meetings.doings, { meetingId: meeting.id, size: 30 })
  const named = (doings.data?.rows ?? []).filter(isNamed)
  const all = (
    <Go className="quiet-link" to={`/meetings/${meeting.id}/doings`}>
      {say("all")}
    </Go>
  )
  return (
    <Section title={say("doings")} action={named.length ? all : null}>
      {doings.data && named.length === 0 ? <p className="overview-none">{say("none")}</p> : null}
      <DoingLines meeting={meeting} today={today} runs={runsOf(named).slice(0, 5)} />
    </Section>
  )
}
