import { attention, collect, counts, meetingCreated, search } from "#kernel/house.ts"
import { partsNamed } from "#modules/access/roles/contract.ts"
import { figures } from "#modules/meetings/contract.ts"
import { parts } from "#modules/meetings/copy/contract.ts"
import { everywhere } from "#modules/meetings/finding/contract.ts"
import { annexes } from "#modules/meetings/scheme/contract.ts"
import { answers, does, every, type ModuleJobs, on } from "#server/context.ts"
import { printMembers } from "./bodies/listing/service.ts"
import { printingMembers } from "./bodies/members/contract.ts"
import { delegationNames } from "./bodies/store.ts"
import { exporting } from "./contract.ts"
import { partOf, takePeople } from "./copy/service.ts"
import { peopleEverywhere } from "./finding/service.ts"
import { exportingLeaves } from "./leave/contract.ts"
import { exportLeaves } from "./leave/listing/service.ts"
import { undoes as undoesOfLeave } from "./leave/undo/service.ts"
import { readOldNames } from "./order/service.ts"
import { sealNumbers } from "./person/service.ts"
import { deleteByDate } from "./privacy/deletion/service.ts"
import { printingReport } from "./qualification/contract.ts"
import { printReport } from "./qualification/printing/service.ts"
import { papersOf, whatWaits } from "./qualification/service.ts"
import { importing } from "./roster/contract.ts"
import { exportRoster } from "./roster/export/service.ts"
import { importRoster } from "./roster/intake/service.ts"
import { undoes as undoesOfRoster } from "./roster/undo/service.ts"
import { annexOf, figuresOf, found, howMany, takePart, whatIsWrong } from "./service.ts"

export const jobs: ModuleJobs = {
  undoes: [...undoesOfRoster, ...undoesOfLeave],
  work: [
    does(importing, importRoster),
    does(exporting, exportRoster),
    does(printingMembers, printMembers),
    does(exportingLeaves, exportLeaves),
    does(printingReport, printReport),
  ],
  every: [
    every("* * * * *", "attendees.sealNumbers", sealNumbers),
    every("* * * * *", "attendees.readNames", readOldNames),
    every("20 2 * * *", "attendees.deleteByDate", deleteByDate),
  ],
  during: [
    on(meetingCreated, (ctx, { meetingId, parts }) => takePart(ctx, meetingId, parts.attendees)),
    on(meetingCreated, (ctx, { meetingId, parts }) => takePeople(ctx, meetingId, parts.attendees)),
  ],
  answers: [
    answers(parts, (ctx, { meetingId, people }) => partOf(ctx, meetingId, people)),
    answers(annexes, (ctx, { meetingId }) => annexOf(ctx, meetingId)),
    answers(partsNamed, async ({ db }, { meetingIds }) => (await delegationNames(db, meetingIds)).map((one) => ({ ...one, kind: "delegation" as const }))),
    answers(attention, (ctx, { meetingId }) => whatIsWrong(ctx, meetingId), ["delegation"]),
    answers(attention, (ctx, { meetingId }) => whatWaits(ctx, meetingId)),
    answers(collect, (ctx, { meetingId }) => papersOf(ctx, meetingId)),
    answers(counts, (ctx, { meetingId }) => howMany(ctx, meetingId), ["delegation"]),
    answers(figures, (ctx, { meetingId }) => figuresOf(ctx, meetingId), ["delegation"]),
    answers(everywhere, peopleEverywhere),
    answers(search, (ctx, { meetingId, find }) => found(ctx, meetingId, find), ["delegation"]),
  ],
}
