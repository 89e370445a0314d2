/** A hall to be counted: a roster with cards, and the opening session that takes attendance. */
import { sql } from "kysely"
import { newId } from "#kernel/ids.ts"
import { syntheticPeople } from "#kernel/synthetic.ts"
import { agenda } from "#modules/agenda/contract.ts"
import { attendees } from "#modules/attendees/contract.ts"
import { reviewed, rosterFile, uploaded } from "#modules/attendees/given.ts"
import { cards } from "#modules/cards/contract.ts"
import { givenMeeting } from "#modules/meetings/given.ts"
import { as, type Caller, house, jobDone, Refused } from "../../../test/harness.ts"
import type { Scan, ScanAnswer, ScanBatch, ScanReply } from "./gate/contract.ts"

export type Person = { id: string; name: string; code: string }
export type Hall = { meetingId: string; sessionId: string; quietSessionId: string; people: Person[] }

/** `count` delegates, who are due, then `observers`, who are not; each with a card. */
export async function givenHall({ count = 12, observers = 2 }: { count?: number; observers?: number } = {}): Promise<Hall> {
  const office = await as("*")
  const { meetingId } = await givenMeeting()
  const made = syntheticPeople(count + observers, 1, 2).map((one, index) => ({
    ...one,
    category: index < count ? ("正式代表" as const) : ("列席代表" as const),
  }))
  const fileId = await uploaded("名册.csv", rosterFile(made))
  await jobDone((await office(attendees.importRoster, { meetingId, fileId })).jobId)
  await reviewed(office, meetingId)
  await office(cards.issue, { meetingId })
  const sessions = await office(agenda.list, { meetingId })
  const sessionOf = (signIn: boolean) => sessions.find((session) => session.signIn === signIn)?.id ?? ""
  return { meetingId, sessionId: sessionOf(true), quietSessionId: sessionOf(false), people: await cardHolders(meetingId) }
}

async function cardHolders(meetingId: string): Promise<Person[]> {
  const { platform } = await house()
  const { rows } = await sql<Person>`select a.id, a.name, c.code from attendee_v a join card_v c on c.meeting_id = a.meeting_id and c.attendee_id = a.id
    where a.meeting_id = ${meetingId} order by a.category <> '正式代表', c.number`.execute(platform.db)
  return rows
}

export const scanOf = (hall: Hall, person: Person | undefined, more: Partial<Scan> = {}): Scan => ({
  id: newId(),
  sessionId: hall.sessionId,
  kind: "entry",
  code: person ? `HX1:${person.code}` : "",
  attendeeId: null,
  scannedAt: new Date().toISOString(),
  operator: "",
  reason: "",
  ...more,
})

/** A gate sends a batch by the hot route. */
export async function send(gate: Caller, scans: Scan[], more: Partial<ScanBatch> = {}): Promise<ScanReply> {
  const { app } = await house()
  const payload: ScanBatch = { sentAt: new Date().toISOString(), queued: scans.length, scans, ...more }
  const response = await app.inject({ method: "POST", url: "/api/checkin/scan", headers: gate.headers, payload })
  if (response.statusCode !== 200) throw new Refused(response.statusCode, response.json())
  return response.json()
}

export async function scan(gate: Caller, one: Scan): Promise<ScanAnswer> {
  const [answer] = (await send(gate, [one])).answers
  if (!answer) throw new Error("a scan was not answered")
  return answer
}
