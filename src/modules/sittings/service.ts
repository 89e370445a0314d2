import { Refusal } from "#kernel/contract.ts"
import { newId } from "#kernel/ids.ts"
import { addDevice, revokeDevice } from "#modules/access/keys/service.ts"
import { holdReview, waitsForReport } from "#modules/attendees/qualification/service.ts"
import { serve } from "#server/api.ts"
import type { Context } from "#server/context.ts"
import { type Event, type EventKind, openPoll, pollFrame, type Quorum, type SittingHead, sittings } from "./contract.ts"
import { logSentence, moved, mustBeAhead, mustBeOpen, mustHaveQuorum, mustNotBeClosed, quorumOf } from "./rules.ts"
import type { Frame, Screen } from "./screens/contract.ts"
import * as store from "./store.ts"

type At = { meetingId: string; sessionId: string }
const mustExist = <Thing>(thing: Thing | undefined): Thing => {
  if (!thing) throw new Refusal("house.notFound")
  return thing
}
export const sittingHead = async ({ db }: Context, { meetingId, sessionId }: At): Promise<SittingHead> =>
  mustExist(await store.sittingHead(db, meetingId, sessionId))

/** The quorum as the ledger has it now; null where the session has no body. */
export async function quorumNow({ db }: Context, { meetingId, sessionId }: At): Promise<Quorum | null> {
  const figures = await store.figuresOf(db, meetingId, sessionId)
  return figures ? quorumOf(figures, figures) : null
}

/** A congress does its business only after the report on credentials is adopted; the preparatory meeting, which may adopt it, comes before. */
const awaitsReport = async (ctx: Context, { meetingId }: At, { bodyId, kind, state }: SittingHead): Promise<boolean> =>
  state === "waiting" && bodyId !== null && kind !== "preparatory" && (await waitsForReport(ctx, meetingId, bodyId))

/** The sitting, held against other operators until the command ends. */
async function locked(ctx: Context, at: At): Promise<SittingHead> {
  await store.lockSession(ctx.db, at.meetingId, at.sessionId)
  return sittingHead(ctx, at)
}
export async function mustBeSitting(ctx: Context, at: At): Promise<SittingHead> {
  const head = await locked(ctx, at)
  mustBeOpen(head)
  return head
}

type Happening = { kind: EventKind; sentence: string; data?: Record<string, unknown> }
/** Writes into the log of the sitting; modules below tell it what happened in theirs. */
export const record = (ctx: Context, at: At, { kind, sentence, data = {} }: Happening): Promise<Event> =>
  store.addEvent(ctx.db, at, { id: newId(), kind, sentence, data, at: ctx.now, by: ctx.actor.name })

type Wanted = { meetingId: string; what: Frame["what"]; sessionId: string | null; itemId?: string | null; pollId?: string | null }
export async function putOnScreen(ctx: Context, { meetingId, what, sessionId, itemId = null, pollId = null }: Wanted): Promise<void> {
  await store.putOnScreen(ctx.db, meetingId, { what, sessionId, itemId, pollId, at: ctx.now, by: ctx.actor.name })
}

/** A vote stands in the running order of its session. */
export const addPollItem = ({ db }: Context, at: At, { pollId, title }: { pollId: string; title: string }): Promise<void> =>
  store.addItems(db, at, [{ id: newId(), title, pollId }])
export const dropPollItem = ({ db }: Context, meetingId: string, pollId: string): Promise<void> => store.removePollItem(db, meetingId, pollId)
export const renamePollItem = ({ db }: Context, item: { meetingId: string; pollId: string; title: string }): Promise<void> => store.renamePollItem(db, item)

/** Begins the item of a poll, if it stands in the running order. */
export async function startPollItem(ctx: Context, at: At, pollId: string): Promise<void> {
  const item = (await store.itemsOf(ctx.db, at.meetingId, at.sessionId)).find((one) => one.pollId === pollId)
  if (item) await store.startItem(ctx.db, at, { id: item.id, at: ctx.now })
}

async function frameOf(ctx: Context, meetingId: string, shown: store.Shown): Promise<Frame | null> {
  if ((shown.what === "vote" || shown.what === "result") && shown.pollId) {
    const frames = await ctx.ask(pollFrame, { meetingId, pollId: shown.pollId, what: shown.what })
    return frames.find((frame) => frame !== null) ?? null
  }
  if (!shown.sessionId) return null
  if (shown.what === "board") return { what: "board", sessionId: shown.sessionId }
  if (shown.what === "attendance") {
    const quorum = await quorumNow(ctx, { meetingId, sessionId: shown.sessionId })
    return quorum && { what: "attendance", ...quorum }
  }
  const item = (await store.itemsOf(ctx.db, meetingId, shown.sessionId)).find((one) => one.id === shown.itemId)
  return shown.what === "item" && item ? { what: "item", position: item.position, title: item.title } : null
}

async function screenOf(ctx: Context, meetingId: string): Promise<Screen> {
  const { place, ...meeting } = mustExist(await store.meetingHead(ctx.db, meetingId))
  const shown = await store.shownIn(ctx.db, meetingId)
  const head = shown?.sessionId ? await store.sittingHead(ctx.db, meetingId, shown.sessionId) : undefined
  const frame = (shown && (await frameOf(ctx, meetingId, shown))) ?? { what: "title" as const, place }
  return { meeting, session: head ? { id: head.sessionId, title: head.title } : null, shownAt: shown?.at ?? null, frame }
}

