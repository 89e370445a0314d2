import { attention, collect, counts, meetingCreated, search } from "#kernel/house.ts"
import { leaveSessions } from "#modules/attendees/leave/contract.ts"
import { collisions } from "#modules/meetings/board/contract.ts"
import { moved, moving, relocated, relocating } from "#modules/meetings/contract.ts"
import { parts } from "#modules/meetings/copy/contract.ts"
import { annexes } from "#modules/meetings/scheme/contract.ts"
import { anchors } from "#modules/tasks/contract.ts"
import { answers, answersAs, does, type ModuleJobs, on } from "#server/context.ts"
import { leadersTwice } from "./board/service.ts"
import { agenda, printProgramme } from "./contract.ts"
import { partOf } from "./copy/service.ts"
import { printedBefore, relocateAll, wouldRelocate } from "./place/service.ts"
import { anchorsUnder, annexOf, found, howMany, moveAll, papersFor, takePart, whatClashes, wouldMove } from "./service.ts"
import { printSheet } from "./sheet/service.ts"
import { sessionTimes } from "./store.ts"
import { undoes } from "./undo/service.ts"

export const jobs: ModuleJobs = {
  undoes,
  during: [
    on(meetingCreated, async (ctx, { meetingId, parts }) => {
      if (parts.agenda !== undefined) await takePart(ctx, meetingId, parts.agenda)
    }),
    on(relocated, relocateAll),
    on(moved, (ctx, { meetingId, to }) => moveAll(ctx, meetingId, to)),
  ],
  answers: [
    answers(parts, (ctx, { meetingId }) => partOf(ctx, meetingId)),
    answers(anchors, (ctx, { meetingId, dates }) => anchorsUnder(ctx, meetingId, dates)),
    answers(leaveSessions, (ctx, { meetingId }) => sessionTimes(ctx.db, meetingId), ["delegation"]),
    answers(moving, async (ctx, { meetingId, to }) => [...(await wouldMove(ctx, meetingId, to)), ...(await printedBefore(ctx, meetingId))]),
    answers(collisions, leadersTwice),
    answers(relocating, wouldRelocate),
    answers(annexes, (ctx, { meetingId }) => annexOf(ctx, meetingId)),
    answers(attention, (ctx, { meetingId }) => whatClashes(ctx, meetingId)),
    answers(counts, (ctx, { meetingId }) => howMany(ctx, meetingId), ["delegation", "gate"]),
    answers(collect, (ctx, { meetingId }) => papersFor(ctx, meetingId)),
    answersAs(agenda.list, search, (ctx, { meetingId, find }) => found(ctx, meetingId, find)),
  ],
  work: [does(printProgramme, printSheet)],
}
