import { shortMoment } from "#kernel/dates.ts"
import { useLocale } from "#web/words.ts"

/** A moment as this person's clock shows it. */
export function useMoment(): (instant: string) => string {
  const locale = useLocale()
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  return (instant) => shortMoment(instant, zone, locale)
}
