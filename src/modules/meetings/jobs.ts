import { attention, counts, meetingCreated } from "#kernel/house.ts"
import { keysEnd } from "#modules/access/keys/contract.ts"
import { placesNamed } from "#modules/access/roles/contract.ts"
import { answers, does, type ModuleJobs, on } from "#server/context.ts"
import { takeProfile, whatIsOpen } from "./profile/service.ts"
import { printingScheme } from "./scheme/contract.ts"
import { howMany, takePart, whatIsMissing } from "./scheme/service.ts"
import { printScheme } from "./scheme/sheet/service.ts"
import { keysEndOf, placesBy } from "./store.ts"
import { undoes } from "./undo/service.ts"

export const jobs: ModuleJobs = {
  undoes,
  during: [
    on(meetingCreated, async (ctx, { meetingId, template, parts }) => {
      await takePart(ctx, meetingId, parts.meetings)
      await takeProfile(ctx, { meetingId, template, part: parts.meetings })
    }),
  ],
  work: [does(printingScheme, printScheme)],
  answers: [
    answers(attention, async (ctx, { meetingId }) => [...(await whatIsMissing(ctx, meetingId)), ...(await whatIsOpen(ctx, meetingId))]),
    answers(counts, (ctx, { meetingId }) => howMany(ctx, meetingId)),
    // a device is tried out before its meeting is there: then nothing is known of the end
    answers(keysEnd, async ({ db, platform }, { meetingId }) => ((await platform.places.of("meeting", meetingId)) ? [await keysEndOf(db, meetingId)] : [])),
    answers(placesNamed, ({ db }, { ids }) => placesBy(db, ids)),
  ],
}
