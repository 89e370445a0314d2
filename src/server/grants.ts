/** Who may: the one decision about grants and scopes. */
import { type Operation, type Part, Refusal } from "#kernel/contract.ts"
import type { Actor, At, Grant, Reach } from "./context.ts"
import type { Place, Places } from "./places.ts"

/** "*", "papers.*" and "papers.issue" cover papers.issue. */
export function covers(pattern: string, operation: string): boolean {
  return pattern === "*" || pattern === operation || (pattern.endsWith(".*") && operation.startsWith(pattern.slice(0, -1)))
}

/** Does a grant that counts there count here? */
export function countsIn(at: At, place: Place): boolean {
  if (at.kind === "system") return true
  if (at.kind === "unit") return place.units.includes(at.id)
  return at.kind === "series" ? place.seriesId === at.id : place.meetingId === at.id
}

export const limitsIn = ({ delegations, gates }: Pick<Reach, "delegations" | "gates">): Part[] => [
  ...(delegations === "all" ? [] : (["delegation"] as const)),
  ...(gates === "all" ? [] : (["gate"] as const)),
]
export const limitsOf = (at: At): Part[] => (at.kind === "meeting" ? limitsIn(at) : [])

/** Who keeps accounts, rights or the audit of the whole house is a stranger to its meetings all the same. */
const isBusiness = ({ operations }: Grant): boolean => operations.some((pattern) => !/^(access|audit|house)\./.test(pattern))

type Asked = Pick<Operation, "name" | "within">
/** Those of the grants that cover the operation, wherever they count. */
export const covering = (grants: readonly Grant[], { name, within = [] }: Asked): Grant[] =>
  grants.filter(({ operations, at }) => operations.some((pattern) => covers(pattern, name)) && limitsOf(at).every((part) => within.includes(part)))

/** Does the actor hold the operation in the whole house? */
export const mayEverywhere = (actor: Actor, operation: string): boolean =>
  actor.grants.some(({ operations, at }) => at.kind === "system" && operations.some((pattern) => covers(pattern, operation)))

const all = (meetingId: string | null): Reach => ({ meetingId, delegations: "all", gates: "all" })

/**
 * What the covering grants reach together. Two grants with limits of different kinds are not added up: "these delegations" and "these gates" would make
 * "everybody at every gate"; the limit that the operation names first counts, and the person sees less rather than more.
 */
function reachOf(grants: readonly Grant[], { within = [] }: Asked, meetingId: string | null): Reach {
  if (grants.some(({ at }) => limitsOf(at).length === 0)) return all(meetingId)
  const limits = grants.flatMap(({ at }) => (at.kind === "meeting" ? at : []))
  for (const part of within) {
    const own = limits.flatMap((at) => (limitsOf(at).includes(part) ? [part === "delegation" ? at.delegations : at.gates] : []))
    if (own.length === 0) continue
    const ids = [...new Set(own.flatMap((one) => (one === "all" ? [] : one)))]
    return part === "delegation" ? { meetingId, delegations: ids, gates: "all" } : { meetingId, delegations: "all", gates: ids }
  }
  return { meetingId, delegations: [], gates: [] }
}

type Call = { operation: Operation; actor: Actor; input: unknown }
type Wanted = { meetingId?: string | null; seriesId?: string | null; unitId?: string | null }
const house: Place = { meetingId: null, seriesId: null, units: [] }

/** What the call is about. Throws house.notFound: a stranger to a meeting learns nothing of it, not even that it exists. */
async function placeOf(places: Places, { operation: { scope }, actor, input }: Call): Promise<Place> {
  const { meetingId, seriesId, unitId } = (input ?? {}) as Wanted
  if (scope === "system" || (scope === "unit" && !unitId)) return house
  const id = scope === "meeting" ? meetingId : scope === "series" ? seriesId : unitId
  const place = id ? await places.of(scope as "meeting" | "series" | "unit", id) : undefined
  if (!place || !isAtHome(actor.grants, place)) throw new Refusal("house.notFound")
  return place
}

/** What no other system may do with a key: give rights away, or touch the record of who did what. */
const keptFromKeys = ({ module, kind, scope }: Operation) => scope === "self" || (kind === "command" && ["access", "audit"].includes(module))

/** The frame of every desk asks these: what is counted or listed by grants, and there are none. */
const framesDesk = new Set(["meetings.list", "approvals.counts", "reminders.mine"])

/** A password that the administrator knows, or an office, opens nobody's approvals: "one's own" needs no grant and is weighed here. */
const keptFromApart = ({ name, module, scope }: Operation) => scope === "self" && !["access", "audit", "house"].includes(module) && !framesDesk.has(name)

/** How far the call reaches. Throws house.notSignedIn (401), house.mayNot (403) or house.notFound (404). */
export async function mustBeAllowed(places: Places, call: Call): Promise<Reach> {
  const { operation, actor, input } = call
  const meetingId = (input as Wanted | undefined)?.meetingId ?? null
  if (operation.scope === "public") return all(meetingId)
  if (actor.kind === "public") throw new Refusal("house.notSignedIn")
  const mayNot = () => new Refusal("house.mayNot", { operation: operation.name })
  const isGranted = actor.kind === "account" || actor.kind === "key"
  const kinds = operation.actors ?? ["account"]
  if (!kinds.includes(actor.kind === "key" ? "account" : actor.kind) || (actor.kind === "key" && keptFromKeys(operation))) throw mayNot()
  if (actor.apart && keptFromApart(operation)) throw mayNot()
  if (!isGranted) {
    if (operation.scope === "meeting" && actor.meetingId !== meetingId) throw new Refusal("house.notFound")
    return all(meetingId)
  }
  if (operation.scope === "self") return all(meetingId)
  const place = await placeOf(places, call)
  const grants = covering(
    actor.grants.filter(({ at }) => countsIn(at, place)),
    operation,
  )
  if (grants.length === 0) throw mayNot()
  return reachOf(grants, operation, place.meetingId)
}

/** Does the actor hold the operation at another place than the call is about (the unit a meeting is moved to, the meeting a topic belongs to)? */
export async function mayAt(
  places: Places,
  actor: Actor,
  { kind, id, operation, within }: { kind: "meeting" | "series" | "unit"; id: string; operation: string; within?: readonly Part[] },
): Promise<boolean> {
  const place = await places.of(kind, id)
  return (
    place !== undefined &&
    covering(
      actor.grants.filter(({ at }) => countsIn(at, place)),
      { name: operation, within },
    ).length > 0
  )
}

/** Has who holds these anything to do at this place? */
export const isAtHome = (grants: readonly Grant[], place: Place): boolean => grants.some((grant) => countsIn(grant.at, place) && isBusiness(grant))

/** Has the actor anything to do in this meeting? */
export async function belongsTo(places: Places, actor: Actor, meetingId: string): Promise<boolean> {
  if (actor.kind !== "account" && actor.kind !== "key") return actor.meetingId === meetingId
  const place = await places.of("meeting", meetingId)
  return place !== undefined && isAtHome(actor.grants, place)
}
