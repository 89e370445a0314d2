import type { OutputOf } from "#kernel/contract.ts"
import type { tasks } from "../contract.ts"

/** One's own task, with the meeting it belongs to. */
export type MyTask = OutputOf<typeof tasks.mine>["rows"][number]
