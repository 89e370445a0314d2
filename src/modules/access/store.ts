import { sql } from "kysely"
import { Refusal } from "#kernel/contract.ts"
import type { Grant as HeldGrant } from "#server/context.ts"
import type { Db } from "#server/db.ts"
import type { Account, Grant, Role } from "./contract.ts"

type Tables = {
  auth_user: {
    id: string
    name: string
    email: string
    emailVerified: boolean
    username: string
    displayUsername: string
    createdAt: string
    updatedAt: string
    closed_at: string | null
  }
  auth_account: { id: string; accountId: string; providerId: string; userId: string; password: string | null; updatedAt: string }
  auth_session: { id: string; userId: string; token: string }
  access_role: { id: string; name: string; operations: string[] }
  access_grant: { id: string; account_id: string; role_id: string; meeting_id: string | null }
}
const on = (db: Db) => db.withTables<Tables>()

export type NewAccount = { id: string; name: string; username: string; passwordHash: string; now: string }

export async function addAccount(db: Db, { id, name, username, passwordHash, now }: NewAccount): Promise<void> {
  try {
    await on(db)
      .insertInto("auth_user")
      .values({
        id,
        name,
        email: `${id}@users.invalid`,
        emailVerified: false,
        username,
        displayUsername: username,
        createdAt: now,
        updatedAt: now,
        closed_at: null,
      })
      .execute()
  } catch (error) {
    if ((error as { code?: string }).code === "23505") throw new Refusal("access.nameTaken", { username })
    throw error
  }
  await on(db).insertInto("auth_account").values({ id, accountId: id, providerId: "credential", userId: id, password: passwordHash, updatedAt: now }).execute()
}

export const accountNamed = (db: Db, username: string) =>
  on(db).selectFrom("auth_user").select(["id", "name", "closed_at as closedAt"]).where("username", "=", username).executeTakeFirst()

/** An open account with its grants: what an actor is made of; undefined when closed or unknown. */
export async function openAccount(db: Db, id: string): Promise<{ name: string; grants: HeldGrant[] } | undefined> {
  const { rows } = await sql<{ name: string; grants: HeldGrant[] }>`
    select u.name, coalesce(jsonb_agg(jsonb_build_object('operations', to_jsonb(r.operations), 'meetingId', g.meeting_id)) filter (where r.id is not null), '[]') as grants
    from auth_user u left join access_grant g on g.account_id = u.id left join access_role r on r.id = g.role_id
    where u.id = ${id} and u.closed_at is null group by u.id`.execute(db)
  return rows[0]
}

export const passwordOf = async (db: Db, id: string): Promise<string | undefined> =>
  (await on(db).selectFrom("auth_account").select("password").where("userId", "=", id).executeTakeFirst())?.password ?? undefined

export async function changePassword(db: Db, { id, hash, now }: { id: string; hash: string; now: string }): Promise<void> {
  await on(db).updateTable("auth_account").set({ password: hash, updatedAt: now }).where("userId", "=", id).execute()
}

export async function closeAccount(db: Db, { id, now }: { id: string; now: string }): Promise<boolean> {
  const { numUpdatedRows } = await on(db)
    .updateTable("auth_user")
    .set({ closed_at: now })
    .where("id", "=", id)
    .where("closed_at", "is", null)
    .executeTakeFirst()
  await endSessions(db, id)
  return numUpdatedRows > 0n
}

export async function endSessions(db: Db, id: string, exceptToken = ""): Promise<void> {
  await on(db).deleteFrom("auth_session").where("userId", "=", id).where("token", "<>", exceptToken).execute()
}

const grantsJson = sql<
  Grant[]
>`coalesce((select jsonb_agg(jsonb_build_object('id', g.id, 'roleId', r.id, 'role', r.name, 'meetingId', g.meeting_id) order by g.id) from access_grant g join access_role r on r.id = g.role_id where g.account_id = u.id), '[]')`

export async function accountsOf(db: Db): Promise<Account[]> {
  const { rows } = await sql<Account>`select u.id, u.name, u.username, u."createdAt", u.closed_at as "closedAt", ${grantsJson} as grants
    from auth_user u order by u.closed_at nulls first, u."createdAt", u.id`.execute(db)
  return rows
}

export const rolesOf = (db: Db): Promise<Role[]> => on(db).selectFrom("access_role").select(["id", "name", "operations"]).orderBy("id").execute()

export async function saveRole(db: Db, role: Role): Promise<Role> {
  try {
    return await on(db)
      .insertInto("access_role")
      .values(role)
      .onConflict((conflict) => conflict.column("id").doUpdateSet({ name: role.name, operations: role.operations }))
      .returning(["id", "name", "operations"])
      .executeTakeFirstOrThrow()
  } catch (error) {
    if ((error as { constraint?: string }).constraint === "access_role_name_key") throw new Refusal("access.roleTaken", { name: role.name })
    throw error
  }
}

export async function addGrant(db: Db, grant: { id: string; accountId: string; roleId: string; meetingId: string | null }): Promise<void> {
  try {
    await on(db).insertInto("access_grant").values({ id: grant.id, account_id: grant.accountId, role_id: grant.roleId, meeting_id: grant.meetingId }).execute()
  } catch (error) {
    if ((error as { constraint?: string }).constraint === "access_grant_once") throw new Refusal("access.alreadyGranted")
    if ((error as { code?: string }).code === "23503") throw new Refusal("house.notFound")
    throw error
  }
}

export async function removeGrant(db: Db, id: string): Promise<boolean> {
  const { numDeletedRows } = await on(db).deleteFrom("access_grant").where("id", "=", id).executeTakeFirst()
  return numDeletedRows > 0n
}

/** How many open accounts may do everything everywhere; the rows stay locked, so that two owners cannot remove each other at once. */
export async function ownersLeft(db: Db): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtext('access.owners'))`.execute(db)
  const { rows } = await sql<{ count: number }>`select count(distinct u.id) as count from auth_user u join access_grant g on g.account_id = u.id
    join access_role r on r.id = g.role_id where u.closed_at is null and g.meeting_id is null and '*' = any(r.operations)`.execute(db)
  return rows[0]?.count ?? 0
}

/** The organisation's name, given at set-up. The lock orders two set-ups at once. */
export async function organisationOf(db: Db, lock: boolean): Promise<string | undefined> {
  if (lock) await sql`select pg_advisory_xact_lock(hashtext('access.setUp'))`.execute(db)
  const { rows } = await sql<{ name: string }>`select value #>> '{}' as name from house_setting where name = 'organisation'`.execute(db)
  return rows[0]?.name
}

export async function setOrganisation(db: Db, name: string): Promise<void> {
  await sql`insert into house_setting (name, value) values ('organisation', to_jsonb(${name}::text))`.execute(db)
}
