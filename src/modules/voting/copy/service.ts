import { fill } from "#kernel/words.ts"
import type { Context } from "#server/context.ts"
import { words } from "../words.ts"
import { foreseenPolls } from "./store.ts"

/** Polls that the template foresaw come again, with their rules; what was put to the vote in one meeting only belongs to that one. */
export async function partOf({ db, locale }: Context, meetingId: string) {
  const polls = (await foreseenPolls(db, meetingId)).map((poll) => ({ ...poll, kind: "motion" as const, named: true as const }))
  return polls.length ? [{ module: "voting", part: { polls }, said: [fill(words[locale].copied, { count: polls.length })] }] : []
}
