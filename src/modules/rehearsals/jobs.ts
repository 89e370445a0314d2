import { attention, counts, meetingCreated, search } from "#kernel/house.ts"
import { moved, moving } from "#modules/meetings/contract.ts"
import { parts } from "#modules/meetings/copy/contract.ts"
import { origins } from "#modules/tasks/origin/contract.ts"
import { answers, answersAs, does, type ModuleJobs, on, undoing } from "#server/context.ts"
import { putBack } from "#server/undo.ts"
import { printing, rehearsals } from "./contract.ts"
import { partOf } from "./copy/service.ts"
import { foundFor, whatIsOpen } from "./findings/service.ts"
import { moveRuns, wouldMove } from "./runs/service.ts"
import { found, howMany } from "./service.ts"
import { printPages } from "./sheet/service.ts"
import { takePart } from "./template/service.ts"

export const jobs: ModuleJobs = {
  undoes: [rehearsals.removeScript, rehearsals.settle, rehearsals.unsettle].map(({ name }) => undoing(name, putBack)),
  during: [
    on(meetingCreated, async (ctx, { meetingId, parts }) => {
      if (parts.rehearsals !== undefined) await takePart(ctx, meetingId, parts.rehearsals)
    }),
    on(moved, moveRuns),
  ],
  work: [does(printing, printPages)],
  answers: [
    answers(moving, wouldMove),
    answers(parts, (ctx, { meetingId }) => partOf(ctx, meetingId)),
    answers(origins, foundFor),
    answers(attention, (ctx, { meetingId }) => whatIsOpen(ctx, meetingId)),
    answers(counts, (ctx, { meetingId }) => howMany(ctx, meetingId)),
    answersAs(rehearsals.scripts, search, (ctx, { meetingId, find }) => found(ctx, meetingId, find)),
  ],
}
