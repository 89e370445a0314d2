/** How processes of one house wake each other: at most one NOTIFY per 20 ms, on a connection of its own, outside every transaction. */
import pg from "pg"
import type { Log } from "./log.ts"

/** Hears the other processes and tells them, on a connection of its own. */
export class Ears {
  #client: pg.Client | undefined
  #telling: NodeJS.Timeout | undefined
  #url = ""
  #closed = false
  readonly #log: Log
  readonly #heard: () => void
  constructor(log: Log, heard: () => void) {
    this.#log = log
    this.#heard = heard
  }
  async open(url: string): Promise<void> {
    this.#url = url
    const client = new pg.Client({ connectionString: url, application_name: "huixu-live" })
    client.on("notification", () => this.#heard())
    client.on("error", () => this.#reopen())
    await client.connect()
    await client.query("listen huixu_outbox")
    this.#client = client
  }
  #reopen(): void {
    this.#client = undefined
    if (this.#closed) return
    setTimeout(() => this.open(this.#url).catch(() => this.#reopen()), 1000).unref()
  }
  tellOthers(): void {
    this.#telling ??= setTimeout(() => this.#tell(), 20)
  }
  /** The next NOTIFY waits for this one: a connection takes one statement at a time. */
  async #tell(): Promise<void> {
    try {
      await this.#client?.query("notify huixu_outbox")
    } catch (error) {
      this.#log.warn({ error: (error as Error).message }, "live notify")
    }
    this.#telling = undefined
  }
  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#telling)
    await this.#client?.end().catch(() => undefined)
  }
}
