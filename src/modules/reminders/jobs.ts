import { every, type ModuleJobs } from "#server/context.ts"
import { tidy } from "./service.ts"

export const jobs: ModuleJobs = {
  every: [every("30 3 * * *", "reminders.tidy", ({ transaction }) => transaction(tidy))],
}
