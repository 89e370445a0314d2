import { meetingsHeld } from "#modules/meetings/finding/service.ts"
import type { Context } from "#server/context.ts"
import { attendees } from "../contract.ts"
import { words } from "../words.ts"
import { peopleNamed } from "./store.ts"

export async function peopleEverywhere(ctx: Context, { find, but }: { find: string; but: string | null }) {
  const { whole, delegations } = await meetingsHeld(ctx, attendees.list.name, but)
  const rows = await peopleNamed(ctx.db, { meetings: [...whole.keys()], delegations, find })
  return rows.map(({ meetingId, meeting, id, name, delegation }) => ({
    kind: words[ctx.locale].roster,
    title: name,
    detail: [meeting, delegation].filter(Boolean).join(" · "),
    path: `/meetings/${meetingId}/roster?find=${encodeURIComponent(name)}&open=${id}`,
  }))
}
