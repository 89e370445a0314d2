/** What somebody takes back and what others do to it at the same moment: one of them is done, the others are told. */
import { beforeAll, expect, test } from "vitest"
import { addDays, dayOf } from "#kernel/dates.ts"
import { meetings } from "#modules/meetings/contract.ts"
import { givenMeeting } from "#modules/meetings/given.ts"
import { type Task, tasks } from "#modules/tasks/contract.ts"
import { as, type Caller, Refused } from "./harness.ts"

const today = dayOf(new Date().toISOString(), "Asia/Shanghai")
const rounds = Array.from({ length: 12 }, (_, round) => round)
let meetingId: string
let [one, other]: Caller[] = []

beforeAll(async () => {
  meetingId = (await givenMeeting()).meetingId
  one = await as(["tasks.*", "meetings.*"], { meetingId })
  other = await as(["tasks.*", "meetings.doings", "meetings.undo"], { meetingId })
})

const add = (title: string) => one!(tasks.add, { meetingId, stage: "会场与座次", team: "会务组", owner: "", startsOn: today, dueOn: addDays(today, 5), title })
const edit = (by: Caller, { id, version, stage, team, owner, startsOn, dueOn }: Task, title: string) =>
  by(tasks.edit, { meetingId, id, version, stage, title, team, owner, startsOn, dueOn, fixed: false })
const lastEntry = async () => (await one!(meetings.doings, { meetingId, size: 1 })).rows[0]!.id
const titles = async () => (await one!(tasks.list, { meetingId, size: 200 })).rows.map(({ title }) => title)

/** "done" or the refusal's code; a bug of ours is neither. */
async function outcome(work: Promise<unknown>): Promise<string> {
  try {
    await work
    return "done"
  } catch (error) {
    if (error instanceof Refused && error.status < 500) return error.code
    throw error
  }
}

test("taken back twice at once, it is taken back once", async () => {
  for (const round of rounds) {
    await add(`会标${round}`)
    const entryId = await lastEntry()
    const outcomes = await Promise.all([one!, other!, one!].map((by) => outcome(by(meetings.undo, { meetingId, entryId }))))
    expect(outcomes.sort()).toEqual(["done", "meetings.alreadyUndone", "meetings.alreadyUndone"])
    expect(await titles()).not.toContain(`会标${round}`)
  }
})

test("what was added is taken back or changed by another, never both", async () => {
  for (const round of rounds) {
    const task = await add(`横幅${round}`)
    const entryId = await lastEntry()
    const [undone, edited] = await Promise.all([outcome(one!(meetings.undo, { meetingId, entryId })), outcome(edit(other!, task, `条幅${round}`))])
    expect([undone, edited].filter((code) => code === "done")).toHaveLength(1)
    expect((await titles()).includes(`条幅${round}`)).toBe(edited === "done")
  }
})

test("of a change and what another makes of it at the moment it is taken back, nothing is lost unseen", async () => {
  for (const round of rounds) {
    const changed = await edit(one!, await add(`名单${round}`), `名单${round}初稿`)
    const entryId = await lastEntry()
    const [undone, edited] = await Promise.all([outcome(one!(meetings.undo, { meetingId, entryId })), outcome(edit(other!, changed, `名单${round}定稿`))])
    expect([undone, edited].filter((code) => code === "done")).toHaveLength(1)
    expect(await titles()).toContain(edited === "done" ? `名单${round}定稿` : `名单${round}`)
  }
})
