import { daysBetween } from "#kernel/dates.ts"
import { fill } from "#kernel/words.ts"
import type { Body } from "#modules/attendees/bodies/contract.ts"
import { attendeesService } from "#modules/attendees/service.ts"
import type { Meeting } from "#modules/meetings/contract.ts"
import { meetingsService } from "#modules/meetings/service.ts"
import type { Context } from "#server/context.ts"
import type { AgendaPart } from "../contract.ts"
import { type Stored, sessionsOf } from "../store.ts"
import { words } from "../words.ts"

/** Whoever is due may be those of one delegation or group. */
type OneOfDelegation = Body & { delegationId?: string | null; groupId?: string | null }
type Keys = ReadonlyMap<string | null, string>

/** What was fixed to a day keeps its distance from the opening; what was added by hand gets a name that no other has. */
function partFrom(sessions: readonly Stored[], { opensOn, bodies }: { opensOn: string; bodies: Keys }): AgendaPart {
  const taken = new Set(sessions.flatMap(({ key }) => key ?? []))
  let n = 0
  const fresh = (): string => {
    do n += 1
    while (taken.has(`added-${n}`))
    return `added-${n}`
  }
  return {
    sessions: sessions.map((session) => {
      const { anchor, offset, kind, title, place, chair, categories, legal, basis, remark } = session
      const body = bodies.get(session.bodyId) ?? null
      return {
        ...{ kind, title, place, chair, categories, legal, body },
        key: session.key ?? fresh(),
        ...(anchor === null ? { anchor: "opening" as const, offset: daysBetween(opensOn, session.day) } : { anchor, offset }),
        clock: session.atOpening ? "opening" : session.starts,
        until: session.ends,
        // nobody can sign in where nobody is due: the body of a delegation comes with the new one's delegations
        signIn: session.signIn && body !== null,
        ...(basis ? { basis } : {}),
        ...(remark ? { remark } : {}),
      }
    }),
  }
}

export async function partOf(ctx: Context, meetingId: string) {
  const sessions = await sessionsOf(ctx.db, meetingId)
  if (!sessions.length) return []
  const { startsOn } = (await meetingsService.get(ctx, { meetingId })) as Meeting
  const standing = ((await attendeesService.bodies(ctx, { meetingId })) as OneOfDelegation[]).filter(({ delegationId, groupId }) => !delegationId && !groupId)
  const part = partFrom(sessions, { opensOn: startsOn, bodies: new Map(standing.map(({ id, key }) => [id, key])) })
  return [{ module: "agenda", part, said: [fill(words[ctx.locale].copied, { count: sessions.length })] }]
}
