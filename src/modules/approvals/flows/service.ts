/** Flows as the office sets them, and whom their steps ask. */
import { Refusal } from "#kernel/contract.ts"
import { officeZone, shortMoment } from "#kernel/dates.ts"
import { newId } from "#kernel/ids.ts"

import { peopleWithRoles } from "#modules/access/roles/service.ts"
import type { Context } from "#server/context.ts"
import { countsIn } from "#server/grants.ts"
import type { Person } from "../contract.ts"
import type { Seat } from "../rules.ts"
import type { Flow, FlowText, Kind, Step } from "./contract.ts"
import { flowsIn, openFlow, saveFlow } from "./store.ts"

const hand = (ctx: Context) => ({ by: ctx.actor.name, at: ctx.now })

function mustBeFreeName(flows: readonly Flow[], { id, name }: { id: string; name: string }): void {
  // a preset that nobody has changed has no row yet: its name is taken all the same
  if (flows.some((flow) => flow.name === name && flow.id !== id)) throw new Refusal("approvals.flowTaken", { name })
}

export async function addFlow(ctx: Context, text: FlowText): Promise<Flow> {
  const id = newId()
  mustBeFreeName(await flowsIn(ctx.db), { id, name: text.name })
  await saveFlow(ctx.db, { id, text, seen: 0 }, hand(ctx))
  return openFlow(ctx.db, id)
}

type Change = { id: string; version: number; text?: FlowText; isClosed?: boolean }
export async function changeFlow(ctx: Context, { id, version, text, isClosed }: Change): Promise<Flow> {
  const flows = await flowsIn(ctx.db)
  const now = flows.find((flow) => flow.id === id)
  if (!now) throw new Refusal("approvals.noSuchFlow")
  if (text) mustBeFreeName(flows, { id, name: text.name })
  const saved = now.version === version && (await saveFlow(ctx.db, { id, text: text ?? now, seen: version, isClosed }, hand(ctx)))
  if (!saved) throw new Refusal("house.stale", { who: now.updatedBy ?? "", when: shortMoment(ctx.now, officeZone, ctx.locale) })
  return (await flowsIn(ctx.db)).find((flow) => flow.id === id) as Flow
}

type Holder = Person & { roles: { name: string; isHere: boolean }[] }

/** Everybody who may be asked, and the roles each holds there. */
async function holders(ctx: Context, meetingId: string | null): Promise<Holder[]> {
  const place = (meetingId && (await ctx.platform.places.of("meeting", meetingId))) || { meetingId: null, seriesId: null, units: [] }
  return (await peopleWithRoles(ctx)).map(({ id, name, roles }) => ({
    id,
    name,
    roles: roles.map((role) => ({ name: role.name, isHere: countsIn(role.at, place) })),
  }))
}

export async function choicesOf(ctx: Context): Promise<{ people: Person[]; roles: string[]; flows: Flow[] }> {
  const everybody = await holders(ctx, null)
  return {
    people: everybody.map(({ id, name }) => ({ id, name })),
    roles: [...new Set(everybody.flatMap(({ roles }) => roles.map(({ name }) => name)))].sort(),
    flows: (await flowsIn(ctx.db)).filter((flow) => !flow.isClosed),
  }
}

/** Throws house.notFound: nobody who is gone is asked. */
export async function personWith(ctx: Context, id: string): Promise<Person> {
  const found = (await holders(ctx, null)).find((one) => one.id === id)
  if (!found) throw new Refusal("house.notFound")
  return { id, name: found.name }
}

type Chosen = readonly { step: number; accountIds: readonly string[] }[]
type Asked = { steps: readonly Step[]; meetingId: string | null; chosen: Chosen }

/** Throws approvals.chooseFor where the submitter has to choose and has not. */
export async function seatsFor(ctx: Context, { steps, meetingId, chosen }: Asked): Promise<Seat[]> {
  const everybody = await holders(ctx, meetingId)
  return steps.flatMap(({ name, who }, step) => {
    const ids = who.by === "chosen" ? (chosen.find((one) => one.step === step)?.accountIds ?? []) : who.by === "accounts" ? who.accountIds : []
    const asked = everybody.filter(({ id, roles }) => (who.by === "role" ? roles.some((role) => role.isHere && role.name === who.role) : ids.includes(id)))
    if (who.by === "chosen" && asked.length === 0) throw new Refusal("approvals.chooseFor", { step: name })
    return asked.map((person) => ({ step, id: person.id, name: person.name, isMust: false, isOff: false, addedBy: null }))
  })
}

/** The flow without which nothing of this kind is issued; undefined: none is set. */
export const requiredFlow = async (ctx: Context, kind: Kind): Promise<Flow | undefined> =>
  (await flowsIn(ctx.db)).find((flow) => flow.kind === kind && flow.isRequired && !flow.isClosed)
