/** In the hall: the sitting opened by its quorum, one motion put, everyone present votes on his own phone, the result released. */
import type { Session } from "#modules/agenda/contract.ts"
import { sittings } from "#modules/sittings/contract.ts"
import { type CastReply, type Poll, voting } from "#modules/voting/contract.ts"
import type { Delegate } from "./arrive.ts"
import { together } from "./client.ts"
import { keepResult, mustAgree, type Stage, step } from "./stage.ts"

const phonesAtOnce = 32

export async function openSitting(stage: Stage, session: Session): Promise<void> {
  const { owner, meetingId } = stage
  await step(stage, "sittings.open", "开会（法定人数）", async () => {
    const { quorum } = await owner(sittings.get, { meetingId, sessionId: session.id })
    if (!quorum) throw new Error(`${session.title}没有法定人数规则`)
    await owner(sittings.open, { meetingId, sessionId: session.id })
    await owner(sittings.show, { meetingId, what: "attendance", sessionId: session.id })
    mustAgree(stage, "present + missing up to the quorum ≥ needed", Math.min(quorum.present, quorum.needed), quorum.needed)
    return { members: quorum.members, needed: quorum.needed, present: quorum.present }
  })
}

async function motionOf({ owner, meetingId }: Stage, session: Session): Promise<Poll> {
  const prepared = (await owner(voting.list, { meetingId, sessionId: session.id })).find(({ state }) => state === "draft")
  const rules = { base: "members" as const, threshold: { num: 1, den: 2, strict: true }, quorum: { num: 2, den: 3, strict: false } }
  return prepared ?? owner(voting.add, { meetingId, sessionId: session.id, title: "关于工作报告的决议（草案）", rules })
}

/** One in fifty is against, one in twenty-five abstains: enough to see that every row is counted. */
const choiceOf = (choices: readonly string[], place: number): string => choices[place % 50 === 7 ? 1 : place % 25 === 3 ? 2 : 0] ?? "for"

async function castAll(stage: Stage, voters: readonly Delegate[], poll: Poll): Promise<Map<string, number>> {
  const cast = new Map<string, number>()
  const numbered = voters.map((voter, place) => ({ voter, choice: choiceOf(poll.rules.choices, place) }))
  await together(numbered, { width: phonesAtOnce, tell: stage.progress.tell }, async ({ voter, choice }) => {
    const reply = await voter.phone.post<CastReply>("/api/voting/cast", { pollId: poll.id, choice, press: 1 })
    if (reply.choice !== choice) throw new Error(`${voter.name}：票箱里是“${reply.choice}”`)
    cast.set(choice, (cast.get(choice) ?? 0) + 1)
  })
  return cast
}

/** Those whose phone says that they may vote; the others (列席、特邀) only watch. */
async function votersAmong(stage: Stage, delegates: readonly Delegate[]): Promise<Delegate[]> {
  const voters: Delegate[] = []
  await together(delegates, { width: phonesAtOnce, tell: stage.progress.tell }, async (delegate) => {
    const { mayVote, isPresent } = await delegate.phone(voting.mine, {})
    if (mayVote && isPresent) voters.push(delegate)
  })
  return voters
}

export async function vote(stage: Stage, delegates: readonly Delegate[], session: Session): Promise<Poll> {
  const { owner, meetingId } = stage
  const motion = await motionOf(stage, session)
  let poll = motion
  await step(stage, "voting.open", "付诸表决", async () => {
    poll = await owner(voting.open, { meetingId, id: motion.id })
    await owner(sittings.show, { meetingId, what: "vote", sessionId: session.id, id: poll.id })
    return { members: poll.members ?? 0, present: poll.present ?? 0 }
  })
  await step(stage, "voting.cast", "代表用手机表决", async () => {
    const voters = await votersAmong(stage, delegates)
    mustAgree(stage, "phones that may vote = members present", voters.length, poll.present ?? -1)
    const began = performance.now()
    const cast = await castAll(stage, voters, poll)
    const seconds = (performance.now() - began) / 1000
    poll = await owner(voting.close, { meetingId, id: poll.id })
    const { result } = poll
    if (!result) throw new Error(`“${poll.title}”没有结果`)
    mustAgree(stage, "ballots counted = ballots acknowledged", result.cast, voters.length)
    mustAgree(stage, "valid + invalid ballots = ballots counted", result.validBallots + result.invalidBallots, result.cast)
    for (const choice of poll.rules.choices) mustAgree(stage, `votes “${choice}” counted = pressed`, votesFor(poll, choice), cast.get(choice) ?? 0)
    return { cast: result.cast, burstMilliseconds: Math.round(seconds * 1000), passed: String(result.passed), verdict: result.sentence }
  })
  return poll
}

/** Each row of a motion's result is one choice under its own name. */
function votesFor(poll: Poll, choice: string): number {
  const rows = poll.result?.results ?? []
  return rows.reduce((sum, row) => sum + (typeof row[choice] === "number" ? row[choice] : 0), 0)
}

export async function releaseAndClose(stage: Stage, poll: Poll, session: Session): Promise<void> {
  const { owner, meetingId } = stage
  await step(stage, "voting.release", "宣布结果并散会", async () => {
    await owner(voting.release, { meetingId, id: poll.id })
    await owner(sittings.show, { meetingId, what: "result", sessionId: session.id, id: poll.id })
    await owner(sittings.close, { meetingId, sessionId: session.id })
    const { events } = await owner(sittings.get, { meetingId, sessionId: session.id })
    return { events: events.length }
  })
  await step(stage, "voting.report", "打印表决结果报告单", async () => {
    const { bytes } = await keepResult(stage, (await owner(voting.report, { meetingId, id: poll.id })).jobId)
    return { bytes: bytes.byteLength }
  })
}
