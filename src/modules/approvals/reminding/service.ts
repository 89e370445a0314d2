/** Who lets an approval wait beyond its time is told so, until it moves on. */
import { officeZone, shortMoment } from "#kernel/dates.ts"
import { fill, type Locale } from "#kernel/words.ts"
import { settle, withdraw } from "#modules/reminders/service.ts"
import type { Context, Tick } from "#server/context.ts"
import { today } from "../absence/service.ts"
import { words } from "../words.ts"
import { holdLate, type LateFor, lateFor } from "./store.ts"

const keyOf = (id: string): string => `approval:${id}`

// of no meeting: who decides on a meeting's paper need not belong to the meeting
const topic = { topic: "approvals", meetingId: null }

function toldOf({ id, title, stepName, dueAt, accountId }: LateFor) {
  const sentence = (locale: Locale) => fill(words[locale].toldLate, { step: stepName, when: shortMoment(dueAt, officeZone, locale) })
  const said = { "zh-CN": sentence("zh-CN"), en: sentence("en") }
  return { accountId, key: keyOf(id), level: "late" as const, meetingId: null, path: `/approvals?open=${id}`, title, sentence: said }
}

export const remindLate = ({ transaction }: Tick): Promise<void> =>
  transaction(async (ctx) => {
    await holdLate(ctx.db, ctx.now)
    await settle(ctx, topic, (await lateFor(ctx.db, { now: ctx.now, today: today(ctx) })).map(toldOf))
  })

/** It went on, or this person has said his; for the others at the same step it waits as before. */
export const waitsNoMore = (ctx: Context, id: string, { forAll }: { forAll: boolean }): Promise<void> =>
  withdraw(ctx, [keyOf(id)], forAll ? undefined : ctx.actor.id)
