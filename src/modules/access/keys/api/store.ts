import { sql } from "kysely"
import type pg from "pg"
import { Refusal } from "#kernel/contract.ts"
import type { Grant } from "#server/context.ts"
import type { Db } from "#server/db.ts"
import type { At } from "../../roles/contract.ts"
import { atOf, columnsOf } from "../../roles/store.ts"
import type { ApiKey } from "./contract.ts"

export type StoredKey = Omit<ApiKey, "where" | "parts">

export async function keysOf(db: Db): Promise<StoredKey[]> {
  const { rows } =
    await sql<StoredKey>`select k.id, k.name, k.role_id as "roleId", r.name as role, ${atOf("k")} as at, k.expires_at as "expiresAt", k.made_by as "madeBy",
      k.made_at as "madeAt", k.seen_at as "seenAt", k.seen_from as "seenFrom", k.revoked_at as "revokedAt", k.released_at as "releasedAt"
    from access_api_key k join access_role r on r.id = k.role_id order by k.revoked_at nulls first, k.made_at desc, k.id`.execute(db)
  return rows
}

export type NewKey = { id: string; name: string; hash: string; roleId: string; at: At; expiresAt: string; by: string; now: string; isReleased: boolean }
export async function addKey(db: Db, key: NewKey): Promise<void> {
  const { meetingId, unitId, seriesId, delegations, gates } = columnsOf(key.at)
  try {
    await sql`insert into access_api_key (id, name, hash, role_id, meeting_id, unit_id, series_id, delegations, gates, expires_at, made_by, made_at, released_at, released_by)
      values (${key.id}, ${key.name}, ${key.hash}, ${key.roleId}, ${meetingId}, ${unitId}, ${seriesId}, ${delegations}, ${gates}, ${key.expiresAt}, ${key.by}, ${key.now},
        ${key.isReleased ? key.now : null}, ${key.isReleased ? key.by : null})`.execute(db)
  } catch (error) {
    if ((error as { constraint?: string }).constraint === "access_api_key_name") throw new Refusal("access.keyTaken", { name: key.name })
    if ((error as { code?: string }).code === "23503") throw new Refusal("house.notFound")
    throw error
  }
}

export async function releaseKey(db: Db, { id, by, now }: { id: string; by: string; now: string }): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`update access_api_key set released_at = ${now}, released_by = ${by}
    where id = ${id} and released_at is null and revoked_at is null returning id`.execute(db)
  return rows.length > 0
}

/** A role that grew is a new role to its keys. Answers which keys wait. */
export async function holdKeysOf(db: Db, roleId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`update access_api_key set released_at = null, released_by = null
    where role_id = ${roleId} and released_at is not null and revoked_at is null returning id`.execute(db)
  return rows.map(({ id }) => id)
}

export async function endKey(db: Db, { id, now }: { id: string; now: string }): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`update access_api_key set revoked_at = ${now} where id = ${id} and revoked_at is null returning id`.execute(db)
  return rows.length > 0
}

export type KeyHolder = { id: string; name: string; grant: Grant }

/** Whose key this is; undefined when revoked, over or unknown. Where it was last used is noted once a minute, or when it comes from elsewhere. */
export async function apiKeyBy(pool: pg.Pool, hash: string, address: string): Promise<KeyHolder | undefined> {
  const { rows } = await pool.query<{ id: string; name: string; operations: string[]; at: At; isUnseen: boolean }>({
    name: "access.apiKey",
    text: `select k.id, k.name, r.operations, case
        when k.meeting_id is not null then jsonb_build_object('kind', 'meeting', 'id', k.meeting_id, 'delegations', coalesce(to_jsonb(k.delegations), '"all"'),
          'gates', coalesce(to_jsonb(k.gates), '"all"'))
        when k.unit_id is not null then jsonb_build_object('kind', 'unit', 'id', k.unit_id)
        when k.series_id is not null then jsonb_build_object('kind', 'series', 'id', k.series_id)
        else '{"kind": "system"}' end as at,
        k.seen_at is null or k.seen_at < now() - interval '1 minute' or k.seen_from is distinct from $2 as "isUnseen"
      from access_api_key k join access_role r on r.id = k.role_id where k.hash = $1 and k.released_at is not null and k.revoked_at is null and k.expires_at > now()`,
    values: [hash, address],
  })
  const found = rows[0]
  if (!found) return undefined
  if (found.isUnseen) await pool.query("update access_api_key set seen_at = now(), seen_from = $2 where id = $1", [found.id, address])
  return { id: found.id, name: found.name, grant: { operations: found.operations, at: found.at } }
}
