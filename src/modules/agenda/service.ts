import { Refusal } from "#kernel/contract.ts"
import { dayBeside, longDay, plainClock } from "#kernel/dates.ts"
import { newId } from "#kernel/ids.ts"
import { fill } from "#kernel/words.ts"
import type { Dates, Meeting, Moving } from "#modules/meetings/contract.ts"
import { mustBeApproved } from "#modules/meetings/scheme/service.ts"
import { meetingsService } from "#modules/meetings/service.ts"
import { placeAll } from "#modules/tasks/placing/service.ts"
import { serve } from "#server/api.ts"
import type { Context } from "#server/context.ts"
import { AgendaPart, agenda, printProgramme, type Session, type Written } from "./contract.ts"
import { categoriesOf, programmeFor, withClashes } from "./programme/service.ts"
import {
  dayUnder,
  firstSession,
  forDelegates,
  hung,
  movedSessions,
  mustEndLater,
  mustHaveSessions,
  mustKnowCategories,
  mustKnowWhoIsDue,
  mustStay,
} from "./rules.ts"
import { exportSheet } from "./sheet/service.ts"
import { addSessions, bodiesOf, changeSession, paperOf, placeSessions, removeSession, type Stored, sessionById, sessionsOf } from "./store.ts"
import { words } from "./words.ts"

const hand = (ctx: Context) => ({ by: ctx.actor.name, at: ctx.now })
const meetingOf = async (ctx: Context, meetingId: string): Promise<Meeting> => (await meetingsService.get(ctx, { meetingId })) as Meeting

async function oneOf(ctx: Context, meetingId: string, id: string): Promise<Session> {
  const found = (await programmeFor(ctx, meetingId)).find((session) => session.id === id)
  if (!found) throw new Refusal("house.notFound")
  return found
}

async function mustHold(ctx: Context, meetingId: string, session: Written): Promise<void> {
  mustEndLater(session)
  mustKnowWhoIsDue(session)
  if (session.categories?.length) mustKnowCategories(session.categories, await categoriesOf(ctx, meetingId))
  if (session.bodyId && !(await bodiesOf(ctx.db, meetingId)).some((body) => body.id === session.bodyId)) throw new Refusal("agenda.noSuchBody")
}

/** A template names a session's body by key; the roster's part, applied before this one, has made them. */
export async function takePart(ctx: Context, meetingId: string, part: unknown): Promise<void> {
  const { sessions } = AgendaPart.parse(part)
  const dates = await meetingOf(ctx, meetingId)
  const idByKey = new Map((await bodiesOf(ctx.db, meetingId)).map((body) => [body.key, body.id]))
  const categories = await categoriesOf(ctx, meetingId)
  const rows = sessions.map((session) => {
    const bodyId = session.body === null ? null : idByKey.get(session.body)
    if (bodyId === undefined) throw new Refusal("agenda.noSuchBody")
    mustKnowCategories(session.categories, categories)
    const row = { meetingId, id: newId(), ...firstSession(session, { dates, bodyId }) }
    mustEndLater(row)
    return row
  })
  await addSessions(ctx.db, rows, hand(ctx))
  await placeAll(ctx, meetingId)
}

/** The days of the template's sessions under these dates: what tasks that hang on a session count from. */
export async function anchorsUnder(ctx: Context, meetingId: string, dates: Dates) {
  const sessions = await sessionsOf(ctx.db, meetingId)
  return sessions.flatMap((session) => {
    const { key, title } = session
    return key === null
      ? []
      : [{ key: `session:${key}` as const, title, day: dayUnder(dates, session), clock: session.atOpening ? dates.opensAt : session.starts }]
  })
}

export async function moveAll(ctx: Context, meetingId: string, to: Dates): Promise<void> {
  const moved = movedSessions(await sessionsOf(ctx.db, meetingId), to)
  for (const session of moved) mustEndLater(session)
  await placeSessions(
    ctx.db,
    meetingId,
    moved.map(({ id, day, starts, ends }) => ({ id, day, starts, ends })),
  )
  ctx.announce("agenda", undefined, meetingId)
}

/** What a change of dates would move: the answer to meetings.moving. */
export async function wouldMove(ctx: Context, meetingId: string, to: Dates): Promise<Moving[]> {
  const sessions = await sessionsOf(ctx.db, meetingId)
  const before = new Map(sessions.map((session) => [session.id, session]))
  const moved = movedSessions(sessions, to)
  const moment = (session: Stored, other: Stored) => `${dayBeside(session.day, other.day, ctx.locale)} ${plainClock(session.starts)}`
  const items = moved.slice(0, 5).map((session) => {
    const old = before.get(session.id) ?? session
    return { title: session.title, from: moment(old, session), to: moment(session, old) }
  })
  return [{ sentence: fill(words[ctx.locale]["moving.sessions"], { count: moved.length }), total: moved.length, items }]
}

