import { sql } from "kysely"
import { Refusal } from "#kernel/contract.ts"
import type { Grant as CountingGrant } from "#server/context.ts"
import type { Db } from "#server/db.ts"
import type { At, HeldGrant, KnownRole } from "./contract.ts"

type Tables = { access_role: { id: string; name: string; operations: string[]; preset: string | null; preset_operations: string[] | null } }
const on = (db: Db) => db.withTables<Tables>()
const constraintOf = (error: unknown) => (error as { constraint?: string }).constraint

/** A row of a table with the columns of a place, as the contract's At; `t` is its alias. */
export const atOf = (t: string) => sql<At>`case
  when ${sql.ref(`${t}.meeting_id`)} is not null then jsonb_build_object('kind', 'meeting', 'id', ${sql.ref(`${t}.meeting_id`)},
    'delegations', coalesce(to_jsonb(${sql.ref(`${t}.delegations`)}), '"all"'), 'gates', coalesce(to_jsonb(${sql.ref(`${t}.gates`)}), '"all"'))
  when ${sql.ref(`${t}.unit_id`)} is not null then jsonb_build_object('kind', 'unit', 'id', ${sql.ref(`${t}.unit_id`)})
  when ${sql.ref(`${t}.series_id`)} is not null then jsonb_build_object('kind', 'series', 'id', ${sql.ref(`${t}.series_id`)})
  else '{"kind": "system"}' end`

export const columnsOf = (at: At) => ({
  meetingId: at.kind === "meeting" ? at.id : null,
  unitId: at.kind === "unit" ? at.id : null,
  seriesId: at.kind === "series" ? at.id : null,
  delegations: at.kind === "meeting" && at.delegations !== "all" ? at.delegations : null,
  gates: at.kind === "meeting" && at.gates !== "all" ? at.gates : null,
})

/** What counts now: grants not yet begun or over are left out. */
export async function grantsOf(db: Db, accountId: string): Promise<CountingGrant[]> {
  const { rows } = await sql<CountingGrant>`select r.operations, ${atOf("g")} as at from access_grant g join access_role r on r.id = g.role_id
    where g.account_id = ${accountId} and (g.valid_from is null or g.valid_from <= now()) and (g.valid_until is null or g.valid_until > now())`.execute(db)
  return rows
}

export async function rolesOf(db: Db): Promise<KnownRole[]> {
  const { rows } = await sql<KnownRole>`select r.id, r.name, r.operations, r.preset is not null as preset,
      r.preset is not null and r.operations is distinct from r.preset_operations as "isChanged",
      (select count(distinct g.account_id) from access_grant g where g.role_id = r.id)::int as holders
    from access_role r order by r.id`.execute(db)
  return rows
}

export async function saveRole<Saved extends { id: string; name: string; operations: string[] }>(db: Db, role: Saved): Promise<Saved> {
  try {
    await on(db)
      .insertInto("access_role")
      .values({ id: role.id, name: role.name, operations: role.operations, preset: null, preset_operations: null })
      .onConflict((conflict) => conflict.column("id").doUpdateSet({ name: role.name, operations: role.operations }))
      .execute()
    return role
  } catch (error) {
    if (constraintOf(error) === "access_no_super_admin") throw new Refusal("access.noSuperAdmin")
    if (constraintOf(error) === "access_role_name_key") throw new Refusal("access.roleTaken", { name: role.name })
    if (constraintOf(error) === "access_no_super_admin") throw new Refusal("access.noSuperAdmin")
    throw error
  }
}

export async function removeRole(db: Db, id: string): Promise<boolean> {
  try {
    const { numDeletedRows } = await on(db).deleteFrom("access_role").where("id", "=", id).executeTakeFirst()
    return numDeletedRows > 0n
  } catch (error) {
    if (["23503", "23001"].includes((error as { code?: string }).code ?? "")) throw new Refusal("access.roleOfKeys")
    throw error
  }
}

export type Preset = { key: string; name: string; operations: string[] }

/**
 * New presets come, and those nobody has touched follow the product. A role the house has changed, or made itself under a preset's name, stays as it is.
 * One statement, safe to run from two processes at once.
 */
export async function keepPresets(db: Db, presets: readonly (Preset & { id: string })[]): Promise<void> {
  const rows = JSON.stringify(presets)
  const given = sql`jsonb_to_recordset(${rows}::jsonb) as p(id uuid, key text, name text, operations text[])`
  await sql`update access_role r set preset = p.key from ${given} where r.preset is null and r.name = p.name
    and not exists (select 1 from access_role o where o.preset = p.key)`.execute(db)
  await sql`update access_role r set operations = p.operations, preset_operations = p.operations from ${given}
    where r.preset = p.key and r.operations = r.preset_operations and r.operations is distinct from p.operations`.execute(db)
  await sql`insert into access_role (id, name, operations, preset, preset_operations) select p.id, p.name, p.operations, p.key, p.operations from ${given}
    where not exists (select 1 from access_role o where o.preset = p.key) on conflict do nothing`.execute(db)
}

export type NewGrant = {
  id: string
  accountId: string
  roleId: string
  at: At
  validFrom: string | null
  validUntil: string | null
  by: string
  now: string
  note: string
}

