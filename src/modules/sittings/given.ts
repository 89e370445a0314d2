/** A sitting with its quorum: through the door, as a hall does it. */
import { agenda } from "#modules/agenda/contract.ts"
import { attendees } from "#modules/attendees/contract.ts"
import { givenRoster } from "#modules/attendees/given.ts"
import { checkin } from "#modules/checkin/contract.ts"
import { as, type Caller } from "../../../test/harness.ts"
import { sittings } from "./contract.ts"

export type Hall = { meetingId: string; sessionId: string; voters: { id: string; name: string }[]; office: Caller }
type Wanted = { count?: number; present?: number }

/** A session of the assembly with so many delegates, so many of them signed in; not yet open. */
export async function givenSession({ count = 9, present = count }: Wanted = {}): Promise<Hall> {
  const office = await as("*")
  const { meetingId } = await givenRoster({ count })
  const { rows } = await office(attendees.list, { meetingId, page: 1, size: 200, where: { category: "正式代表" } })
  const session = (await office(agenda.list, { meetingId })).find(({ key }) => key === "closing")
  if (!session) throw new Error("the template has no closing session")
  const hall = { meetingId, sessionId: session.id, voters: rows.map(({ id, name }) => ({ id, name })), office }
  await signIn(hall, hall.voters.slice(0, present))
  return hall
}

export async function signIn({ meetingId, sessionId, office }: Hall, people: readonly { id: string }[]): Promise<void> {
  for (const { id } of people) await office(checkin.manual, { meetingId, sessionId, attendeeId: id, reason: "测试" })
}

export async function givenOpenSitting(wanted: Wanted = {}): Promise<Hall> {
  const hall = await givenSession(wanted)
  await hall.office(sittings.open, { meetingId: hall.meetingId, sessionId: hall.sessionId })
  return hall
}
