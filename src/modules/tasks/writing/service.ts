import type { z } from "zod"
import { Refusal } from "#kernel/contract.ts"
import { addDays, daysBetween } from "#kernel/dates.ts"
import { newId } from "#kernel/ids.ts"
import { openPerson } from "#modules/access/roles/service.ts"
import type { Meeting } from "#modules/meetings/contract.ts"
import type { Context } from "#server/context.ts"
import type { Task, tasks } from "../contract.ts"
import { at, hung, mustHang, mustNotWaitForItself, type Spots } from "../placing/rules.ts"
import { placeAll, spotsUnder, there } from "../placing/service.ts"
import { mustBeNear, mustCountNear, mustHaveClock, mustHavePlan, mustStartInTime } from "../rules.ts"
import { addTasks, changeTask, standing, taskById } from "../store.ts"
import { setWaits, waitsIn } from "../waiting/store.ts"
import type { Also } from "./contract.ts"

type Adding = z.output<typeof tasks.add.input>
type Editing = z.output<typeof tasks.edit.input>
type Where = { task: Pick<Task, "id" | "title" | "startsOn" | "dueOn" | "clock" | "unit" | "anchor">; hang: Also["hang"]; fixed: boolean; meeting: Meeting }

/** The dates the person wrote, at their distance; or the distance he wrote, with its dates. */
async function placed(ctx: Context, { task, hang, fixed, meeting }: Where) {
  const sessions = await spotsUnder(ctx, meeting.id, meeting)
  const all = await standing(ctx.db, meeting.id)
  const spots: Spots = { ...sessions, ...Object.fromEntries(all.map(({ id, dueOn, clock }) => [`task:${id}`, { day: dueOn, clock }])) }
  const { startsOn, dueOn, clock } = task
  if (!hang || fixed) return { startsOn, dueOn, clock, ...hung(task, { spots, fixed }) }
  mustHang(task, hang, { spots: sessions, all })
  mustCountNear(hang)
  const moment = at(spots[hang.anchor] ?? { day: dueOn, clock: null }, { ...hang, clock })
  return { ...hang, clock: moment.clock, dueOn: moment.day, startsOn: addDays(moment.day, -daysBetween(startsOn, dueOn)) }
}

/** An account's name is the owner's where no name was written. */
async function ownerOf(ctx: Context, account: string | null, owner: string): Promise<Pick<Task, "owner" | "ownerAccount">> {
  if (account === null) return { owner, ownerAccount: null }
  const person = await openPerson(ctx, account)
  if (!person) throw new Refusal("tasks.noSuchOwner")
  return { owner: person.name, ownerAccount: account }
}

async function writeWaits(
  ctx: Context,
  { meetingId, id, title }: Pick<Task, "meetingId" | "id" | "title">,
  waitsFor: readonly string[] | undefined,
): Promise<void> {
  if (waitsFor === undefined) return
  const known = new Set((await standing(ctx.db, meetingId)).map((task) => task.id))
  if (waitsFor.some((other) => !known.has(other))) throw new Refusal("house.notFound")
  const waits = (await waitsIn(ctx.db, meetingId)).filter((wait) => wait.id !== id)
  mustNotWaitForItself({ id, title }, waitsFor, waits)
  await setWaits(ctx.db, meetingId, { id, waitsFor })
}

export async function addTask(ctx: Context, { fixed, hang, waitsFor, ...given }: Adding): Promise<Task> {
  mustStartInTime(given)
  const { meetingId, standard = "", certainty = null, contingency = "", notes = "", needsProofs = false, clock = null, alarmMinutes = null } = given
  mustHavePlan(certainty, contingency)
  const place = await there(ctx, meetingId)
  const task = { ...given, id: newId(), clock, unit: "day" as const, anchor: null }
  const dates = await placed(ctx, { task, hang, fixed, meeting: place.meeting })
  mustBeNear(dates, place.meeting.startsOn)
  mustHaveClock(alarmMinutes, dates.clock)
  const owner = await ownerOf(ctx, given.ownerAccount ?? null, given.owner)
  const said = { key: null, role: "", legal: false, basis: null, document: null, standard, certainty, contingency, notes, needsProofs, alarmMinutes }
  await addTasks(ctx.db, [{ ...task, ...said, ...dates, ...owner }], { by: ctx.actor.name, at: ctx.now })
  await writeWaits(ctx, task, waitsFor)
  return taskById(ctx.db, place, task.id)
}

/** What is left out stays; a clock that minutes were counted to goes on being counted. */
export async function editTask(ctx: Context, { fixed, hang, waitsFor, meetingId, ...given }: Editing): Promise<Task> {
  mustStartInTime(given)
  const place = await there(ctx, meetingId)
  const before = await taskById(ctx.db, place, given.id)
  const { clock, unit, anchor, standard, certainty, contingency, notes, needsProofs, alarmMinutes } = { ...before, ...written(given) }
  mustHavePlan(given.certainty, contingency)
  const task = { ...given, clock, unit, anchor }
  const dates = await placed(ctx, { task, hang, fixed, meeting: place.meeting })
  mustBeNear(dates, place.meeting.startsOn)
  mustHaveClock(alarmMinutes, dates.clock)
  const account = given.ownerAccount === undefined ? (given.owner === before.owner ? before.ownerAccount : null) : given.ownerAccount
  const owner = account === before.ownerAccount ? { owner: given.owner, ownerAccount: account } : await ownerOf(ctx, account, given.owner)
  const { zone } = place.meeting
  const said = { standard, certainty, contingency, notes, needsProofs, alarmMinutes }
  const { id, version, stage, title, team } = given
  await changeTask(
    ctx.db,
    { meetingId, zone, locale: ctx.locale },
    { id, version, stage, title, team, ...said, ...dates, ...owner, by: ctx.actor.name, at: ctx.now },
  )
  await writeWaits(ctx, { meetingId, id, title }, waitsFor)
  // what counts from this task moves along
  await placeAll(ctx, meetingId)
  return taskById(ctx.db, place, id)
}

const written = <Given extends object>(given: Given): Partial<Given> =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<Given>
