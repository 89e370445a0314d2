import pg from "pg"
import { vi } from "vitest"

/** How many statements about these things a reading asks the database: the lesser of two times, for the house's own clock may ask beside it. */
export async function statements(about: RegExp, read: () => Promise<unknown>): Promise<number> {
  const asked = vi.spyOn(pg.Client.prototype, "query")
  const once = async () => {
    asked.mockClear()
    await read()
    const texts = asked.mock.calls.map(([query]: unknown[]) => (query as { text?: string }).text ?? String(query))
    return texts.filter((text) => about.test(text)).length
  }
  try {
    return Math.min(await once(), await once())
  } finally {
    asked.mockRestore()
  }
}
