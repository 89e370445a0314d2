/** Personal links and devices: secrets of 128 bits that are given out once and kept as hashes. */
import { createHash } from "node:crypto"
import { Refusal } from "#kernel/contract.ts"
import { newId, newSecret } from "#kernel/ids.ts"
import type { Context } from "#server/context.ts"
import { keysEnd } from "./contract.ts"
import {
  addDevice as addDeviceRow,
  addKey,
  endDevice,
  linkByHash,
  markOpened,
  renewDevice as renewDeviceRow,
  replaceLinks,
  setEnds,
  takeEnrolment,
} from "./store.ts"

export const hashOf = (secret: string) => createHash("sha256").update(secret).digest("base64url")

/** Whose rights end, or change: what is kept of them is forgotten, and their open streams end ("account:ID", "attendee:ID", "device:ID", "key:ID"). */
export const ended = (ctx: Context, actors: readonly string[]): void => ctx.announce("access", { ended: actors })

/** Instant at which links and devices of the meeting end by themselves. A meeting nobody knows anything of gets the shortest time that makes sense. */
async function endOf(ctx: Context, meetingId: string): Promise<string> {
  const [known] = (await ctx.ask(keysEnd, { meetingId })).flat()
  return known ?? new Date(Date.parse(ctx.now) + 30 * 86_400_000).toISOString()
}

/** The meeting moved: what its links and devices carry ends with it. */
export const moveEnds = (ctx: Context, { meetingId, endsAt }: { meetingId: string; endsAt: string }): Promise<void> => setEnds(ctx.db, { meetingId, endsAt })

export type Subject = { kind: "attendee" | "unitLink"; id: string; name: string }

/** New links for these subjects of one kind, in their order; older links of theirs end. The tokens are nowhere else: show or print them now. */
export async function issueLinks(
  ctx: Context,
  { meetingId, subjects }: { meetingId: string; subjects: readonly Subject[] },
): Promise<{ id: string; token: string }[]> {
  const made = subjects.map((subject) => ({ subject, token: newSecret() }))
  await replaceLinks(
    ctx.db,
    made.map(({ subject, token }) => ({
      meetingId,
      id: newId(),
      kind: subject.kind,
      subjectId: subject.id,
      name: subject.name,
      hash: hashOf(token),
      now: ctx.now,
    })),
  )
  ended(
    ctx,
    subjects.map(({ kind, id }) => `${kind}:${id}`),
  )
  return made.map(({ subject, token }) => ({ id: subject.id, token }))
}

const dayAhead = (now: string) => new Date(Date.parse(now) + 24 * 3_600_000).toISOString()

/** A gate or screen to be enrolled within a day by the QR of `/gate/#token` or `/screen/#token`, once. */
export async function addDevice(
  ctx: Context,
  { meetingId, kind, name }: { meetingId: string; kind: "gate" | "screen"; name: string },
): Promise<{ id: string; token: string }> {
  const id = newId()
  const token = newSecret()
  await addDeviceRow(ctx.db, { meetingId, id, kind, name, hash: hashOf(token), until: dayAhead(ctx.now) })
  return { id, token }
}

/** A new enrolment code for a known device; what it carried before ends at once. Throws house.notFound. */
export async function renewDevice(ctx: Context, { meetingId, id }: { meetingId: string; id: string }): Promise<{ id: string; token: string }> {
  const token = newSecret()
  if (!(await renewDeviceRow(ctx.db, { meetingId, id, hash: hashOf(token), until: dayAhead(ctx.now) }))) throw new Refusal("house.notFound")
  ended(ctx, [`device:${id}`])
  return { id, token }
}

/** Throws house.notFound. */
export async function revokeDevice(ctx: Context, { meetingId, id }: { meetingId: string; id: string }): Promise<void> {
  if (!(await endDevice(ctx.db, { meetingId, id, now: ctx.now }))) throw new Refusal("house.notFound")
  ended(ctx, [`device:${id}`])
}

const cookie = (name: string, key: string) => `${name}=${key}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${90 * 86_400}`

/** A personal link opened in a browser: from then on the browser carries a key of its own. */
export async function openLink(ctx: Context, token: string) {
  const link = await linkByHash(ctx.db, hashOf(token.trim()))
  if (!link) throw new Refusal("access.noSuchLink")
  const key = newSecret()
  await addKey(ctx.db, { hash: hashOf(key), meetingId: link.meetingId, linkId: link.id, deviceId: null, endsAt: await endOf(ctx, link.meetingId) })
  await markOpened(ctx.db, { meetingId: link.meetingId, id: link.id, now: ctx.now })
  ctx.cookies.push(cookie("huixu_link", key))
  ctx.actor = { kind: link.kind, id: link.subjectId, name: link.name, grants: [], meetingId: link.meetingId }
  return { kind: link.kind, name: link.name, meetingId: link.meetingId }
}

export async function enrol(ctx: Context, token: string) {
  const device = await takeEnrolment(ctx.db, hashOf(token.trim()), ctx.now)
  if (!device) throw new Refusal("access.enrolExpired")
  const key = newSecret()
  await addKey(ctx.db, { hash: hashOf(key), meetingId: device.meetingId, linkId: null, deviceId: device.id, endsAt: await endOf(ctx, device.meetingId) })
  ctx.cookies.push(cookie(`huixu_${device.kind}`, key))
  ctx.actor = { kind: "device", id: device.id, name: device.name, grants: [], meetingId: device.meetingId, device: device.kind }
  return { ...device, key }
}
