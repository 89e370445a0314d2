import { fill } from "#kernel/words.ts"
import type { Context } from "#server/context.ts"
import type { Hall, Rostrum } from "../contract.ts"
import { planOf } from "../store.ts"
import { words } from "../words.ts"

/** The hall as the part `seating` of a template describes it. */
export function partFrom({ hall, rostrum }: { hall: Hall; rostrum: Rostrum }) {
  const blocks = hall.sections.map(({ name, seats }, at) => ({ key: `block-${at + 1}`, name, seats }))
  const entrances = [...new Set(hall.sections.map(({ entrance }) => entrance).filter(Boolean))].map((name) => ({
    name,
    blocks: blocks.filter((_, at) => hall.sections[at]?.entrance === name).map(({ key }) => key),
  }))
  return {
    rostrum: { name: rostrum.name, scheme: rostrum.even === "two-right" ? "A" : "B", rows: rostrum.rows },
    hall: { name: hall.name, rows: hall.rows, blocks, crossAislesAfter: hall.aislesAfterRows, entrances },
  }
}

/** The room with its order of sitting; nobody sits in it yet. */
export async function partOf({ db, locale }: Context, meetingId: string) {
  const plan = await planOf(db, meetingId)
  if (!plan) return []
  return [
    { module: "seating", part: { ...partFrom(plan), order: plan.order }, said: [fill(words[locale].copied, { hall: plan.hall.name, rows: plan.hall.rows })] },
  ]
}
