/** 建会: the one way a meeting comes into being — from a template, as the next of its series, or as a copy of another. */
import { meetingCreated } from "#kernel/house.ts"
import { newId } from "#kernel/ids.ts"
import type { Context } from "#server/context.ts"
import type { Dates, Meeting } from "../contract.ts"
import { mustBeInOrder, mustBeZone, mustLastLongEnough, mustNotBeSecret } from "../rules.ts"
import type { AskedSecrecy } from "../secrecy/contract.ts"
import { mustBelong } from "../series/service.ts"
import { addMeeting, datesOf } from "../store.ts"
import { partsFor, templateBy } from "../templates/rules.ts"

type New = Omit<Meeting, "id" | "phase" | "phaseByHand" | "version" | "secrecy"> & { secrecy: AskedSecrecy }
type Parts = Record<string, unknown>

export function mustFit(ctx: Context, dates: Dates, template: string): void {
  mustBeInOrder(dates)
  mustLastLongEnough(dates, templateBy(template), ctx.locale)
}

function fromTemplate(meeting: Meeting): Parts {
  const { name, theme, host, place, hall } = meeting
  return partsFor(templateBy(meeting.template), { dates: datesOf(meeting), about: { name, theme, host, place, hall } })
}

/** Everything the parts bring is applied here, in one transaction: either the whole congress is there or nothing of it. */
export async function makeMeeting(ctx: Context, input: New, partsOf: (meeting: Meeting) => Parts = fromTemplate): Promise<Meeting> {
  mustFit(ctx, input, input.template)
  const secrecy = mustNotBeSecret(input.secrecy)
  await mustBelong(ctx, input)
  const meeting = await addMeeting(ctx.db, { ...input, id: newId(), zone: mustBeZone(input.zone), secrecy }, { by: ctx.actor.name, at: ctx.now })
  await ctx.raise(meetingCreated, { meetingId: meeting.id, template: meeting.template, parts: partsOf(meeting) })
  return meeting
}
