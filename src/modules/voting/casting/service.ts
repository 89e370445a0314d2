/** Casting: the one path of a ballot into the box, and the counter that tells how many are in. */
import { Refusal } from "#kernel/contract.ts"
import type { Locale } from "#kernel/words.ts"
import type { Actor, Context, Platform } from "#server/context.ts"
import { addAnnouncements } from "#server/outbox.ts"
import type { Cast, CastReply, Mine } from "../contract.ts"
import { castIn } from "../store.ts"
import { type Asked, castBallots, latestPoll, standingOf, type Taken, zoneOf } from "./store.ts"

const pauseMs = 500

function voterOf(actor: Actor): { meetingId: string; voterId: string } {
  if (actor.kind === "public") throw new Refusal("house.notSignedIn")
  if (actor.kind !== "attendee" || !actor.meetingId) throw new Refusal("voting.attendeesOnly")
  return { meetingId: actor.meetingId, voterId: actor.id }
}

/** Answers when the ballot is durably in the box: sent again, it gives the same answer and the same time. */
export async function cast(platform: Platform, actor: Actor, ballot: Cast): Promise<CastReply> {
  const voter = voterOf(actor)
  const taken = await put(platform, { ...ballot, ...voter })
  if (!taken) return refuse(platform, voter, ballot)
  tellSoon(platform, voter.meetingId, ballot.pollId)
  return { choice: taken.choice, press: taken.press, castAt: taken.castAt }
}

type Waiting = { ballot: Asked; done: (taken: Taken | undefined) => void; failed: (error: unknown) => void }
const boxes = new WeakMap<Platform, { waiting: Waiting[]; writing: number }>()
// two writers: one statement is prepared while the other waits for the disk
const writers = 2
const most = 250

/** A hall presses within seconds: ballots that come while others are being written share one statement and one commit. */
function put(platform: Platform, ballot: Asked): Promise<Taken | undefined> {
  const box = boxes.get(platform) ?? { waiting: [], writing: 0 }
  boxes.set(platform, box)
  return new Promise((done, failed) => {
    box.waiting.push({ ballot, done, failed })
    if (box.writing < writers) void write(platform, box)
  })
}

async function write(platform: Platform, box: { waiting: Waiting[]; writing: number }): Promise<void> {
  box.writing++
  while (box.waiting.length > 0) {
    const batch = takeBatch(box)
    try {
      const taken = new Map(
        (
          await castBallots(
            platform.db,
            [...batch.values()].map(({ ballot }) => ballot),
          )
        ).map((one) => [keyOf(one), one]),
      )
      for (const [key, { done }] of batch) done(taken.get(key))
    } catch (error) {
      for (const { failed } of batch.values()) failed(error)
    }
  }
  box.writing--
}

const keyOf = ({ pollId, voterId }: { pollId: string; voterId: string }): string => `${pollId}/${voterId}`

/** One ballot of a voter at a time: a second press of his waits for the next statement. */
function takeBatch(box: { waiting: Waiting[] }): Map<string, Waiting> {
  const batch = new Map<string, Waiting>()
  const later: Waiting[] = []
  for (const one of box.waiting) {
    if (batch.size < most && !batch.has(keyOf(one.ballot))) batch.set(keyOf(one.ballot), one)
    else later.push(one)
  }
  box.waiting = later
  return batch
}

async function refuse(platform: Platform, voter: { meetingId: string; voterId: string }, { pollId, choice, press }: Cast): Promise<CastReply> {
  const standing = await standingOf(platform.db, voter, pollId)
  if (!standing) throw new Refusal("house.notFound")
  // the acknowledgement was lost on the way and the poll has ended since: the ballot is in all the same
  if (standing.ballot && standing.ballot.press >= press && standing.ballot.choice === choice) return standing.ballot
  if (!standing.isVoter && standing.state !== "draft") throw new Refusal("voting.notAVoter")
  if (standing.state !== "open") throw new Refusal("voting.tooLate")
  if (!standing.choices.includes(choice)) throw new Refusal("voting.unknownVote", { choice })
  throw new Refusal("voting.notSignedIn")
}

const waiting = new Map<string, NodeJS.Timeout>()

/** One counter, twice a second at most: the hall sees a number rise, and nobody when whose was added. */
function tellSoon(platform: Platform, meetingId: string, pollId: string): void {
  if (waiting.has(pollId)) return
  const timer = setTimeout(() => {
    waiting.delete(pollId)
    tellCount(platform, meetingId, pollId).catch((error: Error) => platform.log.warn({ error: error.message }, "counter of a poll"))
  }, pauseMs)
  waiting.set(pollId, timer.unref())
}

async function tellCount(platform: Platform, meetingId: string, pollId: string): Promise<void> {
  const count = await castIn(platform.db, { meetingId, id: pollId })
  // a topic of its own: on "voting" every phone would ask again what it already knows
  await addAnnouncements(platform.db, [{ meetingId, topic: "votes", payload: { pollId, cast: count } }])
  platform.live.wake()
}

export async function myPoll(ctx: Context): Promise<Mine> {
  const voter = voterOf(ctx.actor)
  const zone = await zoneOf(ctx.db, voter.meetingId)
  const poll = await latestPoll(ctx.db, voter)
  if (!poll) return { poll: null, mayVote: false, isPresent: false, ballot: null, zone }
  const standing = await standingOf(ctx.db, voter, poll.id)
  const { english, sentence, ...shown } = poll
  return {
    poll: { ...shown, sentence: inLanguage(ctx.locale, { sentence, english }) },
    mayVote: standing?.isVoter ?? false,
    isPresent: standing?.isPresent ?? false,
    ballot: standing?.ballot ?? null,
    zone,
  }
}

const inLanguage = (locale: Locale, { sentence, english }: { sentence: string | null; english: string | null }) => (locale === "en" ? english : sentence)
