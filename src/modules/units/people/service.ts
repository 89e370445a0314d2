import { Refusal } from "#kernel/contract.ts"
import { newId } from "#kernel/ids.ts"
import type { Context } from "#server/context.ts"
import { covering, mayAt, mayEverywhere } from "#server/grants.ts"
import { personRemoving } from "../contract.ts"
import { unitById } from "../store.ts"
import type { Person, Post, PostWritten, Wanted, Written } from "./contract.ts"
import * as store from "./store.ts"

const hand = (ctx: Context) => ({ by: ctx.actor.name, at: ctx.now })
const covered = (ctx: Context) => ({ keys: ctx.platform.keys, whole: false })
/** A job and a call from a later module have no door in front of them: they act for the house. */
const everywhere = (ctx: Context, operation: string) => ctx.actor.kind === "job" || mayEverywhere(ctx.actor, operation)

export function mine({ actor }: Context): { everywhere: boolean; unitIds: string[] } {
  const grants = covering(actor.grants, { name: "units.people" })
  return { everywhere: grants.some(({ at }) => at.kind === "system"), unitIds: [...new Set(grants.flatMap(({ at }) => (at.kind === "unit" ? [at.id] : [])))] }
}

export const peopleOf = (ctx: Context, wanted: Wanted, whole: boolean) => store.pageOf(ctx.db, { keys: ctx.platform.keys, whole }, wanted)

/** Through which unit somebody is asked for decides what may be seen and changed: he must hold a post in it, or below it. */
async function mustBeIn(ctx: Context, { unitId, id }: { unitId?: string | null; id: string }): Promise<Person> {
  if (unitId && !(await store.isInBranch(ctx.db, id, unitId))) throw new Refusal("house.notFound")
  return store.personById(ctx.db, covered(ctx), id)
}

export const person = (ctx: Context, asked: { unitId?: string | null; id: string }) => mustBeIn(ctx, asked)

export async function showPhone(ctx: Context, asked: { unitId?: string | null; id: string }): Promise<{ phone: string | null }> {
  const { id } = await mustBeIn(ctx, asked)
  return { phone: await store.phoneOf(ctx.db, ctx.platform.keys, id) }
}

/** The units among these posts in which the caller may do it; a clerk's own branch ends where another's begins. */
async function reachable(ctx: Context, posts: readonly Post[], operation: string): Promise<Post[]> {
  if (everywhere(ctx, operation)) return [...posts]
  const may = await Promise.all(posts.map(({ unitId }) => mayAt(ctx.platform.places, ctx.actor, { kind: "unit", id: unitId, operation })))
  return posts.filter((_, at) => may[at])
}

function mustBeInOrder({ from, until }: { from: string | null; until: string | null }): void {
  if (from && until && until < from) throw new Refusal("units.daysReversed")
}

async function mustBeOpen(ctx: Context, unitId: string): Promise<void> {
  const { closedAt, name } = await unitById(ctx.db, unitId)
  if (closedAt) throw new Refusal("units.aboveClosed", { name })
}

export async function addPerson(ctx: Context, { unitId, post, ...written }: Written & { unitId: string; post: PostWritten }): Promise<Person> {
  mustBeInOrder(post)
  await mustBeOpen(ctx, unitId)
  const id = newId()
  await store.addPerson(ctx.db, { ...hand(ctx), keys: ctx.platform.keys }, { ...written, id })
  await store.putPost(ctx.db, hand(ctx), { ...post, isMain: true, id: newId(), personId: id, unitId })
  return store.personById(ctx.db, covered(ctx), id)
}

export async function changePerson(ctx: Context, { unitId, ...change }: Written & { unitId: string; id: string; version: number }): Promise<Person> {
  await mustBeIn(ctx, { unitId, id: change.id })
  await store.changePerson(ctx.db, { ...hand(ctx), keys: ctx.platform.keys }, change)
  return store.personById(ctx.db, covered(ctx), change.id)
}

export async function removePerson(ctx: Context, { unitId, id }: { unitId: string; id: string }): Promise<{ id: string }> {
  const { posts, name } = await mustBeIn(ctx, { unitId, id })
  if ((await reachable(ctx, posts, "units.removePerson")).length < posts.length) throw new Refusal("units.heldElsewhere", { name })
  await ctx.raise(personRemoving, { ids: [id] })
  await store.removePeople(ctx.db, [id], name)
  return { id }
}

/** Taking somebody of another unit into one's own would open his data: whoever does it must reach him already. */
export async function addPost(ctx: Context, { unitId, personId, ...post }: PostWritten & { unitId: string; personId: string }): Promise<Person> {
  mustBeInOrder(post)
  await mustBeOpen(ctx, unitId)
  const before = await store.personById(ctx.db, covered(ctx), personId)
  const reached = await reachable(ctx, before.posts, "units.addPost")
  if (reached.length === 0 && !everywhere(ctx, "units.addPost")) throw new Refusal("house.notFound")
  mustBeNew(before, { unitId, title: post.title })
  await store.putPost(ctx.db, hand(ctx), { ...post, isMain: post.isMain && mayTakeMain(before, reached), id: newId(), personId, unitId })
  return store.personById(ctx.db, covered(ctx), personId)
}

/** Which post is the main one is not for a unit to say that does not keep the present one. */
const mayTakeMain = ({ posts }: Person, reached: readonly Post[]): boolean => {
  const main = posts.find(({ isMain }) => isMain)
  return !main || reached.some(({ id }) => id === main.id)
}

function mustBeNew({ posts, name }: Person, { unitId, title, id }: { unitId: string; title: string; id?: string }): void {
  if (posts.some((other) => other.id !== id && other.unitId === unitId && other.title === title)) throw new Refusal("units.postTaken", { name, title })
}

export async function changePost(ctx: Context, { unitId, id, ...post }: PostWritten & { unitId: string; id: string }): Promise<Person> {
  mustBeInOrder(post)
  const { personId } = await store.postById(ctx.db, unitId, id)
  const before = await store.personById(ctx.db, covered(ctx), personId)
  mustBeNew(before, { unitId, title: post.title, id })
  const wasMain = before.posts.some((other) => other.id === id && other.isMain)
  const isMain = wasMain || (post.isMain && mayTakeMain(before, await reachable(ctx, before.posts, "units.changePost")))
  await store.putPost(ctx.db, hand(ctx), { ...post, isMain, id, personId, unitId })
  return store.personById(ctx.db, covered(ctx), personId)
}

export async function removePost(ctx: Context, { unitId, id }: { unitId: string; id: string }): Promise<Person> {
  const { personId } = await store.postById(ctx.db, unitId, id)
  const before = await store.personById(ctx.db, covered(ctx), personId)
  const post = before.posts.find((one) => one.id === id)
  if (!post) throw new Refusal("house.notFound")
  if (before.posts.length === 1) throw new Refusal("units.lastPost", { name: before.name })
  await store.removePost(ctx.db, hand(ctx), { post: { ...post, personId }, next: before.posts.find((one) => one.id !== id) })
  return store.personById(ctx.db, covered(ctx), personId)
}

export const orderPosts = async ({ db }: Context, { unitId, personIds }: { unitId: string; personIds: string[] }) => ({
  count: await store.orderPosts(db, unitId, personIds),
})
