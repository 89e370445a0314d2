import { Refusal } from "#kernel/contract.ts"
import { shortMoment } from "#kernel/dates.ts"
import { collect } from "#kernel/house.ts"
import { newId } from "#kernel/ids.ts"
import type { Meeting } from "#modules/meetings/contract.ts"
import { meetingsService } from "#modules/meetings/service.ts"
import { serve } from "#server/api.ts"
import type { Context } from "#server/context.ts"
import { nextMany } from "#server/numbers.ts"
import { archive, type Retention, type Settings, sealPackage } from "./contract.ts"
import { classOf, codeOf, compare, inShelfOrder, mustBeUnnumbered, retentionOf } from "./rules.ts"
import {
  addItems,
  allItems,
  changeItem,
  countNumbered,
  type FiledItem,
  giveCodes,
  itemById,
  itemsOf,
  lockItem,
  lockSettings,
  packageFile,
  packagesOf,
  removeItems,
  saveSettings,
  settingsOf,
} from "./store.ts"
import { words } from "./words.ts"

const hand = (ctx: Context) => ({ by: ctx.actor.name, at: ctx.now })

/** Some modules name their papers by a key, others in words; the catalogue speaks Chinese. */
const kindOf = (kind: string): string => (words["zh-CN"] as Record<string, string>)[`kind.${kind}`] ?? kind

/** Gives every item without a 档号 its own, in shelf order; each class counts on where it stood. */
export async function numberItems(ctx: Context, meetingId: string): Promise<FiledItem[]> {
  const settings = await lockSettings(ctx.db, meetingId)
  const waiting = inShelfOrder((await allItems(ctx.db, meetingId)).filter((item) => item.code === null))
  const codes: { id: string; code: string }[] = []
  for (const [retention, items] of Map.groupBy(waiting, (item) => item.retention)) codes.push(...(await codesFor(ctx, settings, { retention, items })))
  if (codes.length > 0) await giveCodes(ctx.db, meetingId, codes)
  return allItems(ctx.db, meetingId)
}

async function codesFor(ctx: Context, settings: Settings, { retention, items }: { retention: Retention; items: FiledItem[] }) {
  const first = await nextMany(ctx.db, { ...classOf(settings, retention), year: settings.year, count: items.length })
  return items.map(({ id }, place) => ({ id, code: codeOf(settings, retention, first + place) }))
}

export const archiveService = serve(archive, {
  settings: async ({ db }, { meetingId }) => (await settingsOf(db, meetingId)) ?? null,

  async setSettings(ctx, { meetingId, ...settings }) {
    const before = await settingsOf(ctx.db, meetingId)
    if (before) {
      await lockSettings(ctx.db, meetingId)
      const count = await countNumbered(ctx.db, meetingId)
      const isSame = before.fonds === settings.fonds && before.section === settings.section && before.year === settings.year
      if (count > 0 && !isSame) throw new Refusal("archive.settingsInUse", { count })
    }
    return saveSettings(ctx.db, meetingId, settings)
  },

  async collect(ctx, { meetingId }) {
    await lockSettings(ctx.db, meetingId)
    const offered = (await ctx.ask(collect, { meetingId })).flat()
    const { fresh, gone } = compare(await allItems(ctx.db, meetingId), offered)
    const items = []
    for (const paper of fresh) {
      const file = await ctx.platform.files.find(ctx.db, paper.fileId)
      if (file) items.push({ meetingId, id: newId(), ...paper, kind: kindOf(paper.kind), ...retentionOf(paper), fileName: file.name })
    }
    await removeItems(ctx.db, meetingId, gone)
    await addItems(ctx.db, items, hand(ctx))
    return { added: items.length, removed: gone.length, total: (await allItems(ctx.db, meetingId)).length }
  },

  list: ({ db }, { meetingId, ...wanted }) => itemsOf(db, meetingId, wanted),

  async edit(ctx, { title, retention, version, ...key }) {
    const item = await lockItem(ctx.db, key)
    mustBeUnnumbered(item)
    if (item.version !== version) {
      const { zone } = (await meetingsService.get(ctx, { meetingId: key.meetingId })) as Meeting
      throw new Refusal("house.stale", { who: item.updatedBy, when: shortMoment(item.updatedAt, zone, ctx.locale) })
    }
    const basis = retention === item.retention ? item.basis : `${words["zh-CN"].byHand}：${ctx.actor.name}`
    await changeItem(ctx.db, key, { title, retention, basis }, hand(ctx))
    return itemById(ctx.db, key)
  },

  async number(ctx, { meetingId }) {
    const before = await countNumbered(ctx.db, meetingId)
    const items = await numberItems(ctx, meetingId)
    return { numbered: items.length - before }
  },

  async seal(ctx, { meetingId }) {
    await lockSettings(ctx.db, meetingId)
    if ((await allItems(ctx.db, meetingId)).length === 0) throw new Refusal("archive.nothingToSeal")
    return { jobId: await ctx.start(sealPackage, { meetingId }, meetingId) }
  },

  packages: ({ db }, { meetingId }) => packagesOf(db, meetingId),

  async packageTicket(ctx, key) {
    return ctx.platform.files.ticket(ctx, await packageFile(ctx.db, key))
  },

  async fileTicket(ctx, key) {
    return ctx.platform.files.ticket(ctx, (await itemById(ctx.db, key)).fileId)
  },
})
