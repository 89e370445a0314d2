/** A roster made through the door: a file of made-up people uploaded and imported, as an office does it. */
import { expect } from "vitest"
import { type SyntheticPerson, syntheticPeople } from "#kernel/synthetic.ts"
import { givenMeeting } from "#modules/meetings/given.ts"
import { as, type Caller, house, jobDone } from "../../../test/harness.ts"
import { attendees } from "./contract.ts"
import type { Attendee } from "./person/contract.ts"

type Wanted = { count?: number; delegations?: number; meetingId?: string; seed?: number; isReviewed?: boolean }
export type Roster = { meetingId: string; attendees: { id: string; name: string }[]; people: Attendee[]; bodyId: string }

export async function givenRoster({ count = 12, delegations, meetingId, seed = 1, isReviewed = true }: Wanted = {}): Promise<Roster> {
  const office = await as("*")
  const meeting = meetingId ?? (await givenMeeting()).meetingId
  const fileId = await uploaded("名册.csv", rosterFile(syntheticPeople(count, seed, delegations)))
  const { jobId } = await office(attendees.importRoster, { meetingId: meeting, fileId })
  const run = await jobDone(jobId)
  if (run.state !== "done") throw new Error(`the roster did not come in: ${run.sentence}`)
  if (isReviewed) await reviewed(office, meeting)
  const people = await allOf(office, meeting)
  const [body] = await office(attendees.bodies, { meetingId: meeting })
  return { meetingId: meeting, attendees: people.map(({ id, name }) => ({ id, name })), people, bodyId: body!.id }
}

/** Where the meeting asks for it, everybody's credentials are valid and the report is adopted: then delegates count as due. */
export async function reviewed(office: Caller, meetingId: string): Promise<void> {
  const [assembly] = await office(attendees.bodies, { meetingId })
  if (!assembly?.qualified) return
  await office(attendees.qualifyRest, { meetingId, ground: "经审查有效" })
  const { version, adopted, structure } = await office(attendees.qualificationReport, { meetingId })
  if (adopted || structure.delegates === 0) return
  await office(attendees.adoptReport, { meetingId, version, bodyId: assembly.id, on: "2026-12-07", at: "预备会议" })
}

export function rosterFile(people: readonly SyntheticPerson[]): Uint8Array {
  const head = "姓名,性别,民族,代表团,类别,单位,职务,团内职务,主席台排名"
  const rows = people.map((one) => [one.name, one.sex, one.ethnicity, one.delegation, one.category, one.unit, one.post, one.role, one.rank ?? ""].join(","))
  return new TextEncoder().encode([head, ...rows].join("\r\n"))
}

type Held = { waiters: (count: number) => Promise<void>; letGo: () => Promise<void> }
/** A stranger's connection that holds a lock: who comes meanwhile waits for it, or for one who does, and can be counted. */
export async function holding(lock: string): Promise<Held> {
  const { platform } = await house()
  const client = await platform.pool.connect()
  await client.query("begin")
  await client.query(lock)
  const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid")
  const first = rows[0]!.pid
  const behind = `with recursive behind (pid) as (
      select pid from pg_stat_activity where $1 = any(pg_blocking_pids(pid))
      union select a.pid from pg_stat_activity a join behind b on b.pid = any(pg_blocking_pids(a.pid)))
    select count(*)::int as count from behind`
  return {
    waiters: (count) =>
      expect.poll(async () => (await platform.pool.query<{ count: number }>(behind, [first])).rows[0]?.count, { timeout: 10_000 }).toBe(count),
    async letGo() {
      await client.query("rollback")
      client.release()
    },
  }
}

/** The id of a file put into the house by its own upload door. */
export async function uploaded(name: string, bytes: Uint8Array, by?: Caller): Promise<string> {
  const { app } = await house()
  const mark = "----huixu"
  const head = `--${mark}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`
  const payload = Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${mark}--\r\n`)])
  const headers = { ...(by ?? (await as("*"))).headers, "content-type": `multipart/form-data; boundary=${mark}` }
  const response = await app.inject({ method: "POST", url: "/files", headers, payload })
  if (response.statusCode !== 200 && response.statusCode !== 201) throw new Error(`upload: ${response.statusCode} ${response.body}`)
  return (response.json() as { id: string }).id
}

async function allOf(office: Caller, meetingId: string): Promise<Attendee[]> {
  const people: Attendee[] = []
  for (let page = 1; ; page++) {
    const { rows, total } = await office(attendees.list, { meetingId, page, size: 200 })
    people.push(...rows)
    if (people.length >= total || rows.length === 0) return people
  }
}
