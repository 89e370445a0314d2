import { type RawBuilder, sql } from "kysely"
import { Refusal } from "#kernel/contract.ts"
import type { Db } from "#server/db.ts"
import presets from "../data/flows.json" with { type: "json" }
import { Flow, FlowText } from "./contract.ts"

type Tables = {
  approval_flow: {
    id: string
    kind: string
    name: string
    is_required: boolean
    is_closed: boolean
    version: number
    updated_by: string
    updated_at: string
  }
  approval_flow_version: { flow_id: string; version: number; text: RawBuilder<FlowText>; made_by: string; made_at: string }
}
const on = (db: Db) => db.withTables<Tables>()
type Hand = { by: string; at: string }

/** What came with the product stands until somebody changes it: then the row under the same id says what holds. */
const asTheyCame: readonly Flow[] = presets.map((preset) => Flow.parse({ ...preset, version: 0, isClosed: false, updatedBy: null }))

export async function flowsIn(db: Db): Promise<Flow[]> {
  const { rows } = await sql<{ id: string; version: number; isClosed: boolean; updatedBy: string; text: unknown }>`
    select f.id, f.version, f.is_closed as "isClosed", f.updated_by as "updatedBy", v.text
    from approval_flow f join approval_flow_version v on v.flow_id = f.id and v.version = f.version order by f.id`.execute(db)
  const own = rows.map(({ text, ...row }) => ({ ...FlowText.parse(text), ...row }))
  return [...asTheyCame.filter(({ id }) => !own.some((flow) => flow.id === id)), ...own]
}

/** Throws approvals.noSuchFlow. */
export async function openFlow(db: Db, id: string): Promise<Flow> {
  const flow = (await flowsIn(db)).find((one) => one.id === id && !one.isClosed)
  if (!flow) throw new Refusal("approvals.noSuchFlow")
  return flow
}

/** Adds the next version; the row is locked by it, so that two who change at once are told apart. Answers false when somebody was quicker. */
export async function saveFlow(db: Db, { id, text, seen, isClosed = false }: { id: string; text: FlowText; seen: number; isClosed?: boolean }, hand: Hand) {
  const version = seen + 1
  const row = { kind: text.kind, name: text.name, is_required: text.isRequired, is_closed: isClosed, version, updated_by: hand.by, updated_at: hand.at }
  try {
    const { numInsertedOrUpdatedRows } = await on(db)
      .insertInto("approval_flow")
      .values({ id, ...row })
      .onConflict((conflict) => conflict.column("id").doUpdateSet(row).where("approval_flow.version", "=", seen))
      .executeTakeFirst()
    if (!numInsertedOrUpdatedRows) return false
  } catch (error) {
    if ((error as { constraint?: string }).constraint === "approval_flow_name_once") throw new Refusal("approvals.flowTaken", { name: text.name })
    throw error
  }
  const kept = sql<FlowText>`${JSON.stringify(FlowText.parse(text))}::jsonb`
  await on(db).insertInto("approval_flow_version").values({ flow_id: id, version, text: kept, made_by: hand.by, made_at: hand.at }).execute()
  return true
}
