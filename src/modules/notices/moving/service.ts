/** What was sent does not move: it is said which notices would have to be corrected. */
import { fill } from "#kernel/words.ts"
import type { Moving, Spot } from "#modules/meetings/contract.ts"
import type { Context } from "#server/context.ts"
import type { Notice } from "../contract.ts"
import { publishedNotices } from "../store.ts"
import { words } from "../words.ts"

const listed = (notices: readonly Notice[]) => notices.slice(0, 5).map(({ title }) => title)

export async function sentBefore({ db, locale }: Context, meetingId: string): Promise<Moving[]> {
  const sent = await publishedNotices(db, meetingId)
  const titles = listed(sent).join(words[locale].pause)
  return [{ sentence: fill(words[locale]["moving.dates"], { count: sent.length, titles }), total: sent.length, items: [] }]
}

export async function sentWithPlace({ db, locale }: Context, { meetingId, from }: { meetingId: string; from: Spot }): Promise<Moving[]> {
  const sent = (await publishedNotices(db, meetingId)).filter(({ title, body }) => [from.place, from.hall].some((name) => `${title}\n${body}`.includes(name)))
  const titles = listed(sent).join(words[locale].pause)
  return [{ sentence: fill(words[locale]["moving.place"], { count: sent.length, titles }), total: sent.length, items: [] }]
}
