import { keysEnd } from "#modules/access/keys/contract.ts"
import { placesNamed } from "#modules/access/roles/contract.ts"
import { answers, type ModuleJobs } from "#server/context.ts"
import { keysEndOf, placesBy } from "./store.ts"

export const jobs: ModuleJobs = {
  answers: [
    // a device is tried out before its meeting is there: then nothing is known of the end
    answers(keysEnd, async ({ db, platform }, { meetingId }) => ((await platform.places.of("meeting", meetingId)) ? [await keysEndOf(db, meetingId)] : [])),
    answers(placesNamed, ({ db }, { ids }) => placesBy(db, ids)),
  ],
}
