import { Refusal } from "#kernel/contract.ts"
import { newId } from "#kernel/ids.ts"
import { fill } from "#kernel/words.ts"
import type { Context } from "#server/context.ts"
import { mayAt } from "#server/grants.ts"
import { AttendeesPart, type Body, type Category } from "../bodies/contract.ts"
import { ensureDelegations, syncMembers } from "../bodies/store.ts"
import { Wanted } from "../contract.ts"
import { putPeople, sealed } from "../person/store.ts"
import { attendeesService } from "../service.ts"
import { everybody, markSameNames } from "../store.ts"
import { PeoplePart } from "./contract.ts"
import { choose, chosenIn, giveChair } from "./store.ts"
import { words } from "./words.ts"

/** The people a new meeting has from the start; its categories and bodies are there already. */
export async function takePeople(ctx: Context, meetingId: string, given: unknown): Promise<void> {
  const { people, delegations } = PeoplePart.parse(given ?? {})
  const names = [...new Set([...delegations, ...people.flatMap(({ delegation }) => delegation ?? [])])]
  const idOf = names.length ? await ensureDelegations(ctx.db, meetingId, names) : new Map<string, string>()
  if (!people.length) return
  const ids = people.map(newId)
  const rows = people.map(({ delegation, chair: _chair, belongs: _belongs, ...person }, at) =>
    sealed(ctx.platform.keys, {
      ...person,
      id: ids[at] ?? newId(),
      remark: "",
      position: at + 1,
      delegationId: delegation === null ? null : (idOf.get(delegation) ?? null),
    }),
  )
  await putPeople(ctx.db, { meetingId, by: ctx.actor.name, at: ctx.now }, rows)
  await choose(
    ctx.db,
    meetingId,
    people.flatMap(({ belongs }, at) => belongs.map((one) => ({ ...one, attendeeId: ids[at] ?? "" }))),
  )
  await syncMembers(ctx.db, meetingId)
  const chairs = ids.filter((_, at) => people[at]?.chair)
  await giveChair(ctx.db, meetingId, chairs)
  await markSameNames(ctx.db, meetingId)
}

/** Bodies of one delegation or group come with those: they are made anew. */
const isOwn = ({ delegationId, groupId }: Body & { delegationId?: string | null; groupId?: string | null }): boolean => !delegationId && !groupId
const withoutNull = <T extends object>(value: T) => Object.fromEntries(Object.entries(value).filter(([, one]) => one !== null))

/** Who reads the roster of the old meeting may take its people along; who reads the numbers, those too. */
async function mustMayRead({ platform: { places }, actor }: Context, meetingId: string, verb: "list" | "showPhone"): Promise<void> {
  const operation = `attendees.${verb}`
  if (!(await mayAt(places, actor, { kind: "meeting", id: meetingId, operation }))) throw new Refusal("house.mayNot", { operation })
}

async function peopleOf(ctx: Context, meetingId: string, withPhones: boolean): Promise<PeoplePart["people"]> {
  await mustMayRead(ctx, meetingId, "list")
  if (withPhones) await mustMayRead(ctx, meetingId, "showPhone")
  const wanted = { ...Wanted.parse({ meetingId, sort: { by: "given", dir: "asc" } }), delegations: "all" as const }
  const all = await everybody(ctx, wanted, { phone: withPhones, identity: false })
  const chosen = Map.groupBy(await chosenIn(ctx.db, meetingId), ({ attendeeId }) => attendeeId)
  return all.map(({ id, name, unit, post, category, rank, sex, ethnicity, delegation, role, phone, sameNameMark, markByHand }) => ({
    ...{ name, unit, post, category, rank, sex, ethnicity, delegation, role, chair: false },
    belongs: (chosen.get(id) ?? []).map(({ body, role: as }) => ({ body, role: as })),
    sameNameMark: markByHand ? sameNameMark : null,
    ...(withPhones ? { phone } : {}),
  }))
}

export async function partOf(ctx: Context, meetingId: string, wanted: "none" | "people" | "phones") {
  const [categories, bodies, delegations] = await Promise.all([
    attendeesService.categories(ctx, { meetingId }) as Promise<Category[]>,
    (attendeesService.bodies(ctx, { meetingId }) as Promise<Body[]>).then((all) => all.filter(isOwn)),
    attendeesService.delegations(ctx, { meetingId }) as Promise<{ name: string }[]>,
  ])
  const keysFor = (category: string) => bodies.filter((body) => body.categories.includes(category)).map(({ key }) => key)
  const part = AttendeesPart.parse({
    categories: categories.map((category) => ({ ...withoutNull(category), bodies: keysFor(category.name) })),
    bodies: bodies.map(withoutNull),
  })
  const people = wanted === "none" ? [] : await peopleOf(ctx, meetingId, wanted === "phones")
  const say = words[ctx.locale]
  const counts = { categories: categories.length, bodies: bodies.length, delegations: delegations.length, people: people.length }
  const said = [
    fill(say.structure, counts),
    ...(counts.delegations ? [fill(say.delegations, counts)] : []),
    ...(counts.people ? [fill(say.people, counts)] : []),
  ]
  return [{ module: "attendees", part: { ...part, people, delegations: delegations.map(({ name }) => name) }, said }]
}
