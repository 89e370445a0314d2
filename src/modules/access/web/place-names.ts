/** Where a grant counts and until when, said as the office says it. */
import { dayOf, shortDay } from "#kernel/dates.ts"
import { useLocale, useWords } from "#web/words.ts"
import type { At } from "../roles/contract.ts"
import { words } from "../roles/words.ts"

type Held = { at: At; where: string | null; parts: readonly string[] }

export function useWhere(): (held: Held) => string {
  const say = useWords(words)
  return ({ at, where, parts }) => {
    if (at.kind === "system") return say("everywhere")
    const name = where ?? say("gone")
    if (at.kind === "unit") return say("unitAndBelow", { name })
    if (at.kind === "series") return say("ofSeries", { name })
    return parts.length > 0 ? `${name} · ${parts.join(say("comma"))}` : name
  }
}

export function useDay(): (instant: string) => string {
  const locale = useLocale()
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  return (instant) => shortDay(dayOf(instant, zone), locale)
}
