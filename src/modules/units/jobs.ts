import { does, type ModuleJobs } from "#server/context.ts"
import { exportBook } from "./export/service.ts"
import { importBook } from "./intake/apply/service.ts"
import { exporting, importing } from "./intake/contract.ts"

export const jobs: ModuleJobs = { work: [does(importing, importBook), does(exporting, exportBook)] }
