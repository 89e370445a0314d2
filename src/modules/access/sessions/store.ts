import { sql } from "kysely"
import type { Db } from "#server/db.ts"
import type { Office } from "../accounts/contract.ts"

/**
 * Is the session still alive by the policy? Seen is noted once a minute, and only while a person is at the browser:
 * a desk left alone goes on reading what changes, and would never end.
 */
export async function seeSession(db: Db, { token, isIdle }: { token: string; isIdle: boolean }): Promise<boolean> {
  const { rows } = await sql<{ isLate: boolean }>`select s.seen_at < now() - interval '1 minute' as "isLate" from auth_session s cross join access_policy p
    where s.token = ${token} and s.seen_at > now() - make_interval(mins => p.idle_minutes) and s."createdAt" > now() - make_interval(hours => p.life_hours)`.execute(
    db,
  )
  const [session] = rows
  if (session?.isLate && !isIdle) await sql`update auth_session set seen_at = now() where token = ${token}`.execute(db)
  return session !== undefined
}

export async function endSessions(db: Db, id: string, exceptToken = ""): Promise<number> {
  const { rows } = await sql`delete from auth_session where "userId" = ${id} and token <> ${exceptToken} returning id`.execute(db)
  return rows.length
}

/** `accountId` undefined: whosever it is. */
export async function endSession(db: Db, { id, accountId }: { id: string; accountId?: string }): Promise<boolean> {
  const { rows } =
    await sql`delete from auth_session where id = ${id} and (${accountId ?? null}::uuid is null or "userId" = ${accountId ?? null}) returning id`.execute(db)
  return rows.length > 0
}

export type StoredSession = {
  id: string
  token: string
  userAgent: string
  address: string
  since: string
  seenAt: string
  accountId: string
  name: string
  username: string
  office: Office | null
}
export async function sessionsOf(db: Db, accountId: string | null): Promise<StoredSession[]> {
  const { rows } = await sql<StoredSession>`select s.id, s.token, coalesce(s."userAgent", '') as "userAgent", coalesce(s."ipAddress", '') as address,
      s."createdAt" as since, s.seen_at as "seenAt", u.id as "accountId", u.name, u.username, o.office
    from auth_session s join auth_user u on u.id = s."userId" cross join access_policy p left join access_office o on o.account_id = u.id
    where (${accountId}::uuid is null or u.id = ${accountId}) and s."expiresAt" > now() and s.seen_at > now() - make_interval(mins => p.idle_minutes)
    order by s.seen_at desc, s.id limit 500`.execute(db)
  return rows
}
