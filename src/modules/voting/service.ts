import { createHash } from "node:crypto"
import { Refusal } from "#kernel/contract.ts"
import { shortMoment } from "#kernel/dates.ts"
import { newId } from "#kernel/ids.ts"
import { fill } from "#kernel/words.ts"
import { addPollItem, dropPollItem, mustBeSitting, putOnScreen, record, renamePollItem, startPollItem } from "#modules/sittings/service.ts"
import { serve } from "#server/api.ts"
import type { Context } from "#server/context.ts"
import { myPoll } from "./casting/service.ts"
import { zoneOf } from "./casting/store.ts"
import { type HandCount, type LivePoll, type Poll, printReport, VotingPart, voting } from "./contract.ts"
import { mustBeChoices, mustBeCounted, mustBeDraft, mustBeSensible, mustBeVotedOn, resultFrame, resultOf, voteFrame } from "./rules.ts"
import * as store from "./store.ts"
import { choiceWord } from "./verdict/rules.ts"
import { words } from "./words.ts"

type Key = { meetingId: string; id: string }
type Said = keyof (typeof words)["zh-CN"]
/** The log of a sitting is written in the language of the record. */
const say = (key: Said, data: Record<string, unknown>): string => fill(words["zh-CN"][key], data)
const saidCounts = (counts: HandCount["counts"]): string =>
  Object.entries(counts)
    .map(([choice, votes]) => say("log.count", { choice: choice === "invalid" ? words["zh-CN"].invalid : choiceWord(choice, "zh-CN"), votes }))
    .join(words["zh-CN"]["log.pause"])

const tellAll = (ctx: Context, poll: LivePoll): void => ctx.announce("voting", poll)
const hand = (ctx: Context) => ({ by: ctx.actor.name, at: ctx.now })
const atOf = ({ meetingId, sessionId }: Poll) => ({ meetingId, sessionId })

/** Title, rules and roll as they were when the poll opened: what is counted must still be what was frozen. */
function hashOf({ title, rules, members }: Pick<Poll, "title" | "rules"> & { members: number }, roll: string): string {
  const { choices, base, threshold, quorum, press } = rules
  const frozen = [
    title,
    choices,
    base,
    [threshold.num, threshold.den, threshold.strict],
    quorum && [quorum.num, quorum.den, quorum.strict],
    press,
    members,
    roll,
  ]
  return createHash("sha256").update(JSON.stringify(frozen)).digest("hex")
}

async function mustStand(ctx: Context, poll: Poll): Promise<void> {
  const hash = hashOf({ ...poll, members: poll.members ?? 0 }, await store.rollHash(ctx.db, poll))
  if (hash !== poll.ruleHash) throw new Refusal("voting.changedWhileOpen", { title: poll.title })
}

/** The polls of a template, each in the running order of its session. */
export async function takePart(ctx: Context, meetingId: string, part: unknown): Promise<void> {
  const sessions = await store.sessionsByKey(ctx.db, meetingId)
  for (const { key, session, title, rules } of VotingPart.parse(part).polls) {
    const sessionId = sessions.get(session)
    if (!sessionId) throw new Error(`the template's poll ${key} belongs to a session ${session} that is not there`)
    await addPoll(ctx, { meetingId, id: newId(), sessionId, key, title, rules })
  }
}

async function addPoll(ctx: Context, poll: store.NewPoll): Promise<void> {
  mustBeSensible(poll.rules)
  await store.addPolls(ctx.db, [poll], hand(ctx))
  await addPollItem(ctx, poll, { pollId: poll.id, title: say("itemTitle", { title: poll.title }) })
}

export async function frameOf(ctx: Context, { meetingId, pollId, what }: { meetingId: string; pollId: string; what: "vote" | "result" }) {
  const poll = await store.pollById(ctx.db, { meetingId, id: pollId })
  if (what === "result") return resultFrame(poll)
  if (poll.state !== "open" && poll.state !== "closed") return null
  const cast = poll.result?.cast ?? (await store.castIn(ctx.db, poll))
  return voteFrame(poll, { cast, present: poll.state === "open" ? await store.presentNow(ctx.db, poll) : (poll.present ?? 0) })
}

export async function openIn(ctx: Context, { meetingId, sessionId }: { meetingId: string; sessionId: string }): Promise<{ title: string } | null> {
  return (await store.pollsOf(ctx.db, meetingId, sessionId)).find((poll) => poll.state === "open") ?? null
}

async function locked(ctx: Context, key: Key): Promise<Poll> {
  const poll = await store.lockPoll(ctx.db, key)
  mustBeVotedOn(poll)
  return poll
}

