import { does, type ModuleJobs } from "#server/context.ts"
import { exporting, verifying } from "./contract.ts"
import { exportEntries } from "./export/service.ts"
import { verify } from "./service.ts"

export const jobs: ModuleJobs = { work: [does(verifying, verify), does(exporting, exportEntries)] }
