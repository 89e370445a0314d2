/** The poll that was opened last, heard before its page is loaded: 3 000 phones need not ask for what rode along. */
import { onLive } from "#web/live.ts"
import { store } from "#web/store.ts"
import type { LivePoll } from "../contract.ts"

export const isLivePoll = (payload: unknown): payload is LivePoll =>
  typeof payload === "object" && payload !== null && "state" in payload && "pollId" in payload

export const heard = store<{ meetingId: string; poll: LivePoll } | undefined>(undefined)
onLive(({ module, meetingId, payload }) => {
  if (module === "voting" && isLivePoll(payload)) heard.set({ meetingId, poll: payload })
})
