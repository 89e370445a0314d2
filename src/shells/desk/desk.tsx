/** The root of the desk: who is here, in which language, in which frame. */
import { Outlet, useRouterState } from "@tanstack/react-router"
import { App, ConfigProvider } from "antd"
import enUS from "antd/locale/en_US"
import zhCN from "antd/locale/zh_CN"
import { type ReactNode, Suspense, useEffect, useMemo, useState } from "react"
import { access, type Me } from "#modules/access/contract.ts"
import { meetings } from "#modules/meetings/contract.ts"
import { useRead, whenSignedOut } from "#web/api.ts"
import { client } from "#web/client.ts"
import { liveFor } from "#web/live.ts"
import { useGo } from "#web/nav.tsx"
import { MeetingNames, SessionContext, sessionOf } from "#web/session.ts"
import { Busy } from "#web/ui/page.tsx"
import { Told } from "#web/ui/told.tsx"
import { useLocale } from "#web/words.ts"
import { pageAt } from "./collected.ts"
import { Frame } from "./frame.tsx"
import type { Here } from "./rail.tsx"
import { SignInAgain } from "./sign-in-again.tsx"
import { Forbidden, Unreachable } from "./states.tsx"
import { theme } from "./theme.ts"

whenSignedOut(() => void client.invalidateQueries({ queryKey: ["access", "access.state"] }))

export function Desk() {
  const locale = useLocale()
  return (
    <ConfigProvider theme={theme} locale={locale === "en" ? enUS : zhCN} button={{ autoInsertSpace: false }} wave={{ disabled: true }}>
      <App component={false}>
        <Inside />
        <Told />
      </App>
    </ConfigProvider>
  )
}

function Inside() {
  const state = useRead(access.state, {})
  const here = useHere()
  const present = state.data?.me ?? null
  // whose session has ended signs in again in front of his page, which keeps what he typed
  const [last, setLast] = useState(present)
  if (present && present !== last) setLast(present)
  const hasEnded = present === null && last !== null && !here.page?.bare
  const me = hasEnded ? last : present
  const session = useMemo(() => sessionOf(me, me?.grants ?? []), [me])
  const myId = me?.id
  useEffect(() => {
    // another person at this browser: the live stream must carry his cookie
    if (myId) liveFor(myId)
  }, [myId])
  if (!state.data) return state.error ? <Unreachable /> : <Busy />
  const to = hasEnded ? undefined : wayIn(state.data, here)
  if (to) return <GoThere to={to} />
  // on the way to the sign-in page its chunk is still coming: the frame would ask for what nobody may see yet
  if (!me && !here.page?.bare) return <Busy />
  const body = (
    <Suspense fallback={<Busy />}>
      <Body here={here} may={session.may} />
    </Suspense>
  )
  return (
    <SessionContext value={session}>
      {here.page?.bare ? (
        body
      ) : (
        <Named key={me?.id}>
          <Frame here={here}>{body}</Frame>
          {hasEnded ? <SignInAgain /> : null}
        </Named>
      )}
    </SessionContext>
  )
}

function Named({ children }: { children: ReactNode }) {
  const list = useRead(meetings.list, {})
  return <MeetingNames value={list.data ?? []}>{children}</MeetingNames>
}

function Body({ here, may }: { here: Here; may: (operation: string, meetingId?: string) => boolean }) {
  const { page, params } = here
  if (page?.grant && !page.bare && !may(page.grant, params.meetingId)) return <Forbidden operation={page.grant} />
  return <Outlet />
}

function useHere(): Here {
  const { routeId, params, path } = useRouterState({
    select: (state) => {
      const last = state.matches.at(-1)
      // below a meeting a wrong address still matches the meeting itself: that is not its page
      const isWhole = trimmed(last?.pathname) === trimmed(state.location.pathname)
      return { routeId: isWhole ? (last?.routeId as string) : undefined, params: (last?.params ?? {}) as Record<string, string>, path: state.location.href }
    },
    structuralSharing: true,
  })
  return { page: pageAt(routeId), params, path }
}

const trimmed = (path = ""): string => path.replace(/\/$/, "")

/** Nobody sees a page before the house is set up, or without having signed in; and nobody signs in twice. */
function wayIn(state: { isSetUp: boolean; me: Pick<Me, "office" | "owes"> | null }, { page, path }: Here): string | undefined {
  if (!state.isSetUp) return path.startsWith("/set-up") ? undefined : "/set-up"
  if (!state.me) return path.startsWith("/sign-in") ? undefined : page?.bare ? "/sign-in" : `/sign-in?then=${encodeURIComponent(path)}`
  if (state.me.owes) return path.startsWith("/account") && !path.startsWith("/accounts") ? undefined : "/account"
  if (path === "/" && !page) return state.me.office ? "/office" : "/meetings"
  if (!page?.bare) return undefined
  const then = new URLSearchParams(path.split("?")[1] ?? "").get("then")
  // only a path of our own: "//elsewhere" would be another site
  return then?.startsWith("/") && !then.startsWith("//") ? then : "/"
}

function GoThere({ to }: { to: string }) {
  const go = useGo()
  useEffect(() => go(to, { replace: true }), [go, to])
  return <Busy />
}
