/** A hall to be counted: a roster with cards, and the opening session that takes attendance. */
import { sql } from "kysely"
import { newId, newSecret } from "#kernel/ids.ts"
import { type Caller, house, Refused } from "../../../test/harness.ts"
import type { Scan, ScanAnswer, ScanBatch, ScanReply } from "./gate/contract.ts"

export type Person = { id: string; name: string; code: string }
export type Hall = { meetingId: string; sessionId: string; quietSessionId: string; people: Person[] }

export async function givenHall({ count = 12, observers = 2 }: { count?: number; observers?: number } = {}): Promise<Hall> {
  const { platform } = await house()
  const db = platform.db
  const [meetingId, bodyId, sessionId, quietSessionId] = [newId(), newId(), newId(), newId()]
  await sql`insert into meeting (id, name, theme, host, arrives_on, starts_on, ends_on, departs_on, opens_at, place, hall, zone, secrecy, template, updated_by, updated_at)
    values (${meetingId}, '测试大会', '', '', '2026-12-07', '2026-12-08', '2026-12-11', '2026-12-11', '09:00', '市会议中心', '一号厅', 'Asia/Shanghai', 'internal', 'congress', '', now())`.execute(
    db,
  )
  await sql`insert into body (meeting_id, id, key, name, quorum_num, quorum_den, quorum_strict) values (${meetingId}, ${bodyId}, 'assembly', '大会', 2, 3, false)`.execute(
    db,
  )
  for (const [id, signIn] of [
    [sessionId, true],
    [quietSessionId, false],
  ] as const)
    await sql`insert into agenda_session (meeting_id, id, kind, title, offset_days, day, starts, ends, at_opening, place, chair, body_id, sign_in, updated_by, updated_at)
      values (${meetingId}, ${id}, 'plenary', '开幕大会', 0, '2026-12-08', '09:00', '11:30', true, '一号厅', '', ${bodyId}, ${signIn}, '', now())`.execute(db)
  const delegations = [newId(), newId()]
  for (const [place, id] of delegations.entries())
    await sql`insert into delegation (meeting_id, id, name, place) values (${meetingId}, ${id}, ${`第${place + 1}代表团`}, ${place})`.execute(db)
  const people: Person[] = []
  for (let i = 0; i < count + observers; i++) {
    const person = { id: newId(), name: `代表${String(i + 1).padStart(3, "0")}`, code: newSecret() }
    people.push(person)
    await sql`insert into attendee (meeting_id, id, name, sort_full, sort_surname, pinyin, initials, category, delegation_id) values (${meetingId}, ${person.id}, ${person.name}, ${person.name}, ${person.name}, 'daibiao', 'db', ${i < count ? "正式代表" : "列席"}, ${i < count ? (delegations[i % 2] ?? null) : null})`.execute(
      db,
    )
    if (i < count)
      await sql`insert into body_member (meeting_id, body_id, attendee_id, may_vote) values (${meetingId}, ${bodyId}, ${person.id}, true)`.execute(db)
    await sql`insert into card (meeting_id, attendee_id, number, code, issued_at) values (${meetingId}, ${person.id}, ${i + 1}, ${person.code}, now())`.execute(
      db,
    )
  }
  return { meetingId, sessionId, quietSessionId, people }
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
