import { clockOf, plainClock } from "#kernel/dates.ts"
import { words as checkinWords } from "#modules/checkin/words.ts"
import { useWords } from "#web/words.ts"
import { Mark, shortOf } from "./answer.tsx"
import type { KeptScan } from "./keep.ts"
import { toneOf } from "./tone.ts"
import { words } from "./words.ts"

const seconds = (instant: string, zone: string): string => `${plainClock(clockOf(instant, zone))}:${instant.slice(17, 19)}`

export function Recent({ scans, zone }: { scans: KeptScan[]; zone: string }) {
  const say = useWords(words)
  return (
    <aside className="recent">
      <h2>{say("recent")}</h2>
      {scans.length === 0 ? <p className="recent-none">{say("nobodyYet")}</p> : null}
      <ol>
        {scans.map((scan) => (
          <RecentLine key={scan.id} scan={scan} zone={zone} />
        ))}
      </ol>
    </aside>
  )
}

function RecentLine({ scan, zone }: { scan: KeptScan; zone: string }) {
  const say = useWords(words)
  const sayVerdict = useWords(checkinWords)
  const word = scan.note === "again" ? say("shortAgain") : scan.note === "stopped" ? say("shortStopped") : say(shortOf(scan.verdict))
  return (
    <li>
      <div className="recent-who">
        <strong>{scan.name || say("unknownCard")}</strong>
        <span>
          {seconds(scan.scannedAt, zone)}
          {scan.kind === "manual" ? ` ${say("byHand")}` : ""}
          {scan.state === "queued" ? ` ${say("notUploaded")}` : ""}
        </span>
        {scan.corrected ? <span className="recent-corrected">{say("changedTo", { word: sayVerdict(scan.corrected) })}</span> : null}
      </div>
      <span className="recent-verdict">
        <Mark tone={toneOf(scan.corrected ?? scan.verdict)} small />
        {word}
      </span>
    </li>
  )
}
