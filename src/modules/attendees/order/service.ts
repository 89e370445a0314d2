import type { z } from "zod"
import { Refusal } from "#kernel/contract.ts"
import { strokesOf, unknownCharacters } from "#kernel/names.ts"
import type { Context, Tick } from "#server/context.ts"
import type { Listed, Mode, OrderedList, orderOperations } from "./contract.ts"
import { mustNotCircle, pinsFor } from "./rules.ts"
import * as store from "./store.ts"

type Ops = typeof orderOperations
type In<Verb extends keyof Ops> = z.output<Ops[Verb]["input"]>

async function listsOf({ db }: Context, meetingId: string): Promise<OrderedList[]> {
  const lists = await store.listsOf(db, meetingId)
  const usual: Mode = lists[0]?.mode ?? "full"
  return lists.map((list) => ({ ...list, asRead: list.mode ?? usual }))
}

async function listOf(ctx: Context, meetingId: string, listId: string): Promise<OrderedList> {
  const list = (await listsOf(ctx, meetingId)).find((one) => one.listId === listId)
  if (!list) throw new Refusal("attendees.noSuchList")
  return list
}

const shown = ({ total: _total, ...row }: Awaited<ReturnType<typeof store.pageOfList>>["rows"][number]): Listed => ({
  ...row,
  strokes: strokesOf([...row.name][0] ?? "") ?? null,
  rare: unknownCharacters(row.name),
})

export const orderService = {
  orders: (ctx: Context, { meetingId }: In<"orders">) => listsOf(ctx, meetingId),

  async orderList(ctx: Context, asked: In<"orderList">) {
    await listOf(ctx, asked.meetingId, asked.listId)
    const { rows, total } = await store.pageOfList(ctx.db, asked)
    return { rows: rows.map(shown), total }
  },

  async setOrder(ctx: Context, { meetingId, listId, mode }: In<"setOrder">) {
    await listOf(ctx, meetingId, listId)
    if (mode === null && listId === meetingId) throw new Refusal("attendees.rosterNeedsOrder")
    await store.setMode(ctx.db, { meetingId, listId, mode })
    return listOf(ctx, meetingId, listId)
  },

  async pin(ctx: Context, { meetingId, listId, id, to }: In<"pin">) {
    const { name } = await listOf(ctx, meetingId, listId)
    const list = { meetingId, listId }
    await store.lockList(ctx.db, list)
    const ids = await store.idsOf(ctx.db, list)
    const here = new Set(ids)
    if (!here.has(id) || ("other" in to && (!here.has(to.other) || to.other === id))) throw new Refusal("attendees.notOnList", { list: name })
    const pins = await store.pinsOf(ctx.db, list)
    mustNotCircle(id, to, { pins })
    const placed = pinsFor(id, to, { ids: ids.filter((one) => one !== id), pins })
    for (const { how, anchorId } of placed.filter((pin) => pin.id === id))
      if (how !== "top" && anchorId) mustNotCircle(id, { at: how, other: anchorId }, { pins })
    await store.putPins(ctx.db, { ...list, by: ctx.actor.name, at: ctx.now }, placed)
    const place = (await store.idsOf(ctx.db, list)).indexOf(id) + 1
    const { rows } = await store.pageOfList(ctx.db, { ...list, find: "", page: place, size: 1 })
    return shown(rows[0]!)
  },

  async unpin(ctx: Context, { meetingId, listId, ids }: In<"unpin">) {
    await listOf(ctx, meetingId, listId)
    const count = await store.removePins(ctx.db, { meetingId, listId }, ids)
    if (count === 0) throw new Refusal("house.notFound")
    return { count }
  },
}

const portion = 500

/** SQL cannot read a name: who was on a list before names stood syllable by syllable is read in portions after the start. */
export async function readOldNames({ db, transaction }: Tick): Promise<void> {
  if (!(await store.isUnread(db))) return
  while ((await transaction((ctx) => store.readAnew(ctx.db, portion))) === portion);
}
