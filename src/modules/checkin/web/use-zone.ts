import { meetings } from "#modules/meetings/contract.ts"
import { useRead } from "#web/api.ts"

/** Times are the meeting's, wherever the desk stands. */
export function useZone(meetingId: string): string {
  return useRead(meetings.get, { meetingId }).data?.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone
}
