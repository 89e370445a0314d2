import { sql } from "kysely"
import { Refusal } from "#kernel/contract.ts"
import type { Db } from "#server/db.ts"
import type { Account, Office, Policy } from "./contract.ts"

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
  access_account: { account_id: string; must_change: boolean; password_at: string; reset_by: string | null; sign_ins: number; signed_in_at: string | null }
}
const on = (db: Db) => db.withTables<Tables>()

export type NewAccount = { id: string; name: string; username: string; passwordHash: string; mustChange: boolean; now: string }

/** Throws access.nameTaken. */
export async function addAccount(db: Db, { id, name, username, passwordHash, mustChange, now }: NewAccount): Promise<void> {
  const user = { id, name, email: `${id}@users.invalid`, emailVerified: false, username, displayUsername: username, createdAt: now, updatedAt: now }
  try {
    await on(db)
      .insertInto("auth_user")
      .values({ ...user, closed_at: null })
      .execute()
  } catch (error) {
    if ((error as { code?: string }).code === "23505") throw new Refusal("access.nameTaken", { username })
    throw error
  }
  await on(db).insertInto("auth_account").values({ id, accountId: id, providerId: "credential", userId: id, password: passwordHash, updatedAt: now }).execute()
  await on(db)
    .insertInto("access_account")
    .values({ account_id: id, must_change: mustChange, password_at: now, reset_by: null, sign_ins: 0, signed_in_at: null })
    .execute()
}

/** undefined: closed or unknown. */
export const openAccount = (db: Db, id: string): Promise<{ name: string; username: string } | undefined> =>
  on(db).selectFrom("auth_user").select(["name", "username"]).where("id", "=", id).where("closed_at", "is", null).executeTakeFirst()

export type Credentials = { id: string; name: string; username: string; closedAt: string | null; hash: string; sealed: string | null }
/** What a sign-in weighs, by the user name or the account's id; `sealed`: the secret of the authenticator, where one is on. */
export async function credentialsOf(db: Db, by: { username: string } | { id: string }): Promise<Credentials | undefined> {
  const which = "id" in by ? sql`u.id = ${by.id}` : sql`u.username = ${by.username}`
  const { rows } = await sql<Credentials>`select u.id, u.name, u.username, u.closed_at as "closedAt", a.password as hash, t.sealed
    from auth_user u join auth_account a on a."userId" = u.id left join access_totp t on t.account_id = u.id and t.confirmed_at is not null
    where ${which}`.execute(db)
  return rows[0]
}

/** The newest first; the one in use is the very first. */
export async function passwordsOf(db: Db, id: string, count: number): Promise<string[]> {
  const { rows } = await sql<{ hash: string }>`(select password as hash from auth_account where "userId" = ${id})
    union all (select hash from access_password where account_id = ${id} order by id desc limit ${Math.max(0, count - 1)})`.execute(db)
  return rows.slice(0, count).map(({ hash }) => hash)
}

export type NewPassword = { id: string; hash: string; mustChange: boolean; by: string | null; now: string }

/** The old one is remembered, so that it does not come back too soon. */
export async function changePassword(db: Db, { id, hash, mustChange, by, now }: NewPassword): Promise<void> {
  await sql`insert into access_password (account_id, hash) select "userId", password from auth_account where "userId" = ${id}`.execute(db)
  await sql`delete from access_password where account_id = ${id}
    and id not in (select id from access_password where account_id = ${id} order by id desc limit 24)`.execute(db)
  await on(db).updateTable("auth_account").set({ password: hash, updatedAt: now }).where("userId", "=", id).execute()
  await sql`insert into access_account (account_id, must_change, password_at, reset_by) values (${id}, ${mustChange}, ${now}, ${by})
    on conflict (account_id) do update set must_change = excluded.must_change, password_at = excluded.password_at, reset_by = excluded.reset_by`.execute(db)
}

/** Who gave the password that must still be changed, and who took away the second step that is not yet there again. The lock orders two resets at once. */
export async function resetsOf(db: Db, id: string): Promise<{ password: string | null; totp: string | null }> {
  await sql`select from auth_user where id = ${id} for update`.execute(db)
  const { rows } = await sql<{ password: string | null; totp: string | null }>`
    select case when must_change then reset_by end as password, totp_reset_by as totp from access_account where account_id = ${id}`.execute(db)
  return rows[0] ?? { password: null, totp: null }
}

/** Has the person a password and a second step that nobody gave him? */
export async function isHisOwn(db: Db, id: string): Promise<boolean> {
  const { rows } = await sql`select from access_account a join access_totp t on t.account_id = a.account_id
    where a.account_id = ${id} and not a.must_change and t.confirmed_at is not null`.execute(db)
  return rows.length > 0
}

/** In use without a second step, and nobody took it away: whoever reset its password would be its holder. */
export async function hasPasswordOnly(db: Db, id: string): Promise<boolean> {
  const { rows } = await sql`select from access_account a where a.account_id = ${id} and a.sign_ins > 0 and a.totp_reset_by is null
    and not exists (select from access_totp t where t.account_id = a.account_id and t.confirmed_at is not null)`.execute(db)
  return rows.length > 0
}

export async function noteTotpReset(db: Db, id: string, by: string | null): Promise<void> {
  await sql`update access_account set totp_reset_by = ${by} where account_id = ${id}`.execute(db)
}

