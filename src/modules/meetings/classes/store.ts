import { sql } from "kysely"
import { Refusal } from "#kernel/contract.ts"
import type { Db } from "#server/db.ts"
import type { ClassRules, ClassRuleText } from "./contract.ts"

type Hand = { by: string; at: string }
type Row = ClassRules & { id: string }

const shown = sql`id, source, valid_from as "validFrom", valid_to as "validTo", limits, clauses, version`

/** The organisation's own, the newest first. */
export async function ownRules(db: Db): Promise<Row[]> {
  const { rows } = await sql<Row>`select ${shown} from class_rules order by valid_from desc`.execute(db)
  return rows
}

export async function lastHand(db: Db, id: string): Promise<Hand | undefined> {
  const { rows } = await sql<Hand>`select updated_by as by, updated_at as at from class_rules where id = ${id}`.execute(db)
  return rows[0]
}

async function oneADay<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if ((error as { constraint?: string }).constraint === "class_rules_one_a_day") throw new Refusal("meetings.rulesOverlap")
    throw error
  }
}

export async function addRules(db: Db, id: string, text: ClassRuleText, { by, at }: Hand): Promise<void> {
  await oneADay(
    sql`insert into class_rules (id, source, valid_from, valid_to, limits, clauses, updated_by, updated_at)
      values (${id}, ${text.source}, ${text.validFrom}, ${text.validTo}, ${JSON.stringify(text.limits)}::jsonb, ${JSON.stringify(text.clauses)}::jsonb, ${by}, ${at})`.execute(
      db,
    ),
  )
}

type Seen = { id: string; version: number }
/** False: somebody changed it since, or it is gone. */
export async function changeRules(db: Db, { id, version, ...text }: ClassRuleText & Seen, { by, at }: Hand): Promise<boolean> {
  const { numAffectedRows } = await oneADay(
    sql`update class_rules set source = ${text.source}, valid_from = ${text.validFrom}, valid_to = ${text.validTo}, limits = ${JSON.stringify(text.limits)}::jsonb,
      clauses = ${JSON.stringify(text.clauses)}::jsonb, version = version + 1, updated_by = ${by}, updated_at = ${at} where id = ${id} and version = ${version}`.execute(
      db,
    ),
  )
  return Boolean(numAffectedRows)
}

export async function removeRules(db: Db, { id, version }: Seen): Promise<boolean> {
  const { numAffectedRows } = await sql`delete from class_rules where id = ${id} and version = ${version}`.execute(db)
  return Boolean(numAffectedRows)
}
