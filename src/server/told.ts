/** What this process has just committed, told to itself at once; what jobs and other processes commit comes by the outbox a moment later. */
import type { Live } from "./live.ts"
import type { Announcement } from "./outbox.ts"

type Then = (payload: unknown, meetingId: string | null) => void
export type Told = {
  /** Called for every announcement of the topic; twice for those of this process: at once, and when the outbox is read. */
  on(topic: string, then: Then): void
  /** After a commit. */
  tell(announcements: readonly Announcement[]): void
}

export function createTold(live: Pick<Live, "hear">): Told {
  const listening = new Map<string, Then[]>()
  return {
    on(topic, then) {
      listening.set(topic, [...(listening.get(topic) ?? []), then])
      live.hear(topic, then)
    },
    tell(announcements) {
      for (const { topic, payload, meetingId } of announcements) for (const then of listening.get(topic) ?? []) then(payload, meetingId)
    },
  }
}
