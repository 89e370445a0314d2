import { Refusal } from "#kernel/contract.ts"
import { newId } from "#kernel/ids.ts"
import { serve } from "#server/api.ts"
import type { Context } from "#server/context.ts"
import { type UnitDetail, unitRemoving, units } from "./contract.ts"
import { exporting, importing } from "./intake/contract.ts"
import * as intake from "./intake/service.ts"
import * as people from "./people/service.ts"
import * as store from "./store.ts"

const hand = (ctx: Context) => ({ by: ctx.actor.name, at: ctx.now })

async function mustTakeMore(ctx: Context, parentId: string | null): Promise<void> {
  if (!parentId) return
  const parent = await store.unitById(ctx.db, parentId).catch((error: unknown) => {
    throw error instanceof Refusal ? new Refusal("units.noSuchParent") : error
  })
  if (parent.closed) throw new Refusal("units.aboveClosed", { name: parent.name })
}

const noFacts = { shortName: "", kind: "", phone: "", address: "" }
async function add(ctx: Context, { parentId, ...written }: Partial<typeof noFacts> & { name: string; parentId: string | null }): Promise<UnitDetail> {
  await store.lockTree(ctx.db)
  await mustTakeMore(ctx, parentId)
  const id = newId()
  await store.addUnits(ctx.db, hand(ctx), [{ ...noFacts, ...written, parentId, id }])
  return store.unitById(ctx.db, id)
}

async function move(ctx: Context, { id, parentId }: { id: string; parentId: string | null }): Promise<UnitDetail> {
  await store.lockTree(ctx.db)
  const unit = await store.unitById(ctx.db, id)
  if (unit.parentId === parentId) return unit
  await mustTakeMore(ctx, parentId)
  if (parentId && (await store.isBelow(ctx.db, parentId, id))) throw new Refusal("units.belowItself", { name: unit.name })
  await store.moveUnit(ctx.db, hand(ctx), { id, parentId, name: unit.name })
  return store.unitById(ctx.db, id)
}

async function close(ctx: Context, { id }: { id: string }): Promise<UnitDetail> {
  await store.lockTree(ctx.db)
  const { name, people: count, closed } = await store.unitById(ctx.db, id)
  const open = await store.openBelow(ctx.db, id)
  if (open > 0) throw new Refusal("units.stillOpenBelow", { name, count: open })
  if (count > 0) throw new Refusal("units.stillPeople", { name, count })
  if (!closed) await store.setClosed(ctx.db, hand(ctx), { id, isClosed: true })
  return store.unitById(ctx.db, id)
}

async function reopen(ctx: Context, { id }: { id: string }): Promise<UnitDetail> {
  await store.lockTree(ctx.db)
  const { parentId, closed } = await store.unitById(ctx.db, id)
  await mustTakeMore(ctx, parentId)
  if (closed) await store.setClosed(ctx.db, hand(ctx), { id, isClosed: false })
  return store.unitById(ctx.db, id)
}

export const unitsService = serve(units, {
  mine: (ctx) => people.mine(ctx),
  list: ({ db }, wanted) => store.unitsLike(db, wanted),
  get: ({ db }, { unitId }) => store.unitById(db, unitId),
  add,

  async change(ctx, change) {
    await store.unitById(ctx.db, change.id)
    await store.changeUnit(ctx.db, hand(ctx), change)
    return store.unitById(ctx.db, change.id)
  },

  move,

  async order(ctx, { parentId, ids }) {
    await store.lockTree(ctx.db)
    return { count: await store.orderUnits(ctx.db, parentId, ids) }
  },

  close,
  reopen,

  async remove(ctx, { id }) {
    const unit = await store.unitById(ctx.db, id)
    await ctx.raise(unitRemoving, { id })
    await store.removeUnit(ctx.db, unit)
    return { id }
  },

  people: (ctx, wanted) => people.peopleOf(ctx, wanted, false),
  contact: (ctx, wanted) => people.peopleOf(ctx, wanted, true),
  person: people.person,
  showPhone: people.showPhone,
  addPerson: people.addPerson,
  changePerson: people.changePerson,
  removePerson: people.removePerson,
  addPost: people.addPost,
  changePost: people.changePost,
  removePost: people.removePost,
  orderPosts: people.orderPosts,

  importPreview: intake.preview,

  async import(ctx, choice) {
    // read before the job begins: what cannot be taken in is said at once, not in a list of jobs
    await intake.mustBringSomething(ctx, choice)
    return { jobId: await ctx.start(importing, choice) }
  },

  imports: (ctx) => intake.importsOf(ctx),
  undoImport: async (ctx, { id }) => ({ count: await intake.undoImport(ctx, id) }),
  export: async (ctx, { kind, unitId }) => ({ jobId: await ctx.start(exporting, { kind, unitId: unitId ?? null }) }),
})
