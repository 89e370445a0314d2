/** How several meetings stand by their tasks and ledgers. */
import type { Context } from "#server/context.ts"
import { paperDays, type Standing, standingsOf } from "./store.ts"

export const standingsHere = ({ db }: Context, { ids, accountId }: { ids: string[]; accountId: string }): Promise<Standing[]> => standingsOf(db, ids, accountId)

export const paperDueHere = ({ db }: Context, { meetingId, paper }: { meetingId: string; paper: string }): Promise<string[]> => paperDays(db, meetingId, paper)
