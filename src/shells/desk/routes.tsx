/** The routes of the desk, made from the collected pages; each page is a chunk of its own. */
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, useParams, useRouterState } from "@tanstack/react-router"
import type { ComponentType } from "react"
import { navigateWith } from "#web/nav.tsx"
import type { PageProps } from "#web/pages.ts"
import { pages, pathOf } from "./collected.ts"
import { Desk } from "./desk.tsx"
import { Broken, NotFound } from "./states.tsx"

type Loaded = ComponentType<PageProps> & { preload?: () => Promise<unknown> }
const loaded = new Map<string, Loaded>(pages.map((page) => [pathOf(page), lazyRouteComponent(page.load as never, "Page") as Loaded]))

/** An address mistyped by hand is a page that is not there, not a wrong input to the server. */
const isMeeting = (id: string | undefined): boolean => id === undefined || /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)

function Shown() {
  const params = useParams({ strict: false }) as Record<string, string>
  const routeId = useRouterState({ select: (state) => state.matches.at(-1)?.routeId as string | undefined })
  const asked = useRouterState({ select: (state) => state.location.searchStr })
  const Page = loaded.get(routeId ?? "")
  if (!Page || !isMeeting(params.meetingId)) return <NotFound />
  // another meeting is another page: nothing chosen or typed in one may be carried into the next;
  // and a page reads what its address asks for when it is first drawn
  return <Page key={`${routeId} ${Object.values(params).join()} ${asked}`} meetingId={params.meetingId ?? ""} params={params} />
}

const root = createRootRoute({ component: Desk, notFoundComponent: NotFound, errorComponent: Broken })
const routes = pages.map((page) => {
  const path = pathOf(page)
  const component = Object.assign(() => <Shown />, { preload: async () => void (await loaded.get(path)?.preload?.()) })
  return createRoute({ getParentRoute: () => root, path, component, errorComponent: Broken })
})

export const router = createRouter({ routeTree: root.addChildren(routes), defaultNotFoundComponent: NotFound, defaultErrorComponent: Broken })

navigateWith({
  go: (path, how) => (how?.replace ? router.history.replace(path) : router.history.push(path)),
  warm: (path) => void router.preloadRoute({ to: path as never }).catch(() => undefined),
})
