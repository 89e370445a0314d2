/** What a command leaves must agree with itself: its audit entry, the changes of its rows, its announcement and its remembered answer, all of one transaction. */
import pg from "pg"
import { audit } from "#modules/audit/contract.ts"
import { type Client, ended } from "../../bench/running.ts"
import { must, until } from "./kill.ts"

/** `xmin` of a row is the low half of the transaction that wrote it: what shares it was committed together. */
const remembered = `
  select i.operation, i.answer ->> 'id' as id, e.id as entry, e.object_id as object, e.result,
    (select count(*)::int from outbox o where o.xmin::text = i.xmin::text) as announced,
    (select count(*)::int from audit_change c where c.entry_id = e.id) as changed
  from idempotency i left join audit_entry e on e.xmin::text = i.xmin::text and e.operation = i.operation`

/** Units of the house that no command of the audit made, and the other way round. */
const orphans = `
  select (select count(*)::int from unit u where not exists (select from audit_change c where c.table_name = 'unit' and c.after ->> 'id' = u.id::text and c.before is null)) as unknown,
    (select count(*)::int from audit_change c where c.table_name = 'unit' and c.before is null and not exists (select from unit u where u.id::text = c.after ->> 'id')
      and not exists (select from audit_change d where d.table_name = 'unit' and d.after is null and d.before ->> 'id' = c.after ->> 'id')) as lost,
    (select count(*)::int from audit_change c where not exists (select from audit_entry e where e.id = c.entry_id)) as changes_alone,
    (select count(*)::int from outbox o where o.topic = 'units' and not exists (select from audit_entry e where e.xmin::text = o.xmin::text)) as told_alone`

/** Answers how many commands were looked at. Throws with what does not agree. */
export async function agreementOf(databaseUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const { rows } = await client.query(remembered)
    for (const { operation, id, entry, object, result, announced, changed } of rows) {
      must(entry !== null && result === "done", `${operation} ${id} is remembered without an audit entry of its transaction`)
      must(id === null || id === object, `${operation} answered ${id}, its audit entry says ${object}`)
      must(announced > 0, `${operation} ${id} was not announced`)
      must(changed > 0, `${operation} ${id} left no change in the audit`)
    }
    const [left] = (await client.query(orphans)).rows
    for (const [what, count] of Object.entries(left)) must(count === 0, `half done: ${what} ${count}`)
    return rows.length
  } finally {
    await client.end()
  }
}

/** Every entry is sealed within seconds, whichever process does it, and the chain of seals is whole. */
export async function mustBeSealed(owner: Client, databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const isSealed = async () =>
      (await client.query("select 1 from audit_pending p join audit_entry e on e.id = p.entry_id where e.at < now() - interval '2 seconds' limit 1"))
        .rowCount === 0
    await until(isSealed, "what was done is sealed into the audit")
  } finally {
    await client.end()
  }
  const { jobId } = await owner(audit.verify, {})
  const verified = await ended(owner, jobId)
  must(verified.intact === true, `the audit is not intact: ${JSON.stringify(verified.broken)}`)
}
