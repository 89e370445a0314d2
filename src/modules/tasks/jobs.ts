import { attention, counts, meetingCreated, search } from "#kernel/house.ts"
import { standings } from "#modules/meetings/board/contract.ts"
import { moved, moving } from "#modules/meetings/contract.ts"
import { parts } from "#modules/meetings/copy/contract.ts"
import { everywhere } from "#modules/meetings/finding/contract.ts"
import { paperDue } from "#modules/meetings/scheme/contract.ts"
import { answers, answersAs, does, every, type ModuleJobs, on } from "#server/context.ts"
import { paperDueHere, standingsHere } from "./board/service.ts"
import { tasks } from "./contract.ts"
import { partOf } from "./copy/service.ts"
import { tasksEverywhere } from "./finding/service.ts"
import { whatIsOpen } from "./ledgers/service.ts"
import { placeAll, wouldMove } from "./placing/service.ts"
import { raiseAlarms, remindAll, whatIsUnconfirmed } from "./reminding/service.ts"
import { found, takePart, whatIsDue, whatIsLate } from "./service.ts"
import { printStandup } from "./standup/contract.ts"
import { printRecord } from "./standup/service.ts"
import { undoes } from "./undo/service.ts"

export const jobs: ModuleJobs = {
  undoes,
  during: [
    on(meetingCreated, async (ctx, { meetingId, parts }) => {
      if (parts.tasks !== undefined) await takePart(ctx, meetingId, parts.tasks)
    }),
    on(moved, (ctx, { meetingId, to }) => placeAll(ctx, meetingId, to)),
  ],
  every: [every("0 8 * * *", "tasks.remind", remindAll), every("* * * * *", "tasks.alarm", raiseAlarms)],
  work: [does(printStandup, printRecord)],
  answers: [
    answers(parts, (ctx, { meetingId, people }) => partOf(ctx, meetingId, people !== "none")),
    answers(everywhere, tasksEverywhere),
    answers(standings, standingsHere),
    answers(paperDue, paperDueHere),
    answers(moving, (ctx, { meetingId, to }) => wouldMove(ctx, meetingId, to)),
    answers(attention, (ctx, { meetingId }) => whatIsUnconfirmed(ctx, meetingId)),
    answers(attention, (ctx, { meetingId }) => whatIsLate(ctx, meetingId)),
    answers(attention, (ctx, { meetingId }) => whatIsOpen(ctx, meetingId)),
    answers(counts, (ctx, { meetingId }) => whatIsDue(ctx, meetingId)),
    answersAs(tasks.list, search, (ctx, { meetingId, find }) => found(ctx, meetingId, find)),
  ],
}
