import { Refusal } from "#kernel/contract.ts"
import type { Db } from "#server/db.ts"
import type { Unit } from "./contract.ts"

type Tables = { unit: { id: string; parent_id: string | null; name: string } }
const on = (db: Db) => db.withTables<Tables>()
const unit = ["id", "parent_id as parentId", "name"] as const

export const unitsLike = (db: Db, find: string | undefined): Promise<Unit[]> =>
  on(db)
    .selectFrom("unit")
    .select(unit)
    .$if(Boolean(find), (query) => query.where("name", "like", `%${(find ?? "").replace(/[\\%_]/g, "\\$&")}%`))
    .orderBy("id")
    .limit(1000)
    .execute()

export const unitById = (db: Db, id: string): Promise<Unit | undefined> => on(db).selectFrom("unit").select(unit).where("id", "=", id).executeTakeFirst()

export const addUnit = (db: Db, row: Unit): Promise<Unit> =>
  named(row.name, on(db).insertInto("unit").values({ id: row.id, parent_id: row.parentId, name: row.name }).returning(unit).executeTakeFirstOrThrow())

export const renameUnit = (db: Db, { id, name }: { id: string; name: string }): Promise<Unit | undefined> =>
  named(name, on(db).updateTable("unit").set({ name }).where("id", "=", id).returning(unit).executeTakeFirst())

export async function removeUnit(db: Db, { id, name }: Unit): Promise<void> {
  try {
    await on(db).deleteFrom("unit").where("id", "=", id).execute()
  } catch (error) {
    // foreign_key_violation, or restrict_violation since PostgreSQL 18
    if (["23503", "23001"].includes((error as { code?: string }).code ?? "")) throw new Refusal("units.stillNeeded", { name })
    throw error
  }
}

async function named<T>(name: string, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if ((error as { constraint?: string }).constraint === "unit_name_once") throw new Refusal("units.nameTaken", { name })
    throw error
  }
}
