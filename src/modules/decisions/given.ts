/** A decision with its unit, and the unit's own way in. */
import { addDays, dayOf } from "#kernel/dates.ts"
import { newId } from "#kernel/ids.ts"
import { givenMeeting } from "#modules/meetings/given.ts"
import { units } from "#modules/units/contract.ts"
import { as, type Caller } from "../../../test/harness.ts"
import { type Decision, decisions } from "./contract.ts"

export const dayFromNow = (days: number): string => addDays(dayOf(new Date().toISOString(), "Asia/Shanghai"), days)

export async function givenUnit(name = `市财政局${newId().slice(-6)}`): Promise<string> {
  return (await (await as("*"))(units.add, { name })).id
}

export type Given = { meetingId: string; unitId: string; office: Caller; made: Decision }
export async function givenDecision({ days = 20 } = {}): Promise<Given> {
  const office = await as("*")
  const { meetingId } = await givenMeeting()
  const unitId = await givenUnit()
  const made = await office(decisions.add, { meetingId, text: "会后一个月内公布选举结果", unitId, deadline: dayFromNow(days) })
  return { meetingId, unitId, office, made }
}
