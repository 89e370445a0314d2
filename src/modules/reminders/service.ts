import { newId } from "#kernel/ids.ts"
import { serve } from "#server/api.ts"
import type { Context } from "#server/context.ts"
import { belongsTo } from "#server/grants.ts"
import { reminders } from "./contract.ts"
import {
  countsOf,
  type Kept,
  type Mine,
  meetingsNamed,
  meetingsOf,
  put,
  read,
  remindersOf,
  removeKeys,
  removeOthers,
  removeReadBefore,
  type Told,
  toldOf,
} from "./store.ts"

/** Sentences are kept in both languages: nobody knows in which one it is read. No personal data but the names that the title has already. */
export type Reminding = Omit<Kept, "id" | "topic">
/** All reminders of one kind: of the house, or in one meeting. */
type Topic = Pick<Kept, "topic" | "meetingId">

// every desk of the house reads its own anew; the announcement itself says nothing of anybody
const tell = (ctx: Context, changed: number) => changed > 0 && ctx.announce("reminders", undefined, null)

const keptOf = (given: readonly Reminding[], topic: string): Kept[] => given.map((one) => ({ ...one, id: newId(), topic }))

/** Comes or is renewed; those already told so stay as they are. Answers how many came or changed. */
export async function remind(ctx: Context, topic: string, given: readonly Reminding[]): Promise<number> {
  const changed = await put(ctx.db, keptOf(given, topic), ctx.now)
  tell(ctx, changed)
  return changed
}

/** What stands of the topic in the meeting, whoever has it. */
export const told = (ctx: Context, topic: Topic): Promise<Told[]> => toldOf(ctx.db, topic)
/** The meetings in which anything of the topic stands. */
export const meetingsTold = (ctx: Context, topic: string): Promise<string[]> => meetingsOf(ctx.db, topic)

/** These and no others stand of the topic from now on. */
export async function settle(ctx: Context, { topic, meetingId }: Topic, given: readonly Reminding[]): Promise<void> {
  const gone = await removeOthers(ctx.db, { topic, meetingId }, given)
  tell(ctx, gone + (await put(ctx.db, keptOf(given, topic), ctx.now)))
}

/** What they are about is done, or not so any more: for everybody, or for one. */
export async function withdraw(ctx: Context, keys: readonly string[], accountId?: string): Promise<void> {
  if (keys.length > 0) tell(ctx, await removeKeys(ctx.db, keys, accountId))
}

/** What is read ends after thirty days. */
export const tidy = (ctx: Context) => removeReadBefore(ctx.db, new Date(Date.parse(ctx.now) - 30 * 86_400_000).toISOString())

/** Who was taken off a meeting hears no more of it. */
async function mineOf({ db, actor, platform }: Context): Promise<Mine> {
  const named = actor.apart ? [] : await meetingsNamed(db, actor.id)
  const belongs = await Promise.all(named.map((id) => belongsTo(platform.places, actor, id)))
  return { accountId: actor.id, meetingIds: named.filter((_, at) => belongs[at]) }
}

export const remindersService = serve(reminders, {
  async mine(ctx, page) {
    const mine = await mineOf(ctx)
    const rows = await remindersOf(ctx.db, mine, page)
    return { ...(await countsOf(ctx.db, mine)), rows: rows.map((row) => ({ ...row, sentence: row.sentence[ctx.locale] })) }
  },

  async markRead({ db, actor, now }, { ids }) {
    return { changed: await read(db, { accountId: actor.id, ids, now }) }
  },
})
