/** A meeting made from the template through the door, as an office makes it. */
import { addDays, dayOf } from "#kernel/dates.ts"
import { as } from "../../../test/harness.ts"
import { type Meeting, meetings } from "./contract.ts"
import { proposedDates } from "./rules.ts"
import { templateBy } from "./templates/rules.ts"

type Wanted = { name?: string; startsOn?: string; days?: number }

/** Opens 30 days from now unless another day is wanted, so that part of the countdown is already late. */
export async function givenMeeting({ name = "海州市第十次代表大会", startsOn, days }: Wanted = {}): Promise<{ meetingId: string; meeting: Meeting }> {
  const { defaults } = templateBy("congress")
  const opening = startsOn ?? addDays(dayOf(new Date().toISOString(), "Asia/Shanghai"), 30)
  const dates = proposedDates(opening, { ...defaults, days: days ?? defaults.days })
  const office = await as("*")
  const meeting = await office(meetings.create, { name, theme: "", host: "海州市", place: defaults.place, hall: defaults.hall, ...dates })
  return { meetingId: meeting.id, meeting }
}
