/** One thing at a time, whatever was released last; a cut connection leaves it standing. */
import { type ComponentType, lazy, Suspense } from "react"
import { access } from "#modules/access/contract.ts"
import { sittings } from "#modules/sittings/contract.ts"
import { useRead } from "#web/api.ts"
import { useReachable } from "#web/connection.ts"
import type { Page, PageProps } from "#web/pages.ts"
import { useWords } from "#web/words.ts"
import { pageOf } from "./collected.ts"
import { words } from "./words.ts"

export function App({ problem }: { problem: string | null }) {
  const say = useWords(words)
  const state = useRead(access.state, {})
  const me = state.data?.me
  if (!state.data) return <main className="screen-note">{state.error ? say("noConnection") : ""}</main>
  if (me?.kind !== "device" || me.device !== "screen" || !me.meetingId) return <NotEnrolled problem={problem} />
  return <Wall meetingId={me.meetingId} />
}

function NotEnrolled({ problem }: { problem: string | null }) {
  const say = useWords(words)
  return (
    <main className="screen-note">
      <h1>{say("notEnrolled")}</h1>
      {problem ? <p role="alert">{problem}</p> : null}
      <p>{say("how")}</p>
    </main>
  )
}

function Wall({ meetingId }: { meetingId: string }) {
  const screen = useRead(sittings.screenState, { meetingId })
  const frame = screen.data?.frame
  return (
    <>
      {frame?.what === "board" ? (
        <Shown key="board" path="/board/$sessionId" props={{ meetingId, params: { sessionId: frame.sessionId } }} />
      ) : (
        <Shown key="wall" path="/" props={{ meetingId, params: {} }} />
      )}
      <Line />
    </>
  )
}

const loaded = new Map<Page, ComponentType<PageProps>>()
function Shown({ path, props }: { path: string; props: PageProps }) {
  const page = pageOf(path)
  if (!page) return null
  const Page = loaded.get(page) ?? lazy(async () => ({ default: (await page.load()).Page }))
  loaded.set(page, Page)
  return (
    <Suspense fallback={<main className="screen-note" />}>
      <Page {...props} />
    </Suspense>
  )
}

/** For the technician at the foot of the wall, not for the hall: a point and a word, no banner over what was released. */
function Line() {
  const say = useWords(words)
  if (useReachable()) return null
  return <p className="screen-line">{say("offline")}</p>
}