/** What the overview shows as wrong: sessions that overlap, each pair once. */
export async function whatClashes(ctx: Context, meetingId: string) {
  const say = words[ctx.locale]
  const clashing = withClashes(await sessionsOf(ctx.db, meetingId)).filter((session) => session.clashes.length)
  const seen = new Set<string>()
  return clashing.flatMap((session) => {
    seen.add(session.title)
    const other = session.clashes.find((title) => !seen.has(title))
    if (other === undefined) return []
    return [
      {
        level: "wrong" as const,
        sentence: fill(say["attention.clash"], { one: session.title, other }),
        verb: say["attention.verb"],
        path: `agenda?session=${session.id}`,
      },
    ]
  })
}

export async function howMany(ctx: Context, meetingId: string) {
  const sessions = withClashes(await sessionsOf(ctx.db, meetingId))
  return [{ room: "agenda", count: null, wants: sessions.filter((session) => session.clashes.length).length }]
}

export async function found(ctx: Context, meetingId: string, find: string) {
  const hits = (await sessionsOf(ctx.db, meetingId)).filter((session) => session.title.includes(find)).slice(0, 5)
  const kind = words[ctx.locale].session
  return hits.map((session) => ({
    kind,
    title: session.title,
    detail: `${longDay(session.day, ctx.locale)} ${plainClock(session.starts)} · ${session.place}`,
    path: `agenda?session=${session.id}`,
  }))
}

/** The programme as it would be annexed to the meeting's scheme: one line a session. */
export async function annexOf(ctx: Context, meetingId: string) {
  const lines = forDelegates(await sessionsOf(ctx.db, meetingId)).map(
    ({ day, starts, title, place }) => `${longDay(day, ctx.locale)} ${plainClock(starts)}　${title}${place ? `　${place}` : ""}`,
  )
  return lines.length ? [{ key: "programme", title: words[ctx.locale].annex, text: lines.join("\n") }] : []
}

export async function papersFor(ctx: Context, meetingId: string) {
  const paper = await paperOf(ctx.db, meetingId)
  if (!paper) return []
  const { name } = await meetingOf(ctx, meetingId)
  const say = words[ctx.locale]
  const { fileId, pages, by, on } = paper
  return [{ kind: say.agenda, title: fill(say.sheetTitle, { meeting: name }), number: null, author: by, madeOn: on, pages, fileId }]
}

export const agendaService = serve(agenda, {
  list: (ctx, { meetingId }) => programmeFor(ctx, meetingId),

  get: (ctx, { meetingId, id }) => oneOf(ctx, meetingId, id),

  bodies: async ({ db }, { meetingId }) => (await bodiesOf(db, meetingId)).map(({ id, name, members }) => ({ id, name, members })),

  async add(ctx, { fixed, ...session }) {
    const { meetingId } = session
    await mustHold(ctx, meetingId, session)
    const dates = await meetingOf(ctx, meetingId)
    const id = newId()
    const { categories = [], remark = "" } = session
    const fresh = { ...session, id, categories, remark, key: null, legal: false, basis: null, atOpening: false }
    await addSessions(ctx.db, [{ ...fresh, ...hung(session.day, { anchor: null, dates, fixed }) }], hand(ctx))
    return oneOf(ctx, meetingId, id)
  },

  async edit(ctx, { fixed, meetingId, ...session }) {
    await mustHold(ctx, meetingId, session)
    const meeting = await meetingOf(ctx, meetingId)
    const before = await sessionById(ctx.db, meetingId, session.id)
    // a clock changed by hand no longer follows the opening's
    const atOpening = before.atOpening && session.starts === before.starts
    const { categories = before.categories, remark = before.remark } = session
    const changed = { ...session, categories, remark, atOpening, ...hung(session.day, { anchor: before.anchor, dates: meeting, fixed }), ...hand(ctx) }
    await changeSession(ctx.db, { meetingId, zone: meeting.zone, locale: ctx.locale }, changed)
    if (session.day !== before.day) await placeAll(ctx, meetingId)
    return oneOf(ctx, meetingId, session.id)
  },

  async print(ctx, { meetingId, byDay }) {
    await mustBeApproved(ctx, meetingId)
    mustHaveSessions(forDelegates(await sessionsOf(ctx.db, meetingId)))
    return { jobId: await ctx.start(printProgramme, { meetingId, byDay }, meetingId) }
  },

  exportSheet,

  async remove(ctx, { meetingId, id }) {
    const session = await oneOf(ctx, meetingId, id)
    mustStay(session)
    await removeSession(ctx.db, session)
    await placeAll(ctx, meetingId)
    return session
  },
})