/** A grant that is over makes room for the new one. */
export async function addGrant(db: Db, grant: NewGrant): Promise<void> {
  const { meetingId, unitId, seriesId, delegations, gates } = columnsOf(grant.at)
  await sql`delete from access_grant where account_id = ${grant.accountId} and role_id = ${grant.roleId} and valid_until <= ${grant.now}`.execute(db)
  try {
    await sql`insert into access_grant (id, account_id, role_id, meeting_id, unit_id, series_id, delegations, gates, valid_from, valid_until, granted_by, granted_at, note)
      values (${grant.id}, ${grant.accountId}, ${grant.roleId}, ${meetingId}, ${unitId}, ${seriesId}, ${delegations}, ${gates}, ${grant.validFrom}, ${grant.validUntil},
        ${grant.by}, ${grant.now}, ${grant.note})`.execute(db)
  } catch (error) {
    if (constraintOf(error) === "access_office_alone") throw new Refusal("access.holdsGrants")
    if (constraintOf(error) === "access_grant_once") throw new Refusal("access.alreadyGranted")
    if (constraintOf(error) === "access_office_alone") throw new Refusal("access.holdsGrants")
    if ((error as { code?: string }).code === "23503") throw new Refusal("house.notFound")
    throw error
  }
}

export type StoredGrant = Omit<HeldGrant, "where" | "parts">
export async function grantsBy(db: Db, by: { id?: string; accountId?: string; roleId?: string; meetingId?: string }): Promise<StoredGrant[]> {
  const { rows } =
    await sql<StoredGrant>`select g.id, g.role_id as "roleId", r.name as role, ${atOf("g")} as at, g.valid_from as "validFrom", g.valid_until as "validUntil",
      g.granted_by as "grantedBy", g.granted_at as "grantedAt", g.note, g.account_id as "accountId", u.name as account
    from access_grant g join access_role r on r.id = g.role_id join auth_user u on u.id = g.account_id
    where (${by.id ?? null}::uuid is null or g.id = ${by.id ?? null}) and (${by.accountId ?? null}::uuid is null or g.account_id = ${by.accountId ?? null})
      and (${by.roleId ?? null}::uuid is null or g.role_id = ${by.roleId ?? null}) and (${by.meetingId ?? null}::uuid is null or g.meeting_id = ${by.meetingId ?? null})
    order by u.name collate "C", r.id, g.id`.execute(db)
  return rows
}

/** Whom a meeting may take on: open accounts that hold no office. */
export async function openPeople(db: Db, find: string): Promise<{ id: string; name: string; username: string }[]> {
  const inside = `%${find.replace(/[\\%_]/g, (character) => `\\${character}`)}%`
  const { rows } = await sql<{ id: string; name: string; username: string }>`select u.id, u.name, u.username from auth_user u
    where u.closed_at is null and not exists (select 1 from access_office o where o.account_id = u.id) and (u.name like ${inside} or u.username like ${inside})
    order by u.name collate "C", u.id limit 500`.execute(db)
  return rows
}

/** One of those whom a meeting may take on. */
export async function openPerson(db: Db, id: string): Promise<{ id: string; name: string } | undefined> {
  const { rows } = await sql<{ id: string; name: string }>`select u.id, u.name from auth_user u
    where u.id = ${id} and u.closed_at is null and not exists (select 1 from access_office o where o.account_id = u.id)`.execute(db)
  return rows[0]
}

export type Holding = CountingGrant & { accountId: string }
/** Of the open accounts, what counts now. */
export async function everyGrant(db: Db): Promise<Holding[]> {
  const { rows } = await sql<Holding>`
    select g.account_id as "accountId", r.operations, ${atOf("g")} as at
    from access_grant g join access_role r on r.id = g.role_id join auth_user u on u.id = g.account_id
    where u.closed_at is null and (g.valid_from is null or g.valid_from <= now()) and (g.valid_until is null or g.valid_until > now())
    order by g.account_id, g.id`.execute(db)
  return rows
}

/** Everybody who may have business, with what each holds now; office holders have none. */
export async function peopleWithRoles(db: Db): Promise<{ id: string; name: string; roles: { name: string; at: At }[] }[]> {
  const { rows } = await sql<{ id: string; name: string; roles: { name: string; at: At }[] }>`
    select u.id, u.name, coalesce(jsonb_agg(jsonb_build_object('name', r.name, 'at', ${atOf("g")}) order by g.id) filter (where r.id is not null), '[]') as roles
    from auth_user u
      left join access_grant g on g.account_id = u.id and (g.valid_from is null or g.valid_from <= now()) and (g.valid_until is null or g.valid_until > now())
      left join access_role r on r.id = g.role_id
    where u.closed_at is null and not exists (select 1 from access_office o where o.account_id = u.id)
    group by u.id order by u.name collate "C", u.id`.execute(db)
  return rows
}

export async function removeGrant(db: Db, id: string): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`delete from access_grant where id = ${id} returning id`.execute(db)
  return rows.length > 0
}

/** How many open accounts may do everything everywhere; the lock keeps two owners from removing each other at once. */
export async function ownersLeft(db: Db): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtext('access.owners'))`.execute(db)
  const { rows } = await sql<{ count: number }>`select count(distinct u.id) as count from auth_user u join access_grant g on g.account_id = u.id
    join access_role r on r.id = g.role_id where u.closed_at is null and num_nonnulls(g.meeting_id, g.unit_id, g.series_id) = 0
      and (g.valid_until is null or g.valid_until > now()) and '*' = any(r.operations)`.execute(db)
  return rows[0]?.count ?? 0
}
