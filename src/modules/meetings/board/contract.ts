/** 会议一览: several meetings side by side — where each stands, what is late or wrong in it, and where two of them want the same hall or leader. */
import { z } from "zod"
import { query, question } from "#kernel/contract.ts"
import { ClockTime, Day, Id } from "#kernel/types.ts"

const Clash = z.object({
  what: z.enum(["hall", "leader"]),
  /** The hall, or the leader. */
  name: z.string(),
  day: Day,
  /** null: a meeting that is not the reader's. */
  with: z.string().nullable(),
})
export type Clash = z.infer<typeof Clash>

const numbers = { total: z.int(), done: z.int(), late: z.int(), dueToday: z.int(), wrong: z.int() }

export const BoardLine = z.object({
  id: Id,
  name: z.string(),
  host: z.string(),
  place: z.string(),
  hall: z.string(),
  arrivesOn: Day,
  startsOn: Day,
  endsOn: Day,
  departsOn: Day,
  opensAt: ClockTime,
  phase: z.enum(["prepare", "arrive", "hold", "after"]),
  today: Day,
  /** The first day on which something was to be done for it. */
  begunOn: Day,
  unit: z.string().nullable(),
  series: z.string().nullable(),
  /** Named in it himself, or with tasks of his own. */
  isMine: z.boolean(),
  /** null: the reader may see the meeting, but not how it stands. */
  numbers: z.object(numbers).nullable(),
  clashes: z.array(Clash),
})
export type BoardLine = z.infer<typeof BoardLine>

export const boardOperations = {
  board: query({ scope: "self", follows: ["tasks", "agenda"] }, z.object({}), z.array(BoardLine)),
}

const some = z.object({ ids: z.array(Id) })
/** How these meetings stand: each module counts its own, in as many statements for two hundred as for one. */
export const standings = question(
  "meetings.standings",
  some.extend({ accountId: z.string() }),
  z.array(z.object({ meetingId: Id, ...numbers, mine: z.int(), begunOn: Day.nullable() })),
)
/** Who of the leaders is wanted in two meetings at the same hour. */
export const collisions = question("meetings.collisions", some, z.array(z.object({ meetingId: Id, withId: Id, name: z.string(), day: Day })))
