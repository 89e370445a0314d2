import { Refusal } from "#kernel/contract.ts"
import { addDays, dayOf, daysBetween, shortDay } from "#kernel/dates.ts"
import { newId } from "#kernel/ids.ts"
import { fill } from "#kernel/words.ts"
import type { Dates, Moving } from "#modules/meetings/contract.ts"
import type { Context } from "#server/context.ts"
import type { Role } from "../findings/role/contract.ts"
import { findingsOf } from "../findings/store.ts"
import { there } from "../reading/service.ts"
import { mustComeBefore, mustHaveLines } from "../rules.ts"
import { linesOf, scriptById } from "../store.ts"
import { words } from "../words.ts"
import type { Run, Walk } from "./contract.ts"
import * as store from "./store.ts"

type Which = { meetingId: string; id: string }
type Ticking = { meetingId: string; runId: string; lineId: string; role: Role; ok: boolean }

/** A walk that is over takes nothing more. */
export async function openRun(ctx: Context, meetingId: string, id: string): Promise<Run> {
  const run = await store.runById(ctx.db, meetingId, id)
  if (run.endedAt) throw new Refusal("rehearsals.runOver")
  return run
}

/** What was found this time and what earlier times left open. */
async function walk(ctx: Context, { meetingId, id }: Which): Promise<Walk> {
  const run = await store.runById(ctx.db, meetingId, id)
  const script = await scriptById(ctx.db, await there(ctx, meetingId), run.scriptId)
  const lines = await linesOf(ctx.db, meetingId, [run.scriptId])
  const findings = await findingsOf(ctx.db, meetingId, { scriptId: run.scriptId })
  return {
    run,
    starts: script.starts,
    lines: lines.map(({ scriptId, account, ...line }) => line),
    ticks: await store.ticksOf(ctx.db, meetingId, id),
    findings: findings.filter(({ runId, number, isOpen }) => runId === id || (number < run.number && isOpen)),
  }
}

export const runHandlers = {
  runs: ({ db }: Context, { meetingId, scriptId }: { meetingId: string; scriptId: string }) => store.runsOf(db, meetingId, scriptId),
  run: walk,

  async addRun(ctx: Context, { meetingId, scriptId, day }: { meetingId: string; scriptId: string; day: string }) {
    const script = await scriptById(ctx.db, await there(ctx, meetingId), scriptId)
    mustHaveLines(script)
    mustComeBefore(script, day)
    await store.lockScript(ctx.db, meetingId, scriptId)
    const earlier = await store.runsOf(ctx.db, meetingId, scriptId)
    const walking = earlier.find(({ endedAt }) => endedAt === null)
    if (walking) throw new Refusal("rehearsals.stillWalking", { title: script.title, number: walking.number })
    const run = { meetingId, id: newId(), scriptId, number: (earlier.at(-1)?.number ?? 0) + 1, day }
    await store.addRun(ctx.db, run, { by: ctx.actor.name, at: ctx.now })
    return store.runById(ctx.db, meetingId, run.id)
  },

  async removeRun(ctx: Context, { meetingId, id }: Which) {
    const run = await openRun(ctx, meetingId, id)
    if (run.roles.some(({ walked, found }) => walked + found > 0)) throw new Refusal("rehearsals.runBegun")
    await store.removeRun(ctx.db, run)
    return run
  },

  async endRun(ctx: Context, { meetingId, id }: Which) {
    const run = await openRun(ctx, meetingId, id)
    await store.setEnded(ctx.db, run, { by: ctx.actor.name, at: ctx.now })
    return store.runById(ctx.db, meetingId, id)
  },

  async reopenRun(ctx: Context, { meetingId, id }: Which) {
    const run = await store.runById(ctx.db, meetingId, id)
    await store.lockScript(ctx.db, meetingId, run.scriptId)
    const other = (await store.runsOf(ctx.db, meetingId, run.scriptId)).find((one) => one.id !== id && one.endedAt === null)
    if (other) throw new Refusal("rehearsals.stillWalking", { title: other.title, number: other.number })
    await store.setEnded(ctx.db, run, null)
    return store.runById(ctx.db, meetingId, id)
  },

  async tick(ctx: Context, { ok, ...which }: Ticking) {
    const { scriptId } = await openRun(ctx, which.meetingId, which.runId)
    const lines = await linesOf(ctx.db, which.meetingId, [scriptId])
    if (!lines.some(({ id }) => id === which.lineId)) throw new Refusal("house.notFound")
    if (ok) await store.addTick(ctx.db, which, { by: ctx.actor.name, at: ctx.now })
    else await store.removeTick(ctx.db, which)
    return { ok }
  },
}

type Move = { meetingId: string; from: Pick<Dates, "startsOn">; to: Pick<Dates, "startsOn"> }

async function comingRuns(ctx: Context, meetingId: string) {
  const { meeting } = await there(ctx, meetingId)
  return store.toCome(ctx.db, meetingId, dayOf(ctx.now, meeting.zone))
}

export async function moveRuns(ctx: Context, { meetingId, from, to }: Move): Promise<void> {
  const days = daysBetween(from.startsOn, to.startsOn)
  if (days === 0) return
  const runs = await comingRuns(ctx, meetingId)
  await store.moveRuns(
    ctx.db,
    meetingId,
    runs.map(({ id }) => id),
    days,
  )
}

/** What a change of dates would move: the answer to meetings.moving. */
export async function wouldMove(ctx: Context, { meetingId, from, to }: Move): Promise<Moving[]> {
  const days = daysBetween(from.startsOn, to.startsOn)
  const runs = days === 0 ? [] : await comingRuns(ctx, meetingId)
  if (!runs.length) return []
  const say = words[ctx.locale]
  const items = runs.slice(0, 5).map(({ title, number, day }) => ({
    title: fill(say["moving.run"], { title, number }),
    from: shortDay(day, ctx.locale),
    to: shortDay(addDays(day, days), ctx.locale),
  }))
  return [{ sentence: fill(say["moving.runs"], { count: runs.length }), total: runs.length, items }]
}
