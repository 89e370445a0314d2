import { sql } from "kysely"
import type { Db } from "#server/db.ts"
import type { ProofKind } from "./contract.ts"

type Which = { meetingId: string; id: string; kind: ProofKind }

export async function addProof(
  db: Db,
  { meetingId, id, kind }: Which,
  { byId, by, at, note }: { byId: string; by: string; at: string; note: string },
): Promise<void> {
  await sql`insert into task_proof (meeting_id, task_id, kind, by_id, by_name, at, note) values (${meetingId}, ${id}, ${kind}, ${byId}, ${by}, ${at}, ${note})
    on conflict do nothing`.execute(db)
}

/** `byId`: only where that account said it. */
export async function removeProof(db: Db, { meetingId, id, kind }: Which, byId: string | null = null): Promise<void> {
  await sql`delete from task_proof where meeting_id = ${meetingId} and task_id = ${id} and kind = ${kind}
    and (${byId}::uuid is null or by_id = ${byId})`.execute(db)
}
