import { sql } from "kysely"
import { Refusal } from "#kernel/contract.ts"
import type { Db } from "#server/db.ts"
import type { Account } from "./contract.ts"

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

/** undefined: closed or unknown. */
export const openAccount = (db: Db, id: string): Promise<{ name: string } | undefined> =>
  on(db).selectFrom("auth_user").select("name").where("id", "=", id).where("closed_at", "is", null).executeTakeFirst()

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

export async function accountsOf(db: Db): Promise<Omit<Account, "grants">[]> {
  const { rows } = await sql<Omit<Account, "grants">>`select u.id, u.name, u.username, u."createdAt", u.closed_at as "closedAt"
    from auth_user u order by u.closed_at nulls first, u."createdAt", u.id`.execute(db)
  return rows
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
