import type { z } from "zod"
import { Refusal } from "#kernel/contract.ts"
import { dayOf } from "#kernel/dates.ts"
import { newId } from "#kernel/ids.ts"
import { fill } from "#kernel/words.ts"
import { tasksService } from "#modules/tasks/service.ts"
import type { Context } from "#server/context.ts"
import { there } from "../reading/service.ts"
import { mustBeDueInTime, urgencyOf } from "../rules.ts"
import { openRun } from "../runs/service.ts"
import { linesOf, scriptById, scriptsOf } from "../store.ts"
import { words } from "../words.ts"
import type { Finding, findingOperations } from "./contract.ts"
import * as store from "./store.ts"

type Which = { meetingId: string; id: string }
type Adding = z.output<typeof findingOperations.addFinding.input>
type Editing = z.output<typeof findingOperations.editFinding.input>
type Mending = z.output<typeof findingOperations.makeTask.input>

/** Only what was just uploaded, so that nobody takes another's file by its id; and only a picture. */
async function keepPhoto({ db, platform }: Context, meetingId: string, photoId: string | null): Promise<void> {
  if (photoId === null) return
  const file = await platform.files.keep(db, photoId, meetingId)
  if (!file) throw new Refusal("rehearsals.notUploaded")
  if (!file.type.startsWith("image/")) throw new Refusal("rehearsals.notAPhoto", { name: file.name })
}

/** What the line says now is kept with the finding: the script may change because of it. */
async function aboutLine(ctx: Context, meetingId: string, { scriptId, lineId }: { scriptId: string; lineId: string | null }): Promise<string> {
  if (lineId === null) return ""
  const line = (await linesOf(ctx.db, meetingId, [scriptId])).find(({ id }) => id === lineId)
  if (!line) throw new Refusal("house.notFound")
  return line.what
}

function mustNotBeMended({ task, settledAt }: Finding): void {
  if (settledAt) throw new Refusal("rehearsals.settledAlready")
  if (task) throw new Refusal("rehearsals.hasTask", { title: task.title })
}

async function makeTask(ctx: Context, { meetingId, id, title, team, owner, ownerAccount, dueOn }: Mending): Promise<Finding> {
  await store.lockFinding(ctx.db, meetingId, id)
  const finding = await store.findingById(ctx.db, meetingId, id)
  mustNotBeMended(finding)
  const place = await there(ctx, meetingId)
  mustBeDueInTime(await scriptById(ctx.db, place, finding.scriptId), dueOn)
  const say = words[ctx.locale]
  const today = dayOf(ctx.now, place.meeting.zone)
  const { script, number, role, about, text } = finding
  const notes = fill(say.taskNotes, { script, number, role: say[`role.${role}`], about: about || say.whole, text })
  const said = { stage: say.taskStage, title, team, owner, ownerAccount, notes, dueOn, startsOn: today < dueOn ? today : dueOn, fixed: false }
  const task = await tasksService.add(ctx, { meetingId, ...said })
  await store.setTask(ctx.db, finding, task.id)
  // the door announces only the module that was called
  ctx.announce("tasks")
  return store.findingById(ctx.db, meetingId, id)
}

export const findingHandlers = {
  findings: ({ db }: Context, { meetingId, scriptId }: { meetingId: string; scriptId?: string | undefined }) =>
    store.findingsOf(db, meetingId, scriptId === undefined ? {} : { scriptId }),

  async addFinding(ctx: Context, { photoId, ...given }: Adding) {
    const { meetingId, runId, lineId } = given
    const { scriptId } = await openRun(ctx, meetingId, runId)
    const about = await aboutLine(ctx, meetingId, { scriptId, lineId })
    await keepPhoto(ctx, meetingId, photoId)
    const id = newId()
    await store.addFinding(ctx.db, { ...given, id, about, photoId }, { by: ctx.actor.name, at: ctx.now })
    return store.findingById(ctx.db, meetingId, id)
  },

  async editFinding(ctx: Context, given: Editing) {
    const { meeting } = await there(ctx, given.meetingId)
    await store.changeFinding(ctx.db, given, { zone: meeting.zone, locale: ctx.locale })
    return store.findingById(ctx.db, given.meetingId, given.id)
  },

  /** Written down by mistake; what somebody is mending already stays. */
  async removeFinding(ctx: Context, { meetingId, id }: Which) {
    const finding = await store.findingById(ctx.db, meetingId, id)
    mustNotBeMended(finding)
    await openRun(ctx, meetingId, finding.runId)
    await store.removeFinding(ctx.db, finding)
    if (finding.photo) await ctx.platform.files.release(ctx.db, finding.photo.id)
    return finding
  },

  async photoTicket(ctx: Context, { meetingId, id }: Which) {
    const { photo } = await store.findingById(ctx.db, meetingId, id)
    if (!photo) throw new Refusal("house.notFound")
    return ctx.platform.files.ticket(ctx, photo.id)
  },

  async settle(ctx: Context, { meetingId, id, outcome }: Which & { outcome: string }) {
    await store.lockFinding(ctx.db, meetingId, id)
    const finding = await store.findingById(ctx.db, meetingId, id)
    mustNotBeMended(finding)
    await store.setSettled(ctx.db, finding, { outcome, by: ctx.actor.name, at: ctx.now })
    return store.findingById(ctx.db, meetingId, id)
  },

  async unsettle(ctx: Context, { meetingId, id }: Which) {
    await store.setSettled(ctx.db, await store.findingById(ctx.db, meetingId, id), null)
    return store.findingById(ctx.db, meetingId, id)
  },

  makeTask,
}

/** The finding that a task mends. */
export async function foundFor(ctx: Context, { meetingId, id }: Which) {
  const rows = await store.findingsOf(ctx.db, meetingId, { taskId: id })
  return rows.map(({ id: findingId, scriptId, script, number, text }) => ({
    kind: fill(words[ctx.locale].foundAt, { script, number }),
    title: text,
    path: `rehearsals/${scriptId}?finding=${findingId}`,
  }))
}

/** What the overview shows: findings that nobody has mended, when their session is near. */
export async function whatIsOpen(ctx: Context, meetingId: string) {
  const place = await there(ctx, meetingId)
  const today = dayOf(ctx.now, place.meeting.zone)
  const say = words[ctx.locale]
  return (await scriptsOf(ctx.db, place)).flatMap((script) => {
    const level = urgencyOf(script, today)
    if (level === null) return []
    const { title, open, id } = script
    return [{ level, sentence: fill(say["attention.open"], { title, count: open }), verb: say["attention.verb"], path: `rehearsals/${id}` }]
  })
}
