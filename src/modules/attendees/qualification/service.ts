import type { z } from "zod"
import { Refusal } from "#kernel/contract.ts"
import { longDay } from "#kernel/dates.ts"
import type { attention, collect } from "#kernel/house.ts"
import { fill } from "#kernel/words.ts"
import { meetingsService } from "#modules/meetings/service.ts"
import type { Context } from "#server/context.ts"
import { bodyById } from "../bodies/making/store.ts"
import { delegationById } from "../bodies/store.ts"
import { mustBeFresh } from "../store.ts"
import { printingReport, type Report, type Standing, type Standings, type Structure } from "./contract.ts"
import { draftOf, isSame, mustBeAdopted, mustBeAsSeen, mustBeOpen, mustHaveGround, structureOf, titleOf } from "./rules.ts"
import * as store from "./store.ts"
import { words } from "./words.ts"

type Of = { meetingId: string }
const hand = (ctx: Context, meetingId: string) => ({ meetingId, by: ctx.actor.name, at: ctx.now })

async function mustFitMeeting(ctx: Context, { meetingId, bodyId, on }: Of & { bodyId: string; on: string }): Promise<string> {
  const { name, members } = await bodyById(ctx.db, meetingId, bodyId)
  if (members === 0) throw new Refusal("attendees.nobodyAdopts", { name })
  const { departsOn } = await meetingsService.get(ctx, { meetingId })
  if (on > departsOn) throw new Refusal("attendees.adoptedTooLate", { day: longDay(departsOn, ctx.locale) })
  return name
}

async function structureNow({ db, now, locale }: Context, meetingId: string, day: string | null): Promise<Structure> {
  return structureOf(await store.countedOf(db, meetingId), { day: day ?? now.slice(0, 10), locale })
}

/** As it was kept, or as it would be drafted from the numbers of now. Once adopted, the numbers are those of the adoption. */
export async function reportOf(ctx: Context, meetingId: string): Promise<Report> {
  const say = words[ctx.locale]
  const kept = await store.reportIn(ctx.db, meetingId)
  const isAsked = await store.asksForReview(ctx.db, meetingId)
  const structure = kept?.figures ?? (await structureNow(ctx, meetingId, kept?.day ?? null))
  const standings = kept?.figures ? await store.standingsOf(ctx.db, meetingId) : structure.standings
  const { name: meeting } = await meetingsService.get(ctx, { meetingId })
  const draft = kept?.adoptedOn ? "" : draftOf(structure, { meeting, locale: ctx.locale })
  if (!kept) {
    const text = {
      title: titleOf(say.usualTitle, meeting).slice(0, 60),
      body: draft,
      issuer: say.usualIssuer,
      day: null,
    }
    return { ...text, isAsked, isWritten: false, structure, draft, standings, adopted: null, version: 0 }
  }
  const { title, body, issuer, day, version, adoptedBy, adoptedByName, adoptedOn, adoptedAt } = kept
  const adopted = adoptedOn && adoptedByName ? { bodyId: adoptedBy, by: adoptedByName, on: adoptedOn, at: adoptedAt ?? "" } : null
  return { title, body, issuer, day, isAsked, isWritten: true, structure, draft, standings, adopted, version }
}

async function mustBeWritten(ctx: Context, { meetingId }: Of, isFresh: boolean): Promise<void> {
  if (!isFresh) await mustBeFresh(ctx, { meetingId, isFresh }, (await store.reportIn(ctx.db, meetingId)) ?? { updatedBy: null, updatedAt: null })
}

type Adopting = Of & { version: number; bodyId: string; on: string; at: string; standings?: Standings | undefined }
type Text = Pick<Report, "title" | "body" | "issuer" | "day">

