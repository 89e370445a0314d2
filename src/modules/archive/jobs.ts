import { counts } from "#kernel/house.ts"
import { answers, does, type ModuleJobs } from "#server/context.ts"
import { sealPackage } from "./contract.ts"
import { seal } from "./package/service.ts"
import { itemsOf } from "./store.ts"

export const jobs: ModuleJobs = {
  work: [does(sealPackage, seal)],
  answers: [
    answers(counts, async ({ db }, { meetingId }) => {
      const { total } = await itemsOf(db, meetingId, { page: 1, size: 1 })
      return [{ room: "archive", count: total || null, wants: 0 }]
    }),
  ],
}
