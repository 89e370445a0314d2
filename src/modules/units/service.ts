import { Refusal } from "#kernel/contract.ts"
import { newId } from "#kernel/ids.ts"
import { serve } from "#server/api.ts"
import { units } from "./contract.ts"
import { addUnit, removeUnit, renameUnit, unitById, unitsLike } from "./store.ts"

export const unitsService = serve(units, {
  list: ({ db }, { find }) => unitsLike(db, find),
  add: ({ db }, { name, parentId }) => addUnit(db, { id: newId(), parentId, name }),

  async rename({ db }, change) {
    const renamed = await renameUnit(db, change)
    if (!renamed) throw new Refusal("house.notFound")
    return renamed
  },

  async remove({ db }, { id }) {
    const unit = await unitById(db, id)
    if (!unit) throw new Refusal("house.notFound")
    await removeUnit(db, unit)
    return { id }
  },
})