export const votingService = serve(voting, {
  list: ({ db }, { meetingId, sessionId }) => store.pollsOf(db, meetingId, sessionId),
  get: ({ db }, key) => store.pollById(db, key),
  mine: (ctx) => myPoll(ctx),

  async progress({ db }, key) {
    const poll = await store.pollById(db, key)
    const isOpen = poll.state === "open"
    return {
      cast: await store.castIn(db, key),
      present: isOpen ? await store.presentNow(db, key) : (poll.present ?? 0),
      members: poll.members ?? 0,
      delegations: await store.progressByDelegation(db, key),
      hand: await store.handCountsOf(db, key),
    }
  },

  async ballots({ db }, { meetingId, id, page, size }) {
    const poll = await store.pollById(db, { meetingId, id })
    // who voted what is no guide for those who still vote
    if (poll.state !== "closed") throw new Refusal("voting.notClosed", { title: poll.title })
    return store.namedBallots(db, { meetingId, id }, { page, size })
  },

  async add(ctx, { meetingId, sessionId, title, rules }) {
    const id = newId()
    await addPoll(ctx, { meetingId, id, sessionId, key: null, title, rules })
    return store.pollById(ctx.db, { meetingId, id })
  },

  async edit(ctx, { meetingId, id, title, rules, version }) {
    const poll = await store.lockPoll(ctx.db, { meetingId, id })
    mustBeDraft(poll)
    mustBeSensible(rules)
    if (poll.version !== version) {
      const { by, at } = await store.lastChange(ctx.db, poll)
      throw new Refusal("house.stale", { who: by, when: shortMoment(at, await zoneOf(ctx.db, meetingId), ctx.locale) })
    }
    await store.editPoll(ctx.db, poll, { title, rules, ...hand(ctx) })
    await renamePollItem(ctx, { meetingId, pollId: id, title: say("itemTitle", { title }) })
    return store.pollById(ctx.db, { meetingId, id })
  },

  async remove(ctx, { meetingId, id }) {
    mustBeDraft(await store.lockPoll(ctx.db, { meetingId, id }))
    await dropPollItem(ctx, meetingId, id)
    await store.removePoll(ctx.db, { meetingId, id })
    return { meetingId, id }
  },

  async open(ctx, key) {
    const draft = await store.lockPoll(ctx.db, key)
    mustBeDraft(draft)
    await mustBeSitting(ctx, atOf(draft))
    const other = await openIn(ctx, atOf(draft))
    if (other) throw new Refusal("voting.otherOpen", { title: other.title })
    const { members, present, roll } = await store.freezeRoll(ctx.db, key, draft.sessionId)
    if (present === 0) throw new Refusal("voting.nobodyPresent")
    await store.markOpen(ctx.db, key, { ...hand(ctx), hash: hashOf({ ...draft, members }, roll), members, present })
    await startPollItem(ctx, atOf(draft), key.id)
    await record(ctx, atOf(draft), {
      kind: "pollOpened",
      sentence: say("log.opened", { title: draft.title, members, present }),
      data: { pollId: key.id, members, present },
    })
    await putOnScreen(ctx, { meetingId: key.meetingId, what: "vote", sessionId: draft.sessionId, pollId: key.id })
    tellAll(ctx, { state: "open", pollId: key.id, title: draft.title, choices: draft.rules.choices, press: draft.rules.press })
    ctx.announce("sittings")
    return store.pollById(ctx.db, key)
  },

  async addHandCount(ctx, { meetingId, id, counts, reason }) {
    const poll = await locked(ctx, { meetingId, id })
    mustBeChoices(poll, counts)
    await store.addHandCount(ctx.db, poll, { id: newId(), counts, reason, ...hand(ctx) })
    await record(ctx, atOf(poll), {
      kind: "handCount",
      sentence: say("log.hand", { title: poll.title, counts: saidCounts(counts), reason }),
      data: { pollId: id, counts },
    })
    return store.handCountsOf(ctx.db, poll)
  },

  async removeHandCount(ctx, { meetingId, id, handCountId }) {
    const poll = await locked(ctx, { meetingId, id })
    const removed = await store.removeHandCount(ctx.db, poll, handCountId)
    if (!removed) throw new Refusal("house.notFound")
    const sentence = say("log.handRemoved", { title: poll.title, counts: saidCounts(removed.counts) })
    await record(ctx, atOf(poll), { kind: "handCount", sentence, data: { pollId: id, removed: removed.counts } })
    return store.handCountsOf(ctx.db, poll)
  },

  async close(ctx, key) {
    const poll = await locked(ctx, key)
    await mustStand(ctx, poll)
    const present = await store.presentNow(ctx.db, key)
    const roll = { members: poll.members ?? 0, present }
    const result = resultOf(poll.rules, { roll, choices: await store.choicesIn(ctx.db, key), hand: await store.handCountsOf(ctx.db, key) })
    await store.markClosed(ctx.db, key, { ...hand(ctx), present, result })
    const data = { pollId: key.id, members: roll.members, present, needed: result.needed, results: result.results, passed: result.passed }
    await record(ctx, atOf(poll), { kind: "pollClosed", sentence: say("log.closed", { title: poll.title, sentence: result.sentence }), data })
    tellAll(ctx, { state: "closed", pollId: key.id })
    ctx.announce("sittings")
    await ctx.start(printReport, key, key.meetingId)
    return store.pollById(ctx.db, key)
  },

  async abandon(ctx, { meetingId, id, reason }) {
    const poll = await locked(ctx, { meetingId, id })
    await store.markAbandoned(ctx.db, poll, hand(ctx))
    await record(ctx, atOf(poll), { kind: "pollAbandoned", sentence: say("log.abandoned", { title: poll.title, reason }), data: { pollId: id, reason } })
    await putOnScreen(ctx, { meetingId, what: "title", sessionId: poll.sessionId })
    tellAll(ctx, { state: "abandoned", pollId: id })
    ctx.announce("sittings")
    return store.pollById(ctx.db, poll)
  },

  async release(ctx, key) {
    const poll = await store.lockPoll(ctx.db, key)
    const { sentence, english } = mustBeCounted(poll)
    await store.markReleased(ctx.db, key, ctx.now)
    if (!poll.releasedAt)
      await record(ctx, atOf(poll), { kind: "resultReleased", sentence: say("log.released", { title: poll.title, sentence }), data: { pollId: key.id } })
    await putOnScreen(ctx, { meetingId: key.meetingId, what: "result", sessionId: poll.sessionId, pollId: key.id })
    tellAll(ctx, { state: "released", pollId: key.id, sentence, english })
    ctx.announce("sittings")
    return store.pollById(ctx.db, key)
  },

  async report(ctx, key) {
    mustBeCounted(await store.pollById(ctx.db, key))
    return { jobId: await ctx.start(printReport, key, key.meetingId) }
  },
})