export const sittingsService = serve(sittings, {
  list: ({ db }, { meetingId }) => store.sittingsOf(db, meetingId),

  async get(ctx, { meetingId, sessionId }) {
    const at = { meetingId, sessionId }
    const head = await sittingHead(ctx, at)
    const { zone } = mustExist(await store.meetingHead(ctx.db, meetingId))
    const items = await store.itemsOf(ctx.db, meetingId, sessionId)
    return {
      ...head,
      meetingId,
      zone,
      quorum: await quorumNow(ctx, at),
      awaitsReport: await awaitsReport(ctx, at, head),
      items,
      events: await store.eventsOf(ctx.db, meetingId, sessionId),
    }
  },

  async open(ctx, { meetingId, sessionId }) {
    const at = { meetingId, sessionId }
    const head = await locked(ctx, at)
    await holdReview(ctx, meetingId)
    if (await awaitsReport(ctx, at, head)) throw new Refusal("attendees.reportMissing", { title: head.title })
    const quorum = await quorumNow(ctx, at)
    mustHaveQuorum(head, quorum)
    await store.openSitting(ctx.db, at, { ...quorum, by: ctx.actor.name, at: ctx.now })
    await record(ctx, at, { kind: "opened", sentence: logSentence("log.opened", { title: head.title, ...quorum }), data: { title: head.title, ...quorum } })
    return sittingHead(ctx, at)
  },

  async close(ctx, { meetingId, sessionId }) {
    const at = { meetingId, sessionId }
    const head = await mustBeSitting(ctx, at)
    const open = (await ctx.ask(openPoll, at)).find((poll) => poll !== null)
    if (open) throw new Refusal("sittings.pollOpen", { poll: open.title })
    await store.closeSitting(ctx.db, at, { by: ctx.actor.name, at: ctx.now })
    await record(ctx, at, { kind: "closed", sentence: logSentence("log.closed", { title: head.title }) })
    return sittingHead(ctx, at)
  },

  async note(ctx, { meetingId, sessionId, text }) {
    await mustBeSitting(ctx, { meetingId, sessionId })
    return record(ctx, { meetingId, sessionId }, { kind: "note", sentence: text })
  },

  async addItems(ctx, { meetingId, sessionId, titles }) {
    const at = { meetingId, sessionId }
    mustNotBeClosed(await locked(ctx, at))
    await store.addItems(
      ctx.db,
      at,
      titles.map((title) => ({ id: newId(), title, pollId: null })),
    )
    return store.itemsOf(ctx.db, meetingId, sessionId)
  },

  async removeItem(ctx, { meetingId, sessionId, id }) {
    const at = { meetingId, sessionId }
    mustNotBeClosed(await locked(ctx, at))
    const item = mustBeAhead(await store.itemsOf(ctx.db, meetingId, sessionId), id)
    if (item.pollId) throw new Refusal("sittings.itemIsPoll", { item: item.title })
    await store.removeItem(ctx.db, at, id)
    return store.itemsOf(ctx.db, meetingId, sessionId)
  },

  async moveItem(ctx, { meetingId, sessionId, id, position }) {
    const at = { meetingId, sessionId }
    mustNotBeClosed(await locked(ctx, at))
    await store.orderItems(ctx.db, at, moved(await store.itemsOf(ctx.db, meetingId, sessionId), id, position))
    return store.itemsOf(ctx.db, meetingId, sessionId)
  },

  async startItem(ctx, { meetingId, sessionId, id }) {
    const at = { meetingId, sessionId }
    await mustBeSitting(ctx, at)
    const open = (await ctx.ask(openPoll, at)).find((poll) => poll !== null)
    if (open) throw new Refusal("sittings.pollOpen", { poll: open.title })
    const item = mustExist((await store.itemsOf(ctx.db, meetingId, sessionId)).find((one) => one.id === id))
    await store.startItem(ctx.db, at, { id, at: ctx.now })
    const { position, title } = item
    await record(ctx, at, { kind: "itemStarted", sentence: logSentence("log.itemStarted", { position, title }), data: { itemId: id, position, title } })
    await putOnScreen(ctx, { meetingId, what: "item", sessionId, itemId: id })
    return store.itemsOf(ctx.db, meetingId, sessionId)
  },

  screenState: (ctx, { meetingId }) => screenOf(ctx, meetingId),

  async show(ctx, { meetingId, what, sessionId, id }) {
    if (sessionId) await sittingHead(ctx, { meetingId, sessionId })
    const isPoll = what === "vote" || what === "result"
    const shown = { what, sessionId, itemId: what === "item" ? id : null, pollId: isPoll ? id : null, at: ctx.now }
    if (what !== "title" && !(await frameOf(ctx, meetingId, shown))) throw new Refusal(isPoll ? "sittings.notReleased" : "house.notFound")
    await putOnScreen(ctx, { meetingId, ...shown })
    return screenOf(ctx, meetingId)
  },

  screens: ({ db }, { meetingId }) => store.screensOf(db, meetingId),

  async addScreen(ctx, { meetingId, name }) {
    const known = await store.screensOf(ctx.db, meetingId)
    if (known.some((screen) => screen.name === name && !screen.revokedAt)) throw new Refusal("sittings.screenName", { name })
    return addDevice(ctx, { meetingId, kind: "screen", name })
  },

  async revokeScreen(ctx, { meetingId, id }) {
    mustExist((await store.screensOf(ctx.db, meetingId)).find((screen) => screen.id === id))
    await revokeDevice(ctx, { meetingId, id })
    return { id }
  },
})
