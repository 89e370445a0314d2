/** The programme as it is read: with its clashes, and how many people each session is for. */
import { attendeesService } from "#modules/attendees/service.ts"
import type { Context } from "#server/context.ts"
import type { Session } from "../contract.ts"
import { clashesOf, forDelegates } from "../rules.ts"
import { bodiesOf, type Stored, sessionsOf } from "../store.ts"

export const withClashes = (all: readonly Stored[]) => all.map((session) => ({ ...session, clashes: clashesOf(session, all) }))

/** How many there are of each is nobody's secret: a limited grant sees the same programme. */
export const categoriesOf = (ctx: Context, meetingId: string) =>
  attendeesService.categories({ ...ctx, reach: { ...ctx.reach, delegations: "all" } }, { meetingId })

export async function programmeOf(ctx: Context, meetingId: string): Promise<Session[]> {
  const all = withClashes(await sessionsOf(ctx.db, meetingId))
  const bodies = new Map((await bodiesOf(ctx.db, meetingId)).map(({ id, members }) => [id, members]))
  const categories = await categoriesOf(ctx, meetingId)
  return all.map((session) => ({
    ...session,
    members: session.bodyId === null ? null : (bodies.get(session.bodyId) ?? 0),
    alsoDue: categories.filter(({ key }) => session.categories.includes(key)).map(({ key, name, count }) => ({ key, name, count })),
  }))
}

/** A delegate sees where to be and when; how many others come is the staff's. */
async function delegatesProgramme(ctx: Context, meetingId: string): Promise<Session[]> {
  const all = withClashes(forDelegates(await sessionsOf(ctx.db, meetingId)))
  return all.map((session) => ({ ...session, members: null, alsoDue: [], remark: "" }))
}

export const programmeFor = (ctx: Context, meetingId: string): Promise<Session[]> =>
  ctx.actor.kind === "attendee" ? delegatesProgramme(ctx, meetingId) : programmeOf(ctx, meetingId)
