import { sql } from "kysely"
import { Refusal } from "#kernel/contract.ts"
import type { Db } from "#server/db.ts"
import type { Office } from "../accounts/contract.ts"
import type { Duties, Mode } from "./contract.ts"

/** The organisation's name, given at set-up. The lock orders two set-ups at once. */
export async function organisationOf(db: Db, lock: boolean): Promise<string | undefined> {
  if (lock) await sql`select pg_advisory_xact_lock(hashtext('access.setUp'))`.execute(db)
  const { rows } = await sql<{ name: string }>`select value #>> '{}' as name from house_setting where name = 'organisation'`.execute(db)
  return rows[0]?.name
}

export async function setOrganisation(db: Db, name: string): Promise<void> {
  await sql`insert into house_setting (name, value) values ('organisation', to_jsonb(${name}::text))`.execute(db)
}

/** A house from before the choice has one owner. */
export async function modeOf(db: Db): Promise<Mode> {
  const { rows } = await sql<{ mode: Mode }>`select value #>> '{}' as mode from house_setting where name = 'mode'`.execute(db)
  return rows[0]?.mode ?? "owner"
}

export async function setMode(db: Db, mode: Mode): Promise<void> {
  await sql`insert into house_setting (name, value) values ('mode', to_jsonb(${mode}::text)) on conflict (name) do update set value = excluded.value`.execute(
    db,
  )
}

export async function officeOf(db: Db, id: string): Promise<Office | undefined> {
  const { rows } = await sql<{ office: Office }>`select office from access_office where account_id = ${id}`.execute(db)
  return rows[0]?.office
}

/** Two spellings of one person: spaces and capitals do not make another. */
export const personOf = (name: string): string => name.normalize("NFKC").toLowerCase().replace(/\s/g, "")

/** Throws access.samePerson, access.holdsGrants. */
export async function addOffice(db: Db, { id, name, office }: { id: string; name: string; office: Office }): Promise<void> {
  try {
    await sql`insert into access_office (account_id, office, person) values (${id}, ${office}, ${personOf(name)})`.execute(db)
  } catch (error) {
    const { constraint } = error as { constraint?: string }
    if (constraint === "access_office_person" || constraint === "access_office_pkey") throw new Refusal("access.samePerson")
    if (constraint === "access_office_alone") throw new Refusal("access.holdsGrants")
    throw error
  }
}

export async function removeOffice(db: Db, id: string): Promise<boolean> {
  const { rows } = await sql`delete from access_office where account_id = ${id} returning office`.execute(db)
  return rows.length > 0
}

/** How many offices still have an open holder; the lock keeps two holders from removing each other at once. */
export async function officesHeld(db: Db): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtext('access.owners'))`.execute(db)
  const { rows } = await sql<{ count: number }>`select count(distinct o.office)::int as count
    from access_office o join auth_user u on u.id = o.account_id where u.closed_at is null`.execute(db)
  return rows[0]?.count ?? 0
}

/** Who held everything keeps the work of a meeting's office; other roles lose what belongs to the three, and keys of such roles end. */
export async function takeDownOwners(db: Db, now: string): Promise<void> {
  const above = sql`(o = '*' or o like 'access.%' or o like 'audit.%')`
  const without = sql`(select coalesce(array_agg(o), '{}') from unnest(r.operations) o where not ${above})`
  await sql`update access_api_key k set revoked_at = ${now} from access_role r
    where r.id = k.role_id and k.revoked_at is null and exists (select from unnest(r.operations) o where ${above})`.execute(db)
  await sql`update access_role r set operations = coalesce(nullif(${without}, '{}'), (select operations from access_role where preset = 'chief'), '{meetings.*}')
    where exists (select from unnest(r.operations) o where ${above})`.execute(db)
}

export async function dutiesOf(db: Db): Promise<Duties> {
  const { rows } = await sql<Duties>`
    with account as (select u.id, o.office, coalesce(a.must_change, false) as must_change, coalesce(a.sign_ins, 0) as sign_ins, t.locked_until > now() as is_locked,
        exists (select from access_grant g where g.account_id = u.id and (g.valid_until is null or g.valid_until > now())) as has_rights,
        exists (select from access_totp p where p.account_id = u.id and p.confirmed_at is not null) as has_totp
      from auth_user u left join access_office o on o.account_id = u.id left join access_account a on a.account_id = u.id left join access_attempt t on t.username = u.username
      where u.closed_at is null)
    select count(*)::int as accounts, (count(*) filter (where is_locked))::int as locked, (count(*) filter (where must_change))::int as "mustChange",
      (count(*) filter (where sign_ins = 0))::int as "neverSignedIn", (count(*) filter (where office is null and not has_rights))::int as "withoutRights",
      (count(*) filter (where office is not null and not has_totp))::int as "officesWithoutTotp",
      (select count(*) from auth_session s cross join access_policy p where s."expiresAt" > now() and s.seen_at > now() - make_interval(mins => p.idle_minutes))::int as "signedIn",
      coalesce((select jsonb_agg(jsonb_build_object('office', o.office, 'name', u.name) order by o.office, u.name)
        from access_office o join auth_user u on u.id = o.account_id where u.closed_at is null), '[]') as holders
    from account`.execute(db)
  return rows[0] as Duties
}
