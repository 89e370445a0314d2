import type { z } from "zod"
import { Refusal } from "#kernel/contract.ts"
import type { attention, counts, search } from "#kernel/house.ts"
import { newId } from "#kernel/ids.ts"
import { fill } from "#kernel/words.ts"
import { serve, slowFirst } from "#server/api.ts"
import type { Context } from "#server/context.ts"
import { AttendeesPart } from "./bodies/contract.ts"
import { usualPart } from "./bodies/rules.ts"
import { bodyHandlers } from "./bodies/service.ts"
import * as bodies from "./bodies/store.ts"
import { categoriesService } from "./categories/service.ts"
import { attendees, beside, exporting, removing } from "./contract.ts"
import { fieldsService, mustFitFields } from "./fields/service.ts"
import type { Group } from "./groups/contract.ts"
import { groupsService } from "./groups/service.ts"
import { groupById, leaveForeignGroups } from "./groups/store.ts"
import { leaveHandlers } from "./leave/service.ts"
import { orderService } from "./order/service.ts"
import type { Attendee, Written } from "./person/contract.ts"
import { history } from "./person/history/service.ts"
import { changePeople } from "./person/many/service.ts"
import { photoService } from "./person/photo/service.ts"
import * as person from "./person/store.ts"
import { isMistyped } from "./privacy/rules.ts"
import { mustBeConsented, privacyService } from "./privacy/service.ts"
import { qualificationHandlers } from "./qualification/service.ts"
import { type ImportChoice, importing } from "./roster/contract.ts"
import { listedFor, mustSayWhatFor, wholeFor } from "./roster/export/service.ts"
import * as roster from "./roster/service.ts"
import { unitAndPost } from "./rules.ts"
import * as store from "./store.ts"
import { words } from "./words.ts"

const hand = (ctx: Context, meetingId: string) => ({ meetingId, by: ctx.actor.name, at: ctx.now })

/** The person's own fields are one thing, what the meeting knows of them another: both must exist here, and a liaison's people stay in his delegations. */
async function mustFit(ctx: Context, meetingId: string, written: Written & { id: string }): Promise<void> {
  const { category, delegationId, groupId, idNumber, custom } = written
  const { db, reach } = ctx
  const categories = await bodies.categoriesOf(db, meetingId)
  if (!categories.some(({ name }) => name === category)) throw new Refusal("attendees.noSuchCategory", { category })
  await mustBeOurs({ db, reach }, meetingId, delegationId)
  if (idNumber && isMistyped(idNumber)) throw new Refusal("attendees.idNumberWrong")
  if (custom) await mustFitFields(ctx, meetingId, custom)
  if (groupId) mustBeOfIt(await groupById(db, meetingId, groupId), delegationId)
  await mustBeConsented(ctx, meetingId, written)
}

function mustBeOfIt({ delegationId, delegation, name }: Group, own: string | null): void {
  if (delegationId && delegationId !== own) throw new Refusal("attendees.groupElsewhere", { group: name, delegation: delegation ?? "", count: 1 })
}

const sealed = async (ctx: Context, meetingId: string, written: person.Person) =>
  person.sealed(ctx.platform.keys, written, written.custom ? await person.sensitiveFields(ctx.db, meetingId) : undefined)

async function mustBeOurs({ db, reach: { delegations } }: Pick<Context, "db" | "reach">, meetingId: string, delegationId: string | null): Promise<void> {
  if (delegationId) await bodies.delegationById(db, meetingId, delegationId)
  if (delegations !== "all" && !(delegationId && delegations.includes(delegationId))) throw new Refusal("attendees.noSuchDelegation")
}

