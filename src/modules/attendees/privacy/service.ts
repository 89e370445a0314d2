import { Refusal } from "#kernel/contract.ts"
import { addDays } from "#kernel/dates.ts"
import { knownRoles } from "#modules/access/roles/service.ts"
import { meetingsService } from "#modules/meetings/service.ts"
import type { Context } from "#server/context.ts"
import { covers } from "#server/grants.ts"
import type { Attendee } from "../person/contract.ts"
import { attendeeById, mustBeFresh } from "../store.ts"
import { type Basis, type Consent, type PrivacyField, type Seen, SensitiveField } from "./contract.ts"
import { usualOf } from "./rules.ts"
import * as store from "./store.ts"
import { words } from "./words.ts"

type OfMeeting = { meetingId: string }
type One = OfMeeting & { id: string }
const hand = (ctx: Context, meetingId: string) => ({ meetingId, by: ctx.actor.name, at: ctx.now })

const shownBy = { phone: "attendees.showPhone", idNumber: "attendees.showIdentity", birth: "attendees.showIdentity" } as Record<string, string>

async function fieldsOf(ctx: Context, meetingId: string): Promise<{ field: string; name: string | null }[]> {
  const own = await store.ownFields(ctx.db, meetingId)
  return [...SensitiveField.options.map((field) => ({ field, name: null })), ...own.map(({ id, name }) => ({ field: id, name }))]
}

async function mustBeAField(ctx: Context, meetingId: string, field: string): Promise<string> {
  const found = (await fieldsOf(ctx, meetingId)).find((one) => one.field === field)
  if (!found) throw new Refusal("attendees.noSuchField")
  return found.name ?? words[ctx.locale][found.field as SensitiveField]
}

async function privacy(ctx: Context, { meetingId }: OfMeeting): Promise<PrivacyField[]> {
  const say = words[ctx.locale]
  const fields = await fieldsOf(ctx, meetingId)
  const { departsOn } = await meetingsService.get(ctx, { meetingId })
  const rules = new Map((await store.rulesOf(ctx.db, meetingId)).map((rule) => [rule.field, rule]))
  const held = await store.heldOf(
    ctx.db,
    meetingId,
    fields.map(({ field }) => field),
  )
  const gone = new Map((await store.goneOf(ctx.db, meetingId)).map(({ field, ...rest }) => [field, rest]))
  const roles = await knownRoles(ctx)
  return fields.map(({ field, name }, at) => {
    const { longest, ...usual } = usualOf(field)
    const rule = rules.get(field) ?? {
      ...usual,
      purpose: say[`for_${name === null ? (field as SensitiveField) : "own"}`],
      version: 0,
      updatedBy: null,
      updatedAt: null,
    }
    const operation = name === null ? shownBy[field] : "attendees.showIdentity"
    const may = operation ? roles.filter(({ operations, holders }) => holders > 0 && operations.some((pattern) => covers(pattern, operation))) : []
    return {
      ...held[at]!,
      ...rule,
      field,
      name,
      longest,
      deleteOn: addDays(departsOn, rule.keepDays),
      roles: may.map((role) => role.name),
      gone: gone.get(field) ?? null,
    }
  })
}

/** Who asks for a whole value stands in the record, with what for: in the transaction that answers it. */
async function look(ctx: Context, { meetingId, id, field, purpose }: One & { field: string; purpose: string }): Promise<Attendee> {
  const person = await attendeeById(ctx, meetingId, id, { ...ctx.reach, isWhole: true })
  const { name, delegationId } = person
  await store.addSeen(ctx.db, hand(ctx, meetingId), { attendeeId: id, name, delegationId, field, purpose, byId: ctx.actor.id })
  return person
}

export const privacyService = {
  privacy,

  async showPhone(ctx: Context, asked: One & { purpose: string }) {
    const { phone } = await look(ctx, { ...asked, field: "phone" })
    return { phone }
  },

  async showIdentity(ctx: Context, asked: One & { field: string; purpose: string }) {
    const { field } = asked
    if (field !== "idNumber" && field !== "birth") await mustBeAField(ctx, asked.meetingId, field)
    const person = await look(ctx, asked)
    return { value: field === "idNumber" || field === "birth" ? person[field] : (person.custom[field] ?? null) }
  },

  async setPrivacy(ctx: Context, { meetingId, ...rule }: OfMeeting & { field: string; purpose: string; basis: Basis; keepDays: number; version: number }) {
    const field = await mustBeAField(ctx, meetingId, rule.field)
    const { longest } = usualOf(rule.field)
    if (rule.keepDays > longest) throw new Refusal("attendees.keptTooLong", { field, days: longest })
    const isFresh = await store.putRule(ctx.db, hand(ctx, meetingId), rule)
    const now = (await privacy(ctx, { meetingId })).find((one) => one.field === rule.field)!
    await mustBeFresh(ctx, { meetingId, isFresh }, now)
    return now
  },

  seen: (
    { db, reach }: Context,
    asked: OfMeeting & { attendeeId?: string | undefined; page: number; size: number },
  ): Promise<{ rows: Seen[]; total: number }> => store.seenOf(db, { ...asked, delegations: reach.delegations }),

  /** One line for each field, asked or not. */
  async consents(ctx: Context, { meetingId, id }: One): Promise<Consent[]> {
    await attendeeById(ctx, meetingId, id, ctx.reach)
    const known = new Map((await store.consentsOf(ctx.db, meetingId, id)).map((consent) => [consent.field, consent]))
    return (await fieldsOf(ctx, meetingId)).map(({ field }) => known.get(field) ?? { field, given: null, how: "", by: "", at: null })
  },

  async setConsent(ctx: Context, { meetingId, id, field, given, how }: One & { field: string; given: boolean; how: string }): Promise<Consent[]> {
    await mustBeAField(ctx, meetingId, field)
    await attendeeById(ctx, meetingId, id, ctx.reach)
    await store.addConsent(ctx.db, hand(ctx, meetingId), { attendeeId: id, field, given, how })
    if (!given) {
      const { files } = await store.empty(ctx.db, hand(ctx, meetingId), { field, why: "withdrawn", attendeeId: id })
      for (const file of files) await ctx.platform.files.release(ctx.db, file)
    }
    return privacyService.consents(ctx, { meetingId, id })
  },
}

const given = (person: Record<string, unknown>, field: string): unknown => person[field] ?? (person.custom as Record<string, unknown> | undefined)?.[field]

/** Whoever took his consent back is not asked by another door. */
export async function mustBeConsented(ctx: Context, meetingId: string, person: Record<string, unknown> & { id: string }): Promise<void> {
  for (const { field } of await store.withdrawnOf(ctx.db, meetingId, [person.id]))
    if (given(person, field)) throw new Refusal("attendees.consentWithdrawn", { field: await mustBeAField(ctx, meetingId, field) })
}
