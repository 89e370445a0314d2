/** Minutes of a sitting that was held: opened with its quorum, one motion put to the vote, closed. */

import { sittings } from "#modules/sittings/contract.ts"
import { givenSession, type Hall } from "#modules/sittings/given.ts"
import { voting } from "#modules/voting/contract.ts"
import { press, simpleMajority } from "#modules/voting/given.ts"
import { asAttendee, jobDone } from "../../../test/harness.ts"
import { type Minutes, minutes } from "./contract.ts"

export type HeldSession = Hall & { pollId: string }

/** Everybody present votes for it, so it passes; `choice` "against" makes it fail. */
export async function givenHeldSession({
  count = 6,
  present = count,
  choice = "for",
}: {
  count?: number
  present?: number
  choice?: string
} = {}): Promise<HeldSession> {
  const hall = await givenSession({ count, present })
  const { meetingId, sessionId, office } = hall
  await office(sittings.open, { meetingId, sessionId })
  const { id: pollId } = await office(voting.add, { meetingId, sessionId, title: "关于工作报告的决议（草案）", rules: simpleMajority })
  await office(voting.open, { meetingId, id: pollId })
  for (const voter of hall.voters.slice(0, present)) await press(await asAttendee(meetingId, voter.id, voter.name), { pollId, choice })
  await office(voting.close, { meetingId, id: pollId })
  await office(sittings.close, { meetingId, sessionId })
  return { ...hall, pollId }
}

export async function givenMinutes(wanted: Parameters<typeof givenHeldSession>[0] = {}): Promise<HeldSession & { made: Minutes }> {
  const held = await givenHeldSession(wanted)
  return { ...held, made: await held.office(minutes.draft, { meetingId: held.meetingId, sessionId: held.sessionId }) }
}

/** Numbered, printed, ready to be filed. */
export async function givenFinalMinutes(): Promise<HeldSession & { made: Minutes }> {
  const given = await givenMinutes()
  const { office, meetingId, made } = given
  const final = await office(minutes.finalise, { meetingId, id: made.id, version: made.version })
  const run = await jobDone((await office(minutes.print, { meetingId, id: made.id })).jobId)
  if (run.state !== "done") throw new Error(`the minutes were not printed: ${run.sentence}`)
  return { ...given, made: final }
}
