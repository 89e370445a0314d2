/** A roster is being taken in while server, database or both are killed: in the end all of it is there once, or nothing of it. */
import { setTimeout as pause } from "node:timers/promises"
import { house, type JobRun } from "#kernel/house.ts"
import { attendees } from "#modules/attendees/contract.ts"
import { type Client, clientOf, forget, ownerOf, uploadTo } from "../../bench/running.ts"
import { meetingOf, rosterCsv } from "../../bench/seed.ts"
import { startPrepared } from "../prepared.ts"
import { killAndRevive, must, ready, type Victim } from "./kill.ts"

const people = 2000

const count = async (owner: Client, meetingId: string): Promise<number> => (await owner(attendees.list, { meetingId, size: 1 })).total

/** Until the job is over; a cut connection is no answer. People come in by chunks, so that no transaction holds the others up: never more than there are. */
async function over(owner: Client, meetingId: string, jobId: string): Promise<JobRun> {
  const until = Date.now() + 90_000
  while (Date.now() < until) {
    const seen = await count(owner, meetingId).catch(() => 0)
    must(seen <= people, `${seen} people on a roster of ${people}`)
    const run = await owner(house.job, { id: jobId }).catch(() => undefined)
    if (run?.finishedAt) return run
    await pause(40)
  }
  throw new Error("the import did not end within 90 s")
}

async function begin(owner: Client, meetingId: string): Promise<string> {
  const fileId = await uploadTo(owner, "名册.csv", rosterCsv(people))
  return (await owner(attendees.importRoster, { meetingId, fileId })).jobId
}

export async function importSurvives(victim: Victim): Promise<string> {
  let running = await startPrepared()
  try {
    const before = await ownerOf(running.url)
    const meetingId = await meetingOf(before)
    const jobId = await begin(before, meetingId)
    await pause(Math.random() * 900)
    running = await killAndRevive(running, victim)
    await ready(running.url)
    const owner = clientOf(running.url, before.headers)
    const run = await over(owner, meetingId, jobId)
    const there = await count(owner, meetingId)
    must(there === (run.state === "done" ? people : 0), `the job is ${run.state}, but ${there} of ${people} people are there`)
    if (run.state === "done") return `done after the kill, ${there} people once`
    await over(owner, meetingId, await begin(owner, meetingId))
    must((await count(owner, meetingId)) === people, "the second import did not take everybody in once")
    return `${run.state} with nobody in; the second try took in ${people}`
  } finally {
    await running.stop()
    forget(running)
  }
}