export const attendeesService = serve(attendees, {
  async list(ctx, wanted) {
    const { delegations } = ctx.reach
    const whole = await wholeFor(ctx, wanted.meetingId, delegations)
    const { rows, total, all } = await store.pageOf(ctx, wanted, { ...wanted, delegations, whole })
    const facts = await ctx.ask(beside, { meetingId: wanted.meetingId, ids: rows.map(({ id }) => id) })
    return { rows, total, all, beside: facts.flat() }
  },

  get: (ctx, { meetingId, id }) => store.attendeeById(ctx, meetingId, id, ctx.reach),

  async add(ctx, { meetingId, ...written }) {
    const id = newId()
    await mustFit(ctx, meetingId, { ...written, id })
    await person.putPeople(ctx.db, hand(ctx, meetingId), [await sealed(ctx, meetingId, { ...written, id })])
    await store.markSameNames(ctx.db, meetingId)
    return store.attendeeById(ctx, meetingId, id)
  },

  async update(ctx, { meetingId, version, ...written }) {
    await mustFit(ctx, meetingId, written)
    const before = await store.attendeeById(ctx, meetingId, written.id, ctx.reach)
    const isFresh = await person.changePerson(ctx.db, hand(ctx, meetingId), { ...(await sealed(ctx, meetingId, written)), version })
    await store.mustBeFresh(ctx, { meetingId, isFresh }, before)
    await leaveForeignGroups(ctx.db, meetingId, [written.id])
    await store.markSameNames(ctx.db, meetingId)
    return store.attendeeById(ctx, meetingId, written.id)
  },

  async remove(ctx, { meetingId, ids }) {
    await store.mustReach(ctx.db, { ...ctx.reach, meetingId }, ids)
    await ctx.raise(removing, { meetingId, ids })
    const count = await store.removePeople(ctx, meetingId, ids)
    if (count === 0) throw new Refusal("house.notFound")
    await store.markSameNames(ctx.db, meetingId)
    return { count }
  },

  async assignDelegation(ctx, { meetingId, ids, delegationId }) {
    await mustBeOurs(ctx, meetingId, delegationId)
    await store.mustReach(ctx.db, { ...ctx.reach, meetingId }, ids)
    const count = await store.moveTo(ctx.db, hand(ctx, meetingId), { ids, delegationId })
    if (count === 0) throw new Refusal("house.notFound")
    await leaveForeignGroups(ctx.db, meetingId, ids)
    await store.markSameNames(ctx.db, meetingId)
    return { count }
  },

  ...privacyService,
  ...photoService,
  ...fieldsService,
  ...categoriesService,
  ...groupsService,
  history,

  async changePeople(ctx, changing) {
    const out = await changePeople(ctx, changing)
    await store.markSameNames(ctx.db, changing.meetingId)
    return out
  },

  ...bodyHandlers,
  ...leaveHandlers,
  ...qualificationHandlers,

  ...orderService,

  importPreview: (ctx, choice) => roster.preview(ctx, choice),

  // read before the job begins: what cannot be taken in is said at once, not in a list of jobs
  importRoster: slowFirst(roster.mustBringSomebody, async (ctx: Context, choice: ImportChoice) => ({
    jobId: await ctx.start(importing, choice, choice.meetingId),
  })),

  imports: (ctx, { meetingId }) => roster.importsOf(ctx, meetingId),
  undoImport: async (ctx, { meetingId, id }) => ({ count: await roster.undoImport(ctx, meetingId, id) }),
  async exportRoster(ctx, input) {
    const wanted = { ...input, delegations: ctx.reach.delegations === "all" ? ("all" as const) : [...ctx.reach.delegations] }
    await mustSayWhatFor(ctx, wanted)
    return { jobId: await ctx.start(exporting, wanted, wanted.meetingId) }
  },
})

export async function takePart({ db }: Context, meetingId: string, part: unknown): Promise<void> {
  await bodies.applyPart(db, meetingId, part === undefined ? usualPart : AttendeesPart.parse(part))
}

/** The roster as it would be annexed to the meeting's scheme. */
export async function annexOf({ db, locale }: Context, meetingId: string) {
  const say = words[locale]
  const lines = (await bodies.rosterLines(db, meetingId)).map(({ people, ...line }) =>
    fill(say["annex.line"], { ...line, people: people.join(say["annex.pause"]) }),
  )
  return lines.length ? [{ key: "roster", title: say.annex, text: lines.join("\n") }] : []
}

type Wrongs = z.infer<typeof attention.answer>
export async function whatIsWrong({ db, locale, reach }: Context, meetingId: string): Promise<Wrongs> {
  const { undistinguished, rare, homeless } = await store.summary(db, meetingId, reach)
  const say = words[locale]
  const line = (count: number, sentence: string, path: string): Wrongs =>
    count > 0 ? [{ level: "warning", sentence: fill(sentence, { count }), verb: say["attention.verb"], path }] : []
  return [
    ...line(undistinguished, say["attention.sameName"], "roster?sameName=true"),
    ...line(homeless, say["attention.homeless"], "roster?sort=given"),
    ...line(rare, say["attention.rare"], "roster?sort=full"),
  ]
}

export async function howMany({ db, reach }: Context, meetingId: string): Promise<z.infer<typeof counts.answer>> {
  const { total, undistinguished } = await store.summary(db, meetingId, reach)
  return [{ room: "roster", count: total, wants: undistinguished }]
}

export async function figuresOf({ db, reach }: Context, meetingId: string): Promise<{ label: string; value: number }[]> {
  const categories = await bodies.categoriesOf(db, meetingId, reach)
  return categories.filter(({ count }, index) => count > 0 || index === 0).map(({ name, count }) => ({ label: name, value: count }))
}

export async function found(ctx: Context, meetingId: string, find: string): Promise<z.infer<typeof search.answer>> {
  const delegations = await listedFor(ctx, meetingId)
  if (delegations !== "all" && delegations.length === 0) return []
  const page = { page: 1, size: 8, delegations, whole: await wholeFor(ctx, meetingId, delegations) }
  const { rows } = await store.pageOf(ctx, { meetingId, find, where: {}, sort: { by: "full", dir: "asc" } }, page)
  const detail = (person: Attendee) => [person.delegation, unitAndPost(person)].filter(Boolean).join(" · ")
  return rows.map((person) => ({
    kind: words[ctx.locale].roster,
    title: person.name,
    detail: detail(person),
    path: `roster?find=${encodeURIComponent(person.name)}&open=${person.id}`,
  }))
}
