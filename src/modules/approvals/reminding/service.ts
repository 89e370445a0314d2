/** Who lets an approval wait beyond its time is told so, until it moves on. */
import { officeZone, shortMoment } from "#kernel/dates.ts"
import { fill, type Locale } from "#kernel/words.ts"
import { remind, settle, withdraw } from "#modules/reminders/service.ts"
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

const outcomeKeyOf = (id: string): string => `approval-outcome:${id}`

type Asked = { id: string; subject: { title: string }; submittedId: string }

/** Who asked is told what came of it, where somebody else decided. */
export async function tellOutcome(ctx: Context, { id, subject, submittedId }: Asked, outcome: "approved" | "returned"): Promise<void> {
  if (submittedId === ctx.actor.id) return
  const said = (locale: Locale) => fill(words[locale][outcome === "returned" ? "toldReturned" : "toldApproved"], { who: ctx.actor.name })
  const sentence = { "zh-CN": said("zh-CN"), en: said("en") }
  const level = outcome === "returned" ? ("due" as const) : ("info" as const)
  await remind(ctx, "approvals.outcome", [
    { accountId: submittedId, key: outcomeKeyOf(id), level, meetingId: null, path: `/approvals?open=${id}`, title: subject.title, sentence },
  ])
}

/** Laid before the deciders again, or taken back: what came of it before is no news any more. */
export const outcomeNoMore = (ctx: Context, id: string): Promise<void> => withdraw(ctx, [outcomeKeyOf(id)])
