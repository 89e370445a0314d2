import { Refusal } from "#kernel/contract.ts"
import { newId } from "#kernel/ids.ts"
import { serve } from "#server/api.ts"
import type { Db } from "#server/db.ts"
import { type Unit, units } from "./contract.ts"
import { addUnit, removeUnit, renameUnit, unitById, unitsLike } from "./store.ts"

async function mustBeUnit(db: Db, id: string): Promise<Unit> {
  const unit = await unitById(db, id)
  if (!unit) throw new Refusal("house.notFound")
  return unit
}

export const unitsService = serve(units, {
  list: ({ db }, { find }) => unitsLike(db, find),
  get: ({ db }, { id }) => mustBeUnit(db, id),
  add: ({ db }, { name, parentId }) => addUnit(db, { id: newId(), parentId, name }),

  async rename({ db }, change) {
    const renamed = await renameUnit(db, change)
    if (!renamed) throw new Refusal("house.notFound")
    return renamed
  },

  async remove({ db }, { id }) {
    await removeUnit(db, await mustBeUnit(db, id))
    return { id }
  },
})
