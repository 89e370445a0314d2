import { shortDay, shortWeekday } from "#kernel/dates.ts"
import { useRead } from "#web/api.ts"
import { Go } from "#web/nav.tsx"
import { useLocale, useWords } from "#web/words.ts"
import { meetings } from "../../contract.ts"
import { words } from "../words.ts"
import { MakeNext } from "./make-next.tsx"
import "./series.css"

const shownAtMost = 4

/** Above the list of meetings: the next one of each series, a click away. */
export function BySeries() {
  const say = useWords(words)
  const locale = useLocale()
  const list = useRead(meetings.mySeries, {})
  const mine = (list.data ?? []).filter(({ mayMake }) => mayMake)
  if (mine.length === 0) return null
  return (
    <div className="by-series">
      <span className="by-series-title">{say("bySeries")}</span>
      {mine.slice(0, shownAtMost).map(({ id, name, next }) => (
        <MakeNext
          key={id}
          seriesId={id}
          number={next.number}
          label={`${say("nextOf", { series: name, number: next.number })} · ${shortDay(next.startsOn, locale)} ${shortWeekday(next.startsOn, locale)}`}
        />
      ))}
      <Go className="quiet-link" to="/series">
        {say("allSeries")}
      </Go>
    </div>
  )
}
