/** What the phone last heard, kept so that the card opens without network. It goes with the link that brought it. */
import { type DehydratedState, dehydrate, hydrate } from "@tanstack/react-query"
import { Dexie, type Table } from "dexie"
import { client } from "#web/client.ts"

class PhoneKeep extends Dexie {
  kept!: Table<{ key: string; value: unknown }, string>
  constructor() {
    super("huixu-phone")
    this.version(1).stores({ kept: "key" })
  }
}
const keep = new PhoneKeep()
const key = "answers"
const oldest = 30 * 86_400_000

/** Before the first paint, so that nothing blinks. A browser that refuses storage still works with network. */
export async function restore(): Promise<void> {
  const row = await keep.kept.get(key).catch(() => undefined)
  if (row) hydrate(client, row.value as DehydratedState)
  let timer: ReturnType<typeof setTimeout> | undefined
  client.getQueryCache().subscribe((event) => {
    if (event.type !== "updated" || event.action.type !== "success") return
    clearTimeout(timer)
    timer = setTimeout(() => void save(), 300)
  })
}

async function save(): Promise<void> {
  const youngEnough = Date.now() - oldest
  const value = dehydrate(client, { shouldDehydrateQuery: (query) => query.state.status === "success" && query.state.dataUpdatedAt > youngEnough })
  await keep.kept.put({ key, value }).catch(() => undefined)
}

/** Another person's link, or one that ended: nothing of the earlier person stays. */
export async function forget(): Promise<void> {
  client.clear()
  await keep.kept.clear().catch(() => undefined)
}
