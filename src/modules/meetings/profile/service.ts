import { z } from "zod"
import { Refusal } from "#kernel/contract.ts"
import { shortMoment } from "#kernel/dates.ts"
import { fill } from "#kernel/words.ts"
import type { Context } from "#server/context.ts"
import { rulesOn } from "../classes/rules.ts"
import { ownRules } from "../classes/store.ts"
import { meetingById } from "../store.ts"
import { templateBy } from "../templates/rules.ts"
import { type Profile, ProfileText } from "./contract.ts"
import { exceededBy, mustBeATree, profileFrom } from "./rules.ts"
import { profileOf, type Stored, saveProfile } from "./store.ts"
import { words } from "./words.ts"

const hand = (ctx: Context) => ({ by: ctx.actor.name, at: ctx.now })

/** A meeting from before has none yet: then it is what its template says, with nothing to confirm. */
async function storedOf(ctx: Context, meetingId: string, lock = false): Promise<Stored> {
  const found = await profileOf(ctx.db, meetingId, lock)
  if (found) return found
  const { template } = await meetingById(ctx.db, meetingId)
  return { text: profileFrom(templateBy(template)), unconfirmed: [], version: 0, updatedBy: "", updatedAt: ctx.now }
}

async function shown(ctx: Context, meetingId: string): Promise<Profile> {
  const meeting = await meetingById(ctx.db, meetingId)
  const { text, unconfirmed, version } = await storedOf(ctx, meetingId)
  const { variables } = templateBy(meeting.template)
  const open = variables.filter(({ key }) => unconfirmed.includes(key)).map(({ key, name }) => ({ key, name: name[ctx.locale] }))
  const rules = rulesOn(meeting.startsOn, await ownRules(ctx.db))
  const rule = rules ? { source: rules.source, validFrom: rules.validFrom, validTo: rules.validTo } : null
  return { meetingId, text, unconfirmed: open, exceeded: exceededBy(text, { dates: meeting, rules }), rule, version }
}

async function save(ctx: Context, meetingId: string, change: { stored: Stored; text?: ProfileText; unconfirmed?: string[] }): Promise<Profile> {
  const { stored, text = stored.text, unconfirmed = stored.unconfirmed } = change
  if (await saveProfile(ctx.db, { meetingId, seen: stored.version, text, unconfirmed }, hand(ctx))) return shown(ctx, meetingId)
  return sayWhoWasFaster(ctx, meetingId)
}

async function sayWhoWasFaster(ctx: Context, meetingId: string): Promise<never> {
  const { updatedBy, updatedAt } = await storedOf(ctx, meetingId)
  const { zone } = await meetingById(ctx.db, meetingId)
  throw new Refusal("house.stale", { who: updatedBy, when: shortMoment(updatedAt, zone, ctx.locale) })
}

export const profileHandlers = {
  profile: (ctx: Context, { meetingId }: { meetingId: string }) => shown(ctx, meetingId),

  async editProfile(ctx: Context, { meetingId, version, text }: { meetingId: string; version: number; text: ProfileText }) {
    mustBeATree(text.teams)
    const stored = await storedOf(ctx, meetingId, true)
    if (stored.version !== version) return sayWhoWasFaster(ctx, meetingId)
    return save(ctx, meetingId, { stored, text })
  },

  async confirmVariables(ctx: Context, { meetingId, keys }: { meetingId: string; keys: string[] }) {
    const stored = await storedOf(ctx, meetingId, true)
    return save(ctx, meetingId, { stored, unconfirmed: stored.unconfirmed.filter((key) => !keys.includes(key)) })
  },
}

/** What a series or another meeting brings instead of the template's own. */
const Given = z.object({ profile: ProfileText.optional(), settled: z.array(z.string()).default([]) }).catch({ settled: [] })

/** Every variable of the template waits to be confirmed for this meeting, but for those its series has settled. */
export async function takeProfile(ctx: Context, { meetingId, template: key, part }: { meetingId: string; template: string; part: unknown }): Promise<void> {
  const template = templateBy(key)
  const { profile = profileFrom(template), settled } = Given.parse(part)
  const unconfirmed = template.variables.map((one) => one.key).filter((one) => !settled.includes(one))
  await saveProfile(ctx.db, { meetingId, seen: 0, text: profile, unconfirmed }, hand(ctx))
}

export const profileText = async (ctx: Context, meetingId: string): Promise<ProfileText> => (await storedOf(ctx, meetingId)).text

export async function whatIsOpen(ctx: Context, meetingId: string) {
  const say = words[ctx.locale]
  const { unconfirmed, exceeded, rule: by } = await shown(ctx, meetingId)
  const line = (sentence: string, verb: string) => ({ level: "warning" as const, sentence, verb, path: "profile" })
  const names = unconfirmed.map(({ name }) => name).join(say.pause)
  return [
    ...(unconfirmed.length ? [line(fill(say["attention.unconfirmed"], { count: unconfirmed.length, names }), say["verb.confirm"])] : []),
    ...exceeded.map((one) => line(fill(say[`exceeded.${one.what}`], { ...one, source: by?.source ?? "" }), say["verb.see"])),
  ]
}
