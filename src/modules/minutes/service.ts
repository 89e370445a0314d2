import { Refusal } from "#kernel/contract.ts"
import { dayOf, shortMoment } from "#kernel/dates.ts"
import { newId } from "#kernel/ids.ts"
import { approvalsService } from "#modules/approvals/service.ts"
import type { Meeting } from "#modules/meetings/contract.ts"
import { minutesFormOf } from "#modules/meetings/series/service.ts"
import { meetingsService } from "#modules/meetings/service.ts"
import { serve } from "#server/api.ts"
import type { Context } from "#server/context.ts"
import { next } from "#server/numbers.ts"
import { type Minutes, minutes, printMinutes } from "./contract.ts"
import { documentNumberOf, draftText, type Held, mustBeApproved, mustBeDraft, mustHaveBeenHeld, mustNotBeUnderApproval, paperText, seriesOf } from "./rules.ts"
import {
  addMinutes,
  changeMinutes,
  eventsOf,
  finaliseMinutes,
  type Key,
  lockMinutes,
  minutesById,
  minutesOf,
  peopleOf,
  pollsOf,
  printOf,
  removeMinutes,
  type StoredMinutes,
  sessionById,
} from "./store.ts"

const hand = (ctx: Context) => ({ by: ctx.actor.name, at: ctx.now })
const meetingOf = (ctx: Context, meetingId: string) => meetingsService.get(ctx, { meetingId }) as Promise<Meeting>

/** Everything the draft is made of, as it was recorded. */
async function heldSession(ctx: Context, meetingId: string, sessionId: string): Promise<Held> {
  const meeting = await meetingOf(ctx, meetingId)
  const session = await sessionById(ctx.db, meetingId, sessionId)
  const polls = await pollsOf(ctx.db, meetingId, sessionId)
  const held = {
    meeting,
    session,
    people: await peopleOf(ctx.db, { meetingId, sessionId, bodyId: session.bodyId }),
    events: await eventsOf(ctx.db, meetingId, sessionId),
    polls: polls.map(({ id, title, result }) => ({ id, title, sentence: result?.sentence ?? null })),
    today: dayOf(ctx.now, meeting.zone),
  }
  mustHaveBeenHeld(held)
  return held
}

const laidOf = ({ series, text }: Pick<StoredMinutes, "series" | "text">) => ({ title: text.title.replaceAll("\n", ""), body: paperText(series, text) })

async function approvalOf(ctx: Context, found: StoredMinutes): Promise<Minutes["approval"]> {
  const standing = await approvalsService.standingOf(ctx, { kind: "minutes", id: found.id })
  if (!standing) return null
  const { approvalId: id, state, sha256 } = standing
  return { id, state, isOfThisText: sha256 === approvalsService.hashOf({ ...laidOf(found), files: [] }) }
}

async function shown(ctx: Context, key: Key): Promise<Minutes> {
  const found = await minutesById(ctx.db, key)
  return { ...found, approval: await approvalOf(ctx, found), requiredFlowId: (await approvalsService.requiredFlow(ctx, "minutes"))?.id ?? null }
}

/** An open draft that nobody is deciding on at the moment. */
async function freeDraft(ctx: Context, seen: Key & { version: number }) {
  const row = await openDraft(ctx, seen)
  mustNotBeUnderApproval((await shown(ctx, seen)).approval)
  return row
}

/** The row, locked, still a draft and as the person saw it. */
async function openDraft(ctx: Context, { version, ...key }: Key & { version: number }) {
  const row = await lockMinutes(ctx.db, key)
  mustBeDraft(row)
  if (row.version === version) return row
  const { zone } = await meetingOf(ctx, key.meetingId)
  throw new Refusal("house.stale", { who: row.updatedBy, when: shortMoment(row.updatedAt, zone, ctx.locale) })
}

export const minutesService = serve(minutes, {
  list: ({ db }, { meetingId }) => minutesOf(db, meetingId),
  get: (ctx, key) => shown(ctx, key),

  async draft(ctx, { meetingId, sessionId }) {
    const held = await heldSession(ctx, meetingId, sessionId)
    const key = { meetingId, id: newId() }
    const { seriesId } = await meetingOf(ctx, meetingId)
    const form = await minutesFormOf(ctx, seriesId, held.session.bodyName)
    await addMinutes(ctx.db, { ...key, sessionId, series: form?.name ?? seriesOf(held.session), text: draftText(held) }, hand(ctx))
    return shown(ctx, key)
  },

  async gatherAgain(ctx, { version, ...key }) {
    const { sessionId } = await freeDraft(ctx, { ...key, version })
    await changeMinutes(ctx.db, { ...key, text: draftText(await heldSession(ctx, key.meetingId, sessionId)) }, hand(ctx))
    return shown(ctx, key)
  },

  async edit(ctx, { version, series, text, ...key }) {
    await freeDraft(ctx, { ...key, version })
    await changeMinutes(ctx.db, { ...key, series, text }, hand(ctx))
    return shown(ctx, key)
  },

  async remove(ctx, { version, ...key }) {
    await freeDraft(ctx, { ...key, version })
    await removeMinutes(ctx.db, key)
    return key
  },

  async submitForApproval(ctx, { version, flowId, chosen, note, ...key }) {
    await freeDraft(ctx, { ...key, version })
    const { title, body } = laidOf(await minutesById(ctx.db, key))
    const subject = { kind: "minutes" as const, id: key.id, title, path: `minutes/${key.id}` }
    await approvalsService.submit(ctx, { meetingId: key.meetingId, subject, flow: flowId, paper: { body }, chosen, note })
    return shown(ctx, key)
  },

  async finalise(ctx, { version, ...key }) {
    const { series, sessionId } = await openDraft(ctx, { ...key, version })
    const { approval, requiredFlowId } = await shown(ctx, key)
    mustBeApproved(approval, requiredFlowId !== null)
    const { zone, seriesId } = await meetingOf(ctx, key.meetingId)
    const { bodyId, bodyName } = await sessionById(ctx.db, key.meetingId, sessionId)
    const form = await minutesFormOf(ctx, seriesId, bodyName)
    const year = Number(dayOf(ctx.now, zone).slice(0, 4))
    // one series counts on through the year, over all its meetings where they are of one; a draft has no number, so that a discarded one leaves no gap
    const number = await next(ctx.db, { body: form?.name === series ? form.countedBy : (bodyId ?? key.meetingId), kind: `minutes:${series}`, year })
    await finaliseMinutes(ctx.db, { ...key, documentNumber: documentNumberOf(series, year, number) }, hand(ctx))
    return shown(ctx, key)
  },

  async print(ctx, key) {
    await minutesById(ctx.db, key)
    return { jobId: await ctx.start(printMinutes, key, key.meetingId) }
  },

  async paperTicket(ctx, { as, ...key }) {
    await minutesById(ctx.db, key)
    const file = (await printOf(ctx.db, key))?.[as]
    if (!file) throw new Refusal("minutes.notPrinted")
    return ctx.platform.files.ticket(ctx, file)
  },
})