export const qualificationHandlers = {
  qualifications: (
    { db }: Context,
    wanted: Of & { find: string; standing?: Standing | undefined; delegationId?: string | undefined; page: number; size: number },
  ) => store.credentialsOf(db, wanted),

  async qualify(ctx: Context, { meetingId, ...judged }: Of & { ids: string[]; standing: Standing; ground: string }) {
    mustHaveGround(judged.standing, judged.ground)
    await store.lockReview(ctx.db, meetingId)
    await store.mustBeDelegates(ctx.db, meetingId, judged.ids)
    return { count: await store.judge(ctx.db, hand(ctx, meetingId), judged) }
  },

  async qualifyRest(ctx: Context, { meetingId, ...rest }: Of & { delegationId: string | null; ground: string }) {
    if (rest.delegationId) await delegationById(ctx.db, meetingId, rest.delegationId)
    await store.lockReview(ctx.db, meetingId)
    return { count: await store.judgeRest(ctx.db, hand(ctx, meetingId), rest) }
  },

  qualificationReport: (ctx: Context, { meetingId }: Of) => reportOf(ctx, meetingId),

  async writeReport(ctx: Context, { meetingId, ...text }: Of & Text & { version: number }) {
    mustBeOpen(await reportOf(ctx, meetingId))
    await mustBeWritten(ctx, { meetingId }, await store.keepReport(ctx.db, hand(ctx, meetingId), text))
    return reportOf(ctx, meetingId)
  },

  /** What was never written is adopted as it was drafted. */
  async adoptReport(ctx: Context, { meetingId, version, bodyId, on, at, standings }: Adopting) {
    await store.lockReview(ctx.db, meetingId)
    const report = await reportOf(ctx, meetingId)
    mustBeOpen(report)
    mustBeAsSeen(report.structure, standings)
    const name = await mustFitMeeting(ctx, { meetingId, bodyId, on })
    const text = { ...report, day: report.day ?? on, version }
    await mustBeWritten(ctx, { meetingId }, report.isWritten || (await store.keepReport(ctx.db, hand(ctx, meetingId), text)))
    const adoption = { version: report.isWritten ? version : 1, bodyId, by: name, on, at, figures: report.structure }
    await mustBeWritten(ctx, { meetingId }, await store.setAdopted(ctx.db, hand(ctx, meetingId), adoption))
    return reportOf(ctx, meetingId)
  },

  async reopenReport(ctx: Context, { meetingId, version }: Of & { version: number; reason: string }) {
    await store.lockReview(ctx.db, meetingId)
    mustBeAdopted(await reportOf(ctx, meetingId))
    const nowhere = { version, bodyId: null, by: null, on: null, at: null, figures: null }
    await mustBeWritten(ctx, { meetingId }, await store.setAdopted(ctx.db, hand(ctx, meetingId), nowhere))
    return reportOf(ctx, meetingId)
  },

  printReport: async (ctx: Context, wanted: Of & { as: "pdf" | "docx" }) => ({ jobId: await ctx.start(printingReport, wanted, wanted.meetingId) }),
}

/** Whether a formal session of this body has to wait for the report. */
export async function waitsForReport({ db }: Pick<Context, "db">, meetingId: string, bodyId: string): Promise<boolean> {
  const { qualified } = await bodyById(db, meetingId, bodyId)
  return qualified && !(await store.reportIn(db, meetingId))?.adoptedOn
}

/** Until the command ends nobody adopts, takes back or judges: what waitsForReport answers stays true. */
export const holdReview = ({ db }: Pick<Context, "db">, meetingId: string): Promise<void> => store.lockReview(db, meetingId, { shared: true })

type Wrongs = z.infer<typeof attention.answer>
export async function whatWaits({ db, locale }: Context, meetingId: string): Promise<Wrongs> {
  if (!(await store.asksForReview(db, meetingId))) return []
  const say = words[locale]
  const standings = await store.standingsOf(db, meetingId)
  const { pending, valid, byElection } = standings
  const report = await store.reportIn(db, meetingId)
  const isAdopted = Boolean(report?.adoptedOn)
  const line = (sentence: string, verb: string, path: string): Wrongs => [{ level: "warning", sentence, verb, path }]
  return [
    ...(pending > 0 ? line(fill(say.attentionPending, { count: pending }), say.verb, "qualification") : []),
    ...(report?.figures && !isSame(report.figures.standings, standings) ? line(fill(say.movedSince, standings), say.verbReport, "qualification/report") : []),
    ...(!isAdopted && valid + byElection > 0 ? line(say.attentionReport, say.verbReport, "qualification/report") : []),
  ]
}

/** What the archive is offered: the paper of the report as it was adopted. */
export async function papersOf({ db, locale }: Context, meetingId: string): Promise<z.infer<typeof collect.answer>> {
  const paper = await store.filedReport(db, meetingId)
  if (!paper) return []
  const { name, title, ...filed } = paper
  return [{ kind: words[locale].report, title: titleOf(title, name), number: null, ...filed }]
}
