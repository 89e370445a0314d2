import { Refusal } from "#kernel/contract.ts"
import { fill, type Locale } from "#kernel/words.ts"
import { placesNamed } from "#modules/access/roles/contract.ts"
import { serve } from "#server/api.ts"
import { type Broken, verifyAudit } from "#server/audit-verify.ts"
import type { Context, JobContext, JobResult, Platform } from "#server/context.ts"
import { audit, exporting, type Line, type Verified, verifying } from "./contract.ts"
import { aboutOf, differenceOf } from "./rules.ts"
import { changesOf, countOf, type EntryRow, entriesBefore, entryById, rememberVerified, sealedState, verifiedLast } from "./store.ts"
import { words } from "./words.ts"

/** What one export may hold: a sheet beyond this is not opened by an office's computer. */
export const mostIn = { xlsx: 50_000, jsonl: 200_000 } as const

/** Names of meetings by their ids, of all or of those in `rows`; a meeting that is gone has none. */
export async function meetingNames(ctx: Pick<Context, "ask">, rows?: readonly EntryRow[]): Promise<Map<string, string>> {
  const ids = rows ? [...new Set(rows.flatMap(({ meeting }) => meeting ?? []))] : null
  if (ids?.length === 0) return new Map()
  const places = await ctx.ask(placesNamed, { ids })
  return new Map(places.flat().map(({ id, name }) => [id, name]))
}

export function lineOf(row: EntryRow, { platform, locale, names }: { platform: Platform; locale: Locale; names: Map<string, string> }): Line {
  const isDone = row.result === "done"
  return {
    id: row.id,
    at: row.at,
    who: { kind: row.kind, id: row.actor, name: row.name },
    operation: row.operation,
    about: aboutOf(row.input),
    objectId: row.object,
    meeting: row.meeting === null ? null : { id: row.meeting, name: names.get(row.meeting) ?? null },
    result: row.result,
    // the refusal's own data was not kept: what is missing in its sentence is left open
    refusal: isDone ? null : platform.say(new Refusal(row.result, { operation: row.operation }), locale).replace(/\{\w+\}/g, "…"),
    changes: row.changes,
    position: row.position,
  }
}

export const auditService = serve(audit, {
  async list(ctx, { after, size, ...where }) {
    const rows = await entriesBefore(ctx.db, { where, after, size: size + 1 })
    const shown = rows.slice(0, size)
    const names = await meetingNames(ctx, shown)
    return { rows: shown.map((row) => lineOf(row, { ...ctx, names })), next: rows.length > size ? (shown.at(-1)?.id ?? null) : null }
  },

  async get(ctx, { id }) {
    const row = await entryById(ctx.db, id)
    if (!row) throw new Refusal("house.notFound")
    const names = await meetingNames(ctx, [row])
    const recorded = (await changesOf(ctx.db, [id], 200)).get(id) ?? []
    const { address, hash, algorithm } = row
    return { ...lineOf(row, { ...ctx, names }), address, hash, algorithm, input: row.input as never, rows: recorded.map(differenceOf) }
  },

  async state(ctx) {
    return { ...(await sealedState(ctx.db)), keepDays: ctx.platform.config.audit.days, verified: await verifiedLast(ctx.db) }
  },

  verify: async (ctx) => ({ jobId: await ctx.start(verifying, {}) }),

  async export(ctx, { format, ...where }) {
    const count = await countOf(ctx.db, where, mostIn[format])
    if (count === 0) throw new Refusal("audit.nothingFound")
    if (count > mostIn[format]) throw new Refusal("audit.tooMany", { limit: mostIn[format].toLocaleString("en-US") })
    return { jobId: await ctx.start(exporting, { format, ...where }) }
  },
})

/** The verdict in the words of a person; the same sentence on the page, in the job and on the command line. */
export function sentenceOf(broken: Broken | null, locale: Locale): string {
  const say = words[locale]
  if (!broken) return say.intact
  const where = [
    broken.position === null ? "" : fill(say.atPosition, { position: broken.position }),
    broken.at ? fill(say.atTime, { at: broken.at.slice(0, 19).replace("T", " ") }) : "",
    broken.operation ?? "",
    broken.entryId ?? "",
  ]
  return fill(say.brokenAt, { what: say[`fault_${broken.fault}`], where: where.filter(Boolean).join(say.comma) || "—" })
}

export async function verify(run: JobContext): Promise<JobResult> {
  const verdict = await verifyAudit(run.platform, async (done, total) => {
    await run.mustGoOn()
    await run.progress(done, total)
  })
  const broken = verdict.intact ? null : verdict.broken
  const verified: Verified = { ...verdict, broken, sentence: sentenceOf(broken, run.locale), at: new Date().toISOString(), by: run.actor.name }
  await run.transaction((ctx) => rememberVerified(ctx.db, verified))
  if (broken) run.platform.log.error({ audit: broken }, "the audit is not intact")
  return verified
}
