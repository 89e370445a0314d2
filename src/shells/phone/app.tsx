/** The phone's frame: one page at a time, a line when the network is away, and a vote that comes by itself. */
import { type ComponentType, lazy, Suspense, useEffect, useState } from "react"
import { access } from "#modules/access/contract.ts"
import { checkin } from "#modules/checkin/contract.ts"
import { voting } from "#modules/voting/contract.ts"
import { call, useRead } from "#web/api.ts"
import { useReachable } from "#web/connection.ts"
import { useLive, watch } from "#web/live.ts"
import { Go } from "#web/nav.tsx"
import { useNewVersion } from "#web/new-version.ts"
import type { Page, PageProps } from "#web/pages.ts"
import { useStore } from "#web/store.ts"
import { Icon, type IconName } from "#web/ui/icon.tsx"
import { useLocale, useWords } from "#web/words.ts"
import { CatchProblem } from "./catch-problem.tsx"
import { pages } from "./collected.ts"
import { forget } from "./kept.ts"
import { go, pageAt, path } from "./routes.ts"
import { words } from "./words.ts"

export function App({ problem }: { problem: string | null }) {
  const say = useWords(words)
  const state = useRead(access.state, {})
  const me = state.data?.me
  const isGone = state.data !== undefined && state.data.me === null && !state.isPlaceholderData
  useEffect(() => {
    if (isGone) void forget()
  }, [isGone])
  if (problem && !me) return <NeedLink problem={problem} />
  if (!state.data && !state.error) return <main className="phone-wait">{say("opening")}</main>
  if (!me) return <NeedLink problem={null} />
  if (me.kind === "unitLink" && me.meetingId) return <UnitPhone meetingId={me.meetingId} updatedAt={state.dataUpdatedAt} />
  if (me.kind !== "attendee" || !me.meetingId) return <NeedLink problem={say("notYours")} />
  return <Phone meetingId={me.meetingId} updatedAt={state.dataUpdatedAt} />
}

function NeedLink({ problem }: { problem: string | null }) {
  const say = useWords(words)
  return (
    <main className="phone-need">
      <h1>{say("needLink")}</h1>
      {problem ? (
        <p className="phone-problem" role="alert">
          {problem}
        </p>
      ) : null}
      <p>{say("needLinkHow")}</p>
    </main>
  )
}

/** What the voting module lets ride along when a poll opens; whoever is asked for a vote sees it at once. */
const isOpening = (payload: unknown): boolean => typeof payload === "object" && payload !== null && "state" in payload && payload.state === "open"

/** A phone that was opened, or found the network again, while a vote was open has missed the call: it asks once, not at every event. */
function useOpenVote(): void {
  const isReachable = useReachable()
  useEffect(() => {
    if (!isReachable || !pageAt(pages, "/vote")) return
    const look = async () => {
      const { poll, mayVote, isPresent, ballot } = await call(voting.mine, {})
      if (poll?.state === "open" && mayVote && isPresent && !ballot) go("/vote")
    }
    // no answer or none of his business: the card stays, and the page of the vote says why when it is opened
    look().catch(() => undefined)
  }, [isReachable])
}

function Phone({ meetingId, updatedAt }: { meetingId: string; updatedAt: number }) {
  const at = useStore(path)
  useEffect(() => watch(meetingId), [meetingId])
  useOpenVote()
  useLive(meetingId, "voting", (payload) => {
    if (isOpening(payload) && pageAt(pages, "/vote")) go("/vote")
  })
  const found = pageAt(pages, at)
  return (
    <>
      <Lines updatedAt={updatedAt} />
      {at === "/" ? null : <BackHead page={found?.page} />}
      {found ? <Shown key={at} page={found.page} props={{ meetingId, params: found.params }} /> : <NoPage />}
      {at === "/" ? <Tiles /> : null}
    </>
  )
}

/** A unit behind its link has one page: what it has to do. */
function UnitPhone({ meetingId, updatedAt }: { meetingId: string; updatedAt: number }) {
  useEffect(() => watch(meetingId), [meetingId])
  const found = pageAt(pages, "/decisions")
  return (
    <>
      <Lines updatedAt={updatedAt} />
      {found ? <Shown page={found.page} props={{ meetingId, params: found.params }} /> : <NoPage />}
    </>
  )
}

/** Only for what exists: a module's page that has a name stands here. */
function Tiles() {
  return <nav className="tiles">{pages.map((page) => (page.title && page.path !== "/" ? <Tile key={page.path} page={page} title={page.title} /> : null))}</nav>
}

const pictures: Record<string, IconName> = { "/programme": "calendar", "/notices": "file", "/vote": "vote" }

function Tile({ page, title }: { page: Page; title: string }) {
  const say = useWords(page.words)
  return (
    <Go to={page.path} className="tile">
      <Icon name={pictures[page.path] ?? "right"} size={28} />
      {say(title)}
    </Go>
  )
}

const loaded = new Map<Page, ComponentType<PageProps>>()
function componentOf(page: Page): ComponentType<PageProps> {
  const known = loaded.get(page) ?? lazy(async () => ({ default: (await page.load()).Page }))
  loaded.set(page, known)
  return known
}

function Shown({ page, props }: { page: Page; props: PageProps }) {
  const say = useWords(words)
  const Page = componentOf(page)
  return (
    <CatchProblem say={say} onAgain={() => loaded.delete(page)}>
      <Suspense fallback={<main className="phone-wait">{say("opening")}</main>}>
        <Page {...props} />
      </Suspense>
    </CatchProblem>
  )
}

function BackHead({ page }: { page: Page | undefined }) {
  const say = useWords(words)
  const sayPage = useWords(page?.words ?? words)
  return (
    <header className="phone-back">
      <button type="button" onClick={() => go("/")} aria-label={say("back")}>
        <Icon name="back" size={24} />
      </button>
      <h1>{page?.title ? sayPage(page.title as never) : ""}</h1>
    </header>
  )
}

function NoPage() {
  const say = useWords(words)
  return (
    <main className="phone-need">
      <h1>{say("noPage")}</h1>
      <button type="button" className="phone-button" onClick={() => go("/", { replace: true })}>
        {say("toCard")}
      </button>
    </main>
  )
}

/** Said only when it is true: the network is away, and from when what is shown dates. */
function Lines({ updatedAt }: { updatedAt: number }) {
  const say = useWords(words)
  const locale = useLocale()
  const isReachable = useReachable()
  const takeOver = useNewVersion()
  const [shownSince] = useState(() => Date.now())
  // read already where there is a card; a delegate from abroad reads the meeting's time everywhere
  const card = useRead(checkin.myCard, {}, { enabled: false })
  if (!isReachable) {
    const time = new Date(updatedAt || shownSince).toLocaleTimeString(locale, {
      hour: "numeric",
      minute: "2-digit",
      hourCycle: "h23",
      timeZone: card.data?.meeting.zone,
    })
    return (
      <p className="phone-line" role="status">
        <Icon name="offline" size={18} />
        {say("offline", { time })}
      </p>
    )
  }
  if (!takeOver) return null
  return (
    <p className="phone-line">
      {say("newVersion")}
      <button type="button" className="phone-link" onClick={takeOver}>
        {say("takeOver")}
      </button>
    </p>
  )
}
