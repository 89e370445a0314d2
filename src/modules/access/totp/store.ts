import { sql } from "kysely"
import type { Db } from "#server/db.ts"

/** A secret waits until its first code has come; an authenticator that is on is not touched. Answers false there. */
export async function keepSecret(db: Db, { id, sealed }: { id: string; sealed: string }): Promise<boolean> {
  const { rows } = await sql`insert into access_totp as t (account_id, sealed) values (${id}, ${sealed})
    on conflict (account_id) do update set sealed = excluded.sealed, last_step = 0 where t.confirmed_at is null returning account_id`.execute(db)
  return rows.length > 0
}

export async function waitingSecret(db: Db, id: string): Promise<string | undefined> {
  const { rows } = await sql<{ sealed: string }>`select sealed from access_totp where account_id = ${id} and confirmed_at is null`.execute(db)
  return rows[0]?.sealed
}

export async function confirm(db: Db, { id, step, now }: { id: string; step: number; now: string }): Promise<boolean> {
  const { rows } =
    await sql`update access_totp set confirmed_at = ${now}, last_step = ${step} where account_id = ${id} and confirmed_at is null returning account_id`.execute(
      db,
    )
  return rows.length > 0
}

/** One statement: of two who bring the same code at once, one is too late. */
export async function takeStep(db: Db, id: string, step: number): Promise<boolean> {
  const { rows } = await sql`update access_totp set last_step = ${step} where account_id = ${id} and last_step < ${step} returning account_id`.execute(db)
  return rows.length > 0
}

export async function takeRecovery(db: Db, id: string, hash: string): Promise<boolean> {
  const { rows } = await sql`update access_recovery set used_at = now() where account_id = ${id} and hash = ${hash} and used_at is null returning hash`.execute(
    db,
  )
  return rows.length > 0
}

export async function replaceRecovery(db: Db, id: string, hashes: readonly string[]): Promise<void> {
  await sql`delete from access_recovery where account_id = ${id}`.execute(db)
  await sql`insert into access_recovery (account_id, hash) select ${id}, unnest(${hashes}::text[])`.execute(db)
}

export async function totpOf(db: Db, id: string): Promise<{ isOn: boolean; recoveryLeft: number }> {
  const { rows } = await sql<{ isOn: boolean; recoveryLeft: number }>`
    select exists (select from access_totp where account_id = ${id} and confirmed_at is not null) as "isOn",
      (select count(*) from access_recovery where account_id = ${id} and used_at is null)::int as "recoveryLeft"`.execute(db)
  return rows[0] ?? { isOn: false, recoveryLeft: 0 }
}

/** Answers whether one was on. */
export async function removeTotp(db: Db, id: string): Promise<boolean> {
  const { rows } =
    await sql`with codes as (delete from access_recovery where account_id = ${id}) delete from access_totp where account_id = ${id} returning account_id`.execute(
      db,
    )
  return rows.length > 0
}
