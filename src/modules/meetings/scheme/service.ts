import { z } from "zod"
import { Refusal } from "#kernel/contract.ts"
import { dayOf, shortMoment } from "#kernel/dates.ts"
import { newId } from "#kernel/ids.ts"
import { fill } from "#kernel/words.ts"
import { approvalsService } from "#modules/approvals/service.ts"
import type { Context } from "#server/context.ts"
import { profileText } from "../profile/service.ts"
import { meetingById } from "../store.ts"
import { annexes, paperDue, printingScheme, type Scheme, type SchemeFile, type SchemeText, type Standing } from "./contract.ts"
import { bodyOf, draftOf, isApproved, lapsedBy, mustBeComplete, withAnnexes } from "./rules.ts"
import { addScheme, changeScheme, keepLaidWith, requirementOf, type Stored, schemeOf, setRequired } from "./store.ts"
import { words } from "./words.ts"

const hand = (ctx: Context) => ({ by: ctx.actor.name, at: ctx.now })
const laidOf = ({ text }: Pick<Stored, "text">) => ({ title: text.title, body: bodyOf(text) })

async function courseOf(ctx: Context, found: Stored): Promise<Pick<Scheme, "approval" | "rounds" | "opinions">> {
  const course = await approvalsService.courseOf(ctx, { kind: "scheme", id: found.id })
  if (!course) return { approval: null, rounds: [], opinions: [] }
  const { approvalId: id, state, stepName, rounds, acts } = course
  const isOfThisText = rounds.at(-1)?.sha256 === approvalsService.hashOf({ ...laidOf(found), files: found.files })
  return {
    approval: { id, state, stepName, isOfThisText, isOfTheseDates: found.isOfTheseDates },
    rounds,
    opinions: acts.filter(({ kind, opinion }) => kind !== "submitted" && (opinion || kind === "agreed")),
  }
}

/** Nothing is due any more once it lies before the deciders. */
async function dueOf(ctx: Context, meetingId: string, approval: Scheme["approval"]): Promise<Standing["due"]> {
  if (approval?.state === "running" || approval?.state === "approved") return null
  const on = (await ctx.ask(paperDue, { meetingId, paper: "PR-02" })).flat().sort()[0]
  if (on === undefined) return null
  const { zone } = await meetingById(ctx.db, meetingId)
  return { on, isLate: on < dayOf(ctx.now, zone) }
}

async function standing(ctx: Context, meetingId: string): Promise<Standing> {
  const found = await schemeOf(ctx.db, meetingId)
  const flows = (await approvalsService.choices(ctx, {})).flows.filter(({ kind }) => kind === "scheme")
  const flow = flows.find((one) => one.isRequired) ?? flows[0]
  const scheme = found ? { ...found, ...(await courseOf(ctx, found)) } : null
  return { ...(await requirementOf(ctx.db, meetingId)), flowId: flow?.id ?? null, due: await dueOf(ctx, meetingId, scheme?.approval ?? null), scheme }
}

const gathered = async (ctx: Context, meetingId: string) => (await ctx.ask(annexes, { meetingId })).flat()

/** The row, locked, as the person saw it, and with nobody deciding on it at the moment. */
async function open(ctx: Context, { meetingId, version }: { meetingId: string; version: number }): Promise<Stored & Pick<Scheme, "approval">> {
  const found = await schemeOf(ctx.db, meetingId, true)
  if (!found) throw new Refusal("meetings.noScheme")
  const { approval } = await courseOf(ctx, found)
  if (approval?.state === "running") throw new Refusal("meetings.schemeUnderApproval")
  if (found.version === version) return { ...found, approval }
  const { zone } = await meetingById(ctx.db, meetingId)
  throw new Refusal("house.stale", { who: found.updatedBy, when: shortMoment(found.updatedAt, zone, ctx.locale) })
}

/** Files it has already, and fresh uploads that become its own. */
async function filesOf(ctx: Context, found: Stored, fileIds: readonly string[]): Promise<SchemeFile[]> {
  const files: SchemeFile[] = []
  for (const id of fileIds) {
    const file = found.files.find((one) => one.id === id) ?? (await ctx.platform.files.keep(ctx.db, id, found.meetingId))
    if (!file) throw new Refusal("meetings.schemeFileGone")
    files.push({ id: file.id, name: file.name, size: file.size, sha256: file.sha256 })
  }
  return files
}

type Of = { meetingId: string }
type Seen = Of & { version: number }
type Submission = Seen & { flowId: string; chosen: { step: number; accountIds: string[] }[]; note: string }

