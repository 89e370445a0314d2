/** A motion put to the vote of a sitting: through the door, as a hall does it. */
import { givenOpenSitting, type Hall } from "#modules/sittings/given.ts"
import { type Caller, house, Refused } from "../../../test/harness.ts"
import { type CastReply, type Poll, type Rules, voting } from "./contract.ts"

export const simpleMajority: Rules = {
  choices: ["for", "against", "abstain"],
  base: "members",
  threshold: { num: 1, den: 2, strict: true },
  quorum: { num: 2, den: 3, strict: false },
  press: "last",
}

export async function givenOpenPoll(wanted: { count?: number; present?: number; rules?: Partial<Rules> } = {}): Promise<Hall & { poll: Poll }> {
  const hall = await givenOpenSitting(wanted)
  const { meetingId, sessionId, office } = hall
  const { id } = await office(voting.add, { meetingId, sessionId, title: "关于工作报告的决议（草案）", rules: { ...simpleMajority, ...wanted.rules } })
  return { ...hall, poll: await office(voting.open, { meetingId, id }) }
}

/** Presses a choice on a delegate's phone, by the hot route. */
export async function press(phone: Caller, ballot: { pollId: string; choice: string; press?: number }): Promise<CastReply> {
  const { app } = await house()
  const response = await app.inject({ method: "POST", url: "/api/voting/cast", headers: phone.headers, payload: { press: 1, ...ballot } })
  if (response.statusCode !== 200) throw new Refused(response.statusCode, response.json())
  return response.json()
}
