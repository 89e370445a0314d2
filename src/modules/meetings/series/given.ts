/** A series with its standing members, as an office keeps it. */
import { newId } from "#kernel/ids.ts"
import { as } from "../../../../test/harness.ts"
import { meetings } from "../contract.ts"
import type { Member, SeriesPlan } from "./contract.ts"

const surnames = ["王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高"]
const member = (name: string, change: Partial<Member> = {}): Member => ({
  name,
  unit: "市政府",
  post: "副市长",
  rank: null,
  category: "member",
  isChair: false,
  mayVote: true,
  ...change,
})

/** 15 members who vote and 15 who sit in. */
export const standingMembers: Member[] = [
  member("林知远", { post: "市长", rank: 1, isChair: true }),
  ...surnames.slice(1).map((surname, at) => member(`${surname}立新`, { rank: at + 2 })),
  ...surnames.map((surname) => member(`${surname}建国`, { unit: `市${surname}局`, post: "局长", category: "observer", mayVote: false })),
]

/** 市政府常务会议: every Tuesday at nine, the 24th of the 16th term is the next. */
export async function givenSeries({ name = `市政府常务会议${newId().slice(-4)}`, held = 23 } = {}): Promise<SeriesPlan> {
  const office = await as("*")
  const { id: seriesId } = await office(meetings.addSeries, { name })
  const { text, version } = await office(meetings.seriesPlan, { seriesId })
  const numbering = { ...text.numbering, pattern: "市政府第{届}届第{次}次常务会议", term: "十六", restarts: "term" as const, minutes: "常务会议纪要" }
  const edited = await office(meetings.editSeries, { seriesId, version, text: { ...text, kind: "常务会议", host: "海州市人民政府", numbering } })
  await office(meetings.setSeriesMembers, { seriesId, version: edited.version, members: standingMembers })
  return office(meetings.setSeriesNumbers, { seriesId, sitting: held, minutes: 0 })
}
