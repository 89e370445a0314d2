/** What every part of the operator's room works with. */
import { clockOf, plainClock } from "#kernel/dates.ts"
import type { Sitting } from "#modules/sittings/contract.ts"
import type { Poll } from "../contract.ts"

export type Room = {
  meetingId: string
  sitting: Sitting
  polls: readonly Poll[]
  /** The item whose acts stand at the right. */
  chosen: Sitting["items"][number] | undefined
  poll: Poll | undefined
  openPoll: Poll | undefined
  cast: number
  choose(itemId: string): void
}

/** The meeting's clock, wherever the desk stands. */
export const timeOf = (at: string | null, zone: string): string => (at ? plainClock(clockOf(at, zone)) : "")