export const schemeHandlers = {
  scheme: (ctx: Context, { meetingId }: Of) => standing(ctx, meetingId),

  /** 不须批准: said with a reason and one's name, for it opens the gate that BR-52 closes. */
  async requireScheme(ctx: Context, { meetingId, isRequired, reason }: Of & { isRequired: boolean; reason: string }) {
    const before = await requirementOf(ctx.db, meetingId)
    if (before.isRequired && !isRequired && reason === "") throw new Refusal("meetings.schemeWhyNot")
    await setRequired(ctx.db, meetingId, { isRequired, waived: isRequired ? null : { by: ctx.actor.name, at: ctx.now, reason } })
    return standing(ctx, meetingId)
  },

  async draftScheme(ctx: Context, { meetingId }: Of) {
    const meeting = await meetingById(ctx.db, meetingId)
    const of = { profile: await profileText(ctx, meetingId), annexes: await gathered(ctx, meetingId), locale: ctx.locale }
    await addScheme(ctx.db, { meetingId, id: newId(), text: draftOf(meeting, of) }, hand(ctx))
    return standing(ctx, meetingId)
  },

  async gatherAnnexes(ctx: Context, seen: Seen) {
    const found = await open(ctx, seen)
    await changeScheme(ctx.db, { ...found, text: withAnnexes(found.text, await gathered(ctx, seen.meetingId)) }, hand(ctx))
    return standing(ctx, seen.meetingId)
  },

  async editScheme(ctx: Context, { text, fileIds, ...seen }: Seen & { text: SchemeText; fileIds: string[] }) {
    const found = await open(ctx, seen)
    await changeScheme(ctx.db, { ...found, text, files: await filesOf(ctx, found, fileIds) }, hand(ctx))
    return standing(ctx, seen.meetingId)
  },

  async submitScheme(ctx: Context, { flowId, chosen, note, ...seen }: Submission) {
    const found = await open(ctx, seen)
    if (isApproved(found.approval)) throw new Refusal("meetings.schemeUnchanged")
    mustBeComplete(found.text)
    const { title, body } = laidOf(found)
    const subject = { kind: "scheme" as const, id: found.id, title, path: "scheme" }
    await keepLaidWith(ctx.db, seen.meetingId)
    await approvalsService.submit(ctx, { meetingId: seen.meetingId, subject, flow: flowId, paper: { body, files: found.files }, chosen, note })
    return standing(ctx, seen.meetingId)
  },

  async printScheme(ctx: Context, { meetingId, as }: Of & { as: "pdf" | "docx" }) {
    if (!(await schemeOf(ctx.db, meetingId))) throw new Refusal("meetings.noScheme")
    return { jobId: await ctx.start(printingScheme, { meetingId, as }, meetingId) }
  },

  async schemeFileTicket(ctx: Context, { meetingId, fileId }: Of & { fileId: string }) {
    const found = await schemeOf(ctx.db, meetingId)
    if (!found?.files.some(({ id }) => id === fileId)) throw new Refusal("house.notFound")
    return ctx.platform.files.ticket(ctx, fileId)
  },
}

/** Where leaders must approve the scheme first, nothing goes out before (BR-52). Throws meetings.schemeNotApproved, meetings.schemeChangedSince, meetings.schemeMovedSince. */
export async function mustBeApproved(ctx: Context, meetingId: string): Promise<void> {
  if (!(await requirementOf(ctx.db, meetingId)).isRequired) return
  const found = await schemeOf(ctx.db, meetingId)
  const { approval } = found ? await courseOf(ctx, found) : { approval: null }
  if (isApproved(approval)) return
  const lapsed = lapsedBy(approval)
  throw new Refusal(lapsed === null ? "meetings.schemeNotApproved" : lapsed === "moved" ? "meetings.schemeMovedSince" : "meetings.schemeChangedSince")
}

const OwnPart = z.object({ schemeRequired: z.boolean().default(false) }).default({ schemeRequired: false })
/** What the template says of the scheme, when the meeting is made. */
export async function takePart(ctx: Context, meetingId: string, part: unknown): Promise<void> {
  await setRequired(ctx.db, meetingId, { isRequired: OwnPart.parse(part).schemeRequired, waived: null })
}

type Where = "none" | "draft" | "running" | "returned" | "changed" | "moved" | "approved"
async function whereIs(ctx: Context, meetingId: string): Promise<{ where: Where; step: string; opinion: string }> {
  const found = await schemeOf(ctx.db, meetingId)
  if (!found) return { where: "none", step: "", opinion: "" }
  const { approval, opinions } = await courseOf(ctx, found)
  const where = lapsedBy(approval) ?? approval?.state
  const last = opinions.findLast(({ kind }) => kind === "returned")
  return { where: where === undefined || where === "withdrawn" ? "draft" : where, step: approval?.stepName ?? "", opinion: last?.opinion ?? "" }
}

/** On the overview as long as a scheme is required and not approved. */
export async function whatIsMissing(ctx: Context, meetingId: string) {
  if (!(await requirementOf(ctx.db, meetingId)).isRequired) return []
  const { where, ...data } = await whereIs(ctx, meetingId)
  if (where === "approved") return []
  const say = words[ctx.locale]
  const level = where === "returned" || where === "changed" || where === "moved" ? ("wrong" as const) : ("warning" as const)
  return [{ level, sentence: fill(say[`attention.${where}`], data), verb: say[`verb.${where}`], path: "scheme" }]
}

export const howMany = async (ctx: Context, meetingId: string) => [{ room: "scheme", count: null, wants: (await whatIsMissing(ctx, meetingId)).length }]

export const whereItStands = async (ctx: Context, meetingId: string): Promise<Where> => (await whereIs(ctx, meetingId)).where
