import { sql } from "kysely"
import { Refusal } from "#kernel/contract.ts"
import type { Db } from "#server/db.ts"
import type { Role } from "../findings/role/contract.ts"
import type { Run, Walk } from "./contract.ts"

type Hand = { by: string; at: string }
const roles: readonly Role[] = ["delegate", "hall", "news"]

/** A line counts as walked when it was ticked or something was found at it. */
const selected = (db: Db, meetingId: string, { scriptId, id }: { scriptId?: string; id?: string }) =>
  sql<Run>`select r.meeting_id as "meetingId", r.id, r.script_id as "scriptId", s.title, r.number, r.day, r.ended_at as "endedAt", r.ended_by as "endedBy",
    (select count(*) from rehearsal_line l where l.meeting_id = r.meeting_id and l.script_id = r.script_id) as lines,
    (select jsonb_agg(jsonb_build_object('role', w.role, 'walked', w.walked, 'found', w.found) order by w.n) from (
      select role, n,
        (select count(*) from (
          select line_id from rehearsal_tick t where t.meeting_id = r.meeting_id and t.run_id = r.id and t.role = named.role
          union select line_id from rehearsal_finding f
            where f.meeting_id = r.meeting_id and f.run_id = r.id and f.role = named.role and f.line_id is not null) both_kinds) as walked,
        (select count(*) from rehearsal_finding f where f.meeting_id = r.meeting_id and f.run_id = r.id and f.role = named.role) as found
      from unnest(${roles}::text[]) with ordinality as named(role, n)) w) as roles
    from rehearsal_run r join rehearsal_script s on s.meeting_id = r.meeting_id and s.id = r.script_id
    where r.meeting_id = ${meetingId} and (${scriptId ?? null}::uuid is null or r.script_id = ${scriptId ?? null})
      and (${id ?? null}::uuid is null or r.id = ${id ?? null}) order by r.number`.execute(db)

export const runsOf = async (db: Db, meetingId: string, scriptId: string): Promise<Run[]> => (await selected(db, meetingId, { scriptId })).rows

export async function runById(db: Db, meetingId: string, id: string): Promise<Run> {
  const [found] = (await selected(db, meetingId, { id })).rows
  if (!found) throw new Refusal("house.notFound")
  return found
}

/** Two who plan the next walk at once do it one after the other. */
export async function lockScript(db: Db, meetingId: string, id: string): Promise<void> {
  await sql`select 1 from rehearsal_script where meeting_id = ${meetingId} and id = ${id} for update`.execute(db)
}

export async function addRun(db: Db, run: Pick<Run, "meetingId" | "id" | "scriptId" | "number" | "day">, { by, at }: Hand): Promise<void> {
  const { meetingId, id, scriptId, number, day } = run
  await sql`insert into rehearsal_run (meeting_id, id, script_id, number, day, added_by, added_at)
    values (${meetingId}, ${id}, ${scriptId}, ${number}, ${day}, ${by}, ${at})`.execute(db)
}

export async function removeRun(db: Db, { meetingId, id }: Pick<Run, "meetingId" | "id">): Promise<void> {
  await sql`delete from rehearsal_run where meeting_id = ${meetingId} and id = ${id}`.execute(db)
}

export async function setEnded(db: Db, { meetingId, id }: Pick<Run, "meetingId" | "id">, ended: Hand | null): Promise<void> {
  await sql`update rehearsal_run set ended_at = ${ended?.at ?? null}, ended_by = ${ended?.by ?? null} where meeting_id = ${meetingId} and id = ${id}`.execute(
    db,
  )
}

export async function ticksOf(db: Db, meetingId: string, runId: string): Promise<Walk["ticks"]> {
  const { rows } = await sql<Walk["ticks"][number]>`select role, line_id as "lineId", by_name as by, at from rehearsal_tick
    where meeting_id = ${meetingId} and run_id = ${runId} order by at, line_id, role`.execute(db)
  return rows
}

type Tick = { meetingId: string; runId: string; lineId: string; role: Role }

/** Ticked by two at once, the first counts. */
export async function addTick(db: Db, { meetingId, runId, lineId, role }: Tick, { by, at }: Hand): Promise<void> {
  await sql`insert into rehearsal_tick (meeting_id, run_id, role, line_id, by_name, at) values (${meetingId}, ${runId}, ${role}, ${lineId}, ${by}, ${at})
    on conflict do nothing`.execute(db)
}

export async function removeTick(db: Db, { meetingId, runId, lineId, role }: Tick): Promise<void> {
  await sql`delete from rehearsal_tick where meeting_id = ${meetingId} and run_id = ${runId} and role = ${role} and line_id = ${lineId}`.execute(db)
}

type Moved = { id: string; title: string; number: number; day: string }

/** Walks still to come: they keep their distance from the opening when the meeting moves. */
export async function toCome(db: Db, meetingId: string, from: string): Promise<Moved[]> {
  const { rows } = await sql<Moved>`select r.id, s.title, r.number, r.day from rehearsal_run r
    join rehearsal_script s on s.meeting_id = r.meeting_id and s.id = r.script_id
    where r.meeting_id = ${meetingId} and r.ended_at is null and r.day >= ${from}::date order by r.day, s.title, r.number`.execute(db)
  return rows
}

export async function moveRuns(db: Db, meetingId: string, ids: readonly string[], days: number): Promise<void> {
  if (ids.length) await sql`update rehearsal_run set day = day + ${days}::int where meeting_id = ${meetingId} and id = any(${ids})`.execute(db)
}