/** Answers whether anything changed. */
export async function closeAccount(db: Db, { id, now }: { id: string; now: string | null }): Promise<boolean> {
  const { rows } = await sql<{
    id: string
  }>`update auth_user set closed_at = ${now} where id = ${id} and (closed_at is null) = ${now !== null} returning id`.execute(db)
  return rows.length > 0
}

export async function accountsOf(db: Db): Promise<Omit<Account, "grants">[]> {
  const { rows } = await sql<Omit<Account, "grants">>`select u.id, u.name, u.username, u."createdAt", u.closed_at as "closedAt",
      case when t.locked_until > now() then t.locked_until end as "lockedUntil", coalesce(a.must_change, false) as "mustChange",
      exists (select from access_totp p where p.account_id = u.id and p.confirmed_at is not null) as "hasTotp", o.office,
      greatest(a.signed_in_at, (select max(s.seen_at) from auth_session s where s."userId" = u.id)) as "seenAt"
    from auth_user u left join access_account a on a.account_id = u.id left join access_attempt t on t.username = u.username
      left join access_office o on o.account_id = u.id
    order by u.closed_at nulls first, u."createdAt", u.id`.execute(db)
  return rows
}

export async function policyOf(db: Db): Promise<Policy> {
  const { rows } =
    await sql<Policy>`select min_length as "minLength", min_classes as "minClasses", kept_passwords as "keptPasswords", expire_days as "expireDays",
    lock_after as "lockAfter", lock_minutes as "lockMinutes", idle_minutes as "idleMinutes", life_hours as "lifeHours", totp, version from access_policy`.execute(
      db,
    )
  return rows[0] as Policy
}

/** Answers whether the version was still the one that was read. */
export async function savePolicy(db: Db, policy: Policy): Promise<boolean> {
  const { rows } =
    await sql`update access_policy set min_length = ${policy.minLength}, min_classes = ${policy.minClasses}, kept_passwords = ${policy.keptPasswords},
    expire_days = ${policy.expireDays}, lock_after = ${policy.lockAfter}, lock_minutes = ${policy.lockMinutes}, idle_minutes = ${policy.idleMinutes},
    life_hours = ${policy.lifeHours}, totp = ${policy.totp}, version = version + 1 where version = ${policy.version} returning id`.execute(db)
  return rows.length > 0
}

/**
 * Takes one try before the password is even looked at, in one statement: a hundred tries at once are counted as a hundred.
 * Answers until when the name is locked; a name that was quiet for the time of a lock begins anew.
 */
export async function takeTry(db: Db, username: string, { lockAfter, lockMinutes }: Policy): Promise<{ lockedUntil: string } | undefined> {
  const { rows } = await sql<{ failures: number; lockedUntil: string | null }>`
    insert into access_attempt as t (username, failures, last_at) values (${username}, 1, now())
    on conflict (username) do update set last_at = case when t.locked_until > now() then t.last_at else now() end,
      failures = case when t.locked_until > now() then t.failures + 1 when t.locked_until is not null or t.last_at < now() - make_interval(mins => ${lockMinutes}) then 1 else t.failures + 1 end,
      locked_until = case when t.locked_until > now() then t.locked_until
        when t.locked_until is null and t.last_at >= now() - make_interval(mins => ${lockMinutes}) and t.failures + 1 > ${lockAfter} then now() + make_interval(mins => ${lockMinutes}) end
    returning failures, locked_until as "lockedUntil"`.execute(db)
  const lockedUntil = rows[0]?.lockedUntil
  return lockedUntil ? { lockedUntil } : undefined
}

/** The password was right but more is asked for: the try does not count, and earlier wrong ones still do. */
export const giveTryBack = (db: Db, username: string) =>
  sql`update access_attempt set failures = greatest(failures - 1, 0) where username = ${username} and locked_until is null`.execute(db)

export async function forgetTries(db: Db, username: string): Promise<boolean> {
  const { rows } = await sql`delete from access_attempt where username = ${username} returning username`.execute(db)
  return rows.length > 0
}

export type Standing = { name: string; office: Office | null; owesPassword: boolean; totpRequired: boolean; owesTotp: boolean }

/** Who an open account is and what he owes; the second step is owed from the second sign-in on, so that the first can set it up in peace. */
export async function standingOf(db: Db, id: string): Promise<Standing | undefined> {
  const { rows } = await sql<Standing>`
    select u.name, o.office, a.must_change or (p.expire_days > 0 and a.password_at < now() - make_interval(days => p.expire_days)) as "owesPassword", r.required as "totpRequired",
      r.required and a.sign_ins > 1 and not exists (select from access_totp t where t.account_id = u.id and t.confirmed_at is not null) as "owesTotp"
    from auth_user u join access_account a on a.account_id = u.id cross join access_policy p left join access_office o on o.account_id = u.id
      cross join lateral (select p.totp = 'everybody' or (p.totp = 'offices' and o.office is not null) as required) r
    where u.id = ${id} and u.closed_at is null`.execute(db)
  return rows[0]
}

/** Also sweeps what is over: sessions, and tries of names that were left alone for a day. */
export async function noteSignIn(db: Db, { id, username, now }: { id: string; username: string; now: string }): Promise<void> {
  await forgetTries(db, username)
  await sql`update access_account set sign_ins = sign_ins + 1, signed_in_at = ${now} where account_id = ${id}`.execute(db)
  await sql`delete from auth_session s using access_policy p where s."expiresAt" < now() or s.seen_at < now() - make_interval(mins => p.idle_minutes)`.execute(
    db,
  )
  await sql`delete from access_attempt where last_at < now() - interval '1 day' and coalesce(locked_until, last_at) < now()`.execute(db)
}
