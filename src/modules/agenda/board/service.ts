/** A leader who is wanted in two meetings at the same hour. */
import type { Context } from "#server/context.ts"
import { type Collision, collisionsOf } from "./store.ts"

export const leadersTwice = ({ db }: Context, { ids }: { ids: string[] }): Promise<Collision[]> => collisionsOf(db, ids)
