/** The one query client of a page, kept fresh by live events. */
import { type Query, QueryClient } from "@tanstack/react-query"
import { Refused } from "./api.ts"
import { isReachable, onReachable } from "./connection.ts"
import { readAnew } from "./fresh.ts"
import { type LiveEvent, onLive } from "./live.ts"
import { shell } from "./shell.ts"

export const client = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (failures, error) => failures < 2 && (!(error instanceof Refused) || error.code === "web.offline"),
      staleTime: 5000,
      refetchOnWindowFocus: false,
      // our own banner says that the server is away; a paused query would show nothing at all on a phone that was never online
      networkMode: "always",
    },
    mutations: { networkMode: "always" },
  },
})

const isStale = (query: Query, event: LiveEvent): boolean => {
  if (event.kind === "reset") return true
  const { modules, meetingId } = (query.meta ?? {}) as { modules?: string[]; meetingId?: string }
  return (modules?.includes(event.module) ?? false) && (meetingId === undefined || meetingId === event.meetingId)
}

const waiting: LiveEvent[] = []

function refresh(): void {
  const events = waiting.splice(0)
  void readAnew(client, (query) => events.some((event) => isStale(query, event)))
}

/** Three thousand phones that hear the same event must not ask in the same moment: they spread over two seconds. */
export function keepFresh(): () => void {
  const spread = shell() === "phone" ? 2000 : 0
  const stopLive = onLive((event) => {
    if (waiting.push(event) === 1) setTimeout(refresh, 100 + Math.random() * spread)
  })
  const stopConnection = onReachable(() => {
    if (isReachable()) void client.invalidateQueries()
  })
  return () => {
    stopLive()
    stopConnection()
  }
}
