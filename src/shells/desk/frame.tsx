/** The frame: header 48, rail 208 (or none where a page needs the room), content, and the drawer's place at the right. */
import { type ReactNode, useEffect, useState } from "react"
import { useReachable } from "#web/connection.ts"
import { drawerPlace } from "#web/ui/drawer.tsx"
import { Icon } from "#web/ui/icon.tsx"
import { useWords } from "#web/words.ts"
import { Header } from "./header.tsx"
import type { Here } from "./rail.tsx"
import { Rail } from "./rail.tsx"
import { words } from "./words.ts"

export function Frame({ here, children }: { here: Here; children: ReactNode }) {
  const say = useWords(words)
  const [isRailOut, setRailOut] = useState(false)
  const isFull = here.page?.full ?? false
  // biome-ignore lint/correctness/useExhaustiveDependencies: arriving at another page puts the rail away on a small window
  useEffect(() => setRailOut(false), [here.path])
  return (
    <div className={isFull ? "desk is-full" : "desk"}>
      <a className="skip" href="#content">
        {say("skip")}
      </a>
      <Header here={here} onMenu={() => setRailOut(!isRailOut)} />
      <OfflineBanner />
      <div className="desk-body">
        {isRailOut ? <button type="button" className="rail-mask" aria-label={say("menu")} onClick={() => setRailOut(false)} /> : null}
        <Rail here={here} isOut={isRailOut} />
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a page without a button is scrolled by keys only where it can have the focus (WCAG 2.1.1) */}
        <main id="content" className="content" tabIndex={0}>
          {children}
        </main>
        <div id={drawerPlace} className="drawer-place" />
      </div>
    </div>
  )
}

function OfflineBanner() {
  const say = useWords(words)
  if (useReachable()) return null
  return (
    <div className="offline" role="status">
      <Icon name="offline" />
      {say("offline")}
    </div>
  )
}
