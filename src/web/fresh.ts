/** Reads anew what a change has made stale: what stands on the page now, the rest when it is looked at. */
import type { Query, QueryClient } from "@tanstack/react-query"

const awaited = new WeakSet<Query>()

export async function readAnew(client: QueryClient, isStale: (query: Query) => boolean): Promise<void> {
  for (const query of client.getQueryCache().findAll({ predicate: isStale })) again(client, query)
  await client.invalidateQueries({ predicate: isStale })
}

/** A first reading that is under way is not begun anew by an invalidation, but it may have been answered before the change. */
function again(client: QueryClient, query: Query): void {
  if (query.state.data !== undefined || query.state.fetchStatus !== "fetching" || awaited.has(query)) return
  awaited.add(query)
  const { queryKey } = query
  void Promise.resolve(query.promise)
    .catch(() => undefined)
    .then(() => {
      awaited.delete(query)
      return client.invalidateQueries({ queryKey, exact: true })
    })
}
