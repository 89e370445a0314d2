import { counts } from "#kernel/house.ts"
import { answers, type ModuleJobs } from "#server/context.ts"
import { sittingsOf } from "./store.ts"

export const jobs: ModuleJobs = {
  answers: [answers(counts, async ({ db }, { meetingId }) => [{ room: "sittings", count: (await sittingsOf(db, meetingId)).length, wants: 0 }])],
}
