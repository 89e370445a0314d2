/** A small roster with its hall: three delegations of six with a leader and a deputy each, two observers, one clerk; the first three people have ranks. */
import { attendees } from "#modules/attendees/contract.ts"
import { givenMeeting } from "#modules/meetings/given.ts"
import { as } from "../../../test/harness.ts"
import { type Hall, type Rostrum, seating } from "./contract.ts"

export const smallHall: Hall = {
  name: "一号厅",
  rows: 5,
  sections: [
    { name: "左区", seats: 3, entrance: "西门" },
    { name: "右区", seats: 3, entrance: "东门" },
  ],
  aislesAfterRows: [3],
}
export const smallRostrum: Rostrum = { name: "主席台", rows: [5], even: "two-left" }

const surnames = ["王", "李", "张", "刘", "陈", "杨"]

export async function givenSeats() {
  const { meetingId } = await givenMeeting()
  const office = await as("*")
  const people: { id: string; name: string }[] = []
  for (const [at, name] of ["东港区代表团", "西塘区代表团", "南屏区代表团"].entries()) {
    const { id: delegationId } = await office(attendees.addDelegation, { meetingId, name })
    for (const [place, surname] of surnames.entries()) {
      const role = place === 4 ? "leader" : place === 5 ? "deputy" : null
      const rank = at === 0 && place < 3 ? place + 1 : null
      people.push(await office(attendees.add, { meetingId, name: `${surname}${"东西南"[at]}华`, category: "正式代表", delegationId, role, rank }))
    }
  }
  for (const name of ["赵列", "钱席"]) people.push(await office(attendees.add, { meetingId, name, category: "列席" }))
  await office(attendees.add, { meetingId, name: "孙工作", category: "工作人员" })
  await office(seating.setHall, { meetingId, hall: smallHall, rostrum: smallRostrum })
  return { meetingId, people: people.map(({ id, name }) => ({ id, name })), idOf: (name: string) => people.find((person) => person.name === name)!.id }
}
