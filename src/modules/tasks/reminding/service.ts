/** Reminders of tasks: every morning what is due and late, every minute what must be confirmed now; what is not so any more is withdrawn at once. */
import { addDays, dayOf, plainClock } from "#kernel/dates.ts"
import { fill } from "#kernel/words.ts"
import { everyGrant } from "#modules/access/roles/service.ts"
import { meetingsTold, remind, settle, told, withdraw } from "#modules/reminders/service.ts"
import type { Context, Grant, Platform, Tick } from "#server/context.ts"
import { countsIn, covering, isAtHome } from "#server/grants.ts"
import { tasks } from "../contract.ts"
import { words } from "../words.ts"
import { isAlarming, type People, toldAfterDays, toldOf, untrue } from "./rules.ts"
import { alarmedBetween, dueUntil, meetingHere, meetingsDue, openByIds } from "./store.ts"

const topic = "tasks"
type Holdings = Map<string, Grant[]>

async function holdingsOf(ctx: Context): Promise<Holdings> {
  const held = Map.groupBy(await everyGrant(ctx), ({ accountId }) => accountId)
  return new Map([...held].map(([accountId, grants]) => [accountId, grants]))
}

const nearest = ["meeting", "series", "unit", "system"] as const

/** The chief is who may change the tasks by a grant for this meeting; where nobody has one, by one for its series, its unit, the house. */
async function peopleIn(platform: Platform, meetingId: string, holdings: Holdings): Promise<People> {
  const place = await platform.places.of("meeting", meetingId)
  if (!place) return { reads: () => false, chiefs: [] }
  const editors = [...holdings].map(([accountId, grants]) => ({
    accountId,
    kinds: covering(
      grants.filter(({ at }) => countsIn(at, place)),
      tasks.edit,
    ).map(({ at }) => at.kind),
  }))
  const kind = nearest.find((one) => editors.some(({ kinds }) => kinds.includes(one)))
  return {
    reads: (accountId) => isAtHome(holdings.get(accountId) ?? [], place),
    chiefs: editors.filter(({ kinds }) => kind !== undefined && kinds.includes(kind)).map(({ accountId }) => accountId),
  }
}

/** No zone is further than a day from that of the clock. */
const around = (now: string) => ({ from: addDays(now.slice(0, 10), -2), to: addDays(now.slice(0, 10), 2) })

/** One meeting's trouble is not another's: all are done, then the first trouble is told. */
async function each(ids: readonly string[], work: (id: string) => Promise<void>): Promise<void> {
  const troubles: unknown[] = []
  for (const id of ids) await work(id).catch((error: unknown) => troubles.push(error))
  if (troubles.length > 0) throw troubles[0]
}

/** 每天早上: due today, tomorrow what the law requires, late. */
export async function remindAll({ transaction, platform, now }: Tick): Promise<void> {
  const { ids, holdings } = await transaction(async (ctx) => {
    const due = await meetingsDue(ctx.db, { until: around(now).to, since: addDays(now.slice(0, 10), -toldAfterDays) })
    return { ids: [...new Set([...due, ...(await meetingsTold(ctx, topic))])], holdings: await holdingsOf(ctx) }
  })
  await each(ids, async (id) => {
    const people = await peopleIn(platform, id, holdings)
    await transaction((ctx) => remindOf(ctx, id, people), id)
  })
}

async function remindOf(ctx: Context, meetingId: string, people: People): Promise<void> {
  const meeting = await meetingHere(ctx.db, meetingId)
  const isLongOver = !meeting || addDays(meeting.departsOn, toldAfterDays) < dayOf(ctx.now, meeting.zone)
  const open = isLongOver ? [] : await dueUntil(ctx.db, meetingId, around(ctx.now).to)
  await settle(ctx, { topic, meetingId }, meeting ? toldOf(meeting, open, { people, now: ctx.now }) : [])
}

const alarmingNow = async ({ db, now }: Pick<Context, "db" | "now">, meetingId: string | null = null) =>
  (await alarmedBetween(db, around(now), meetingId)).filter((task) => isAlarming(task, now, task.zone))

/** 每分钟: what is not confirmed so shortly before its clock. Nearly always that is nothing, and one statement says so. */
export async function raiseAlarms({ transaction, platform, now, db }: Tick): Promise<void> {
  const alarming = Map.groupBy(await alarmingNow({ db, now }), ({ meetingId }) => meetingId)
  if (alarming.size === 0) return
  const holdings = await transaction(holdingsOf)
  await each([...alarming.keys()], async (id) => {
    const { meeting: name = "", zone = "UTC" } = alarming.get(id)?.[0] ?? {}
    const people = await peopleIn(platform, id, holdings)
    await transaction(async (ctx) => {
      const open = (await dueUntil(ctx.db, id, around(now).to)).filter((task) => isAlarming(task, now, zone))
      const changed = await remind(ctx, topic, toldOf({ id, name, zone }, open, { people, now }))
      // the overview shows it among what is wrong
      if (changed > 0) ctx.announce("tasks")
    }, id)
  })
}

/** After anything that changes tasks: what was told and is not so any more goes at once; what became so is told at its hour. */
export async function keepTrue(ctx: Context, meetingId: string): Promise<void> {
  const standing = await told(ctx, { topic, meetingId })
  if (standing.length === 0) return
  const meeting = await meetingHere(ctx.db, meetingId)
  const ids = standing.flatMap(({ key }) => (key.startsWith("task:") ? [key.slice(5)] : []))
  const open = await openByIds(ctx.db, meetingId, [...new Set(ids)])
  await withdraw(ctx, untrue(standing, open, { now: ctx.now, zone: meeting?.zone ?? "UTC" }))
}

/** 报警: on the overview until it is confirmed. */
export async function whatIsUnconfirmed(ctx: Context, meetingId: string) {
  const say = words[ctx.locale]
  return (await alarmingNow(ctx, meetingId)).map(({ title, clock, owner }) => ({
    level: "wrong" as const,
    sentence: fill(say["attention.alarm"], { title, clock: plainClock(clock ?? ""), who: owner || say.nobody }),
    verb: say.confirm,
    path: `tasks?find=${encodeURIComponent(title)}`,
  }))
}
