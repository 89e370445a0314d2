/** Reminders while server, database or both are killed around a tick: everybody is told what he must be told, once, and nobody of what is done. */
import { setTimeout as pause } from "node:timers/promises"
import { addDays, dayOf, officeZone } from "#kernel/dates.ts"
import { reminders } from "#modules/reminders/contract.ts"
import { tasks } from "#modules/tasks/contract.ts"
import { type Client, clientOf, forget, ownerOf } from "../../bench/running.ts"
import { meetingOf } from "../../bench/seed.ts"
import { strike } from "../journeys/clock.ts"
import { startPrepared } from "../prepared.ts"
import { clerkOf } from "./clerk.ts"
import { killAndRevive, must, ready, until, type Victim } from "./kill.ts"

const meetingsWanted = 6
const each = 12
const today = dayOf(new Date().toISOString(), officeZone)

async function givenTasks(owner: Client, accountId: string): Promise<{ meetingId: string; id: string }[]> {
  const made: { meetingId: string; id: string }[] = []
  for (let n = 0; n < meetingsWanted; n++) {
    const meetingId = await meetingOf(owner)
    const about = { meetingId, stage: "会场与座次", team: "会务组", owner: "", ownerAccount: accountId, fixed: true }
    for (let k = 0; k < each; k++) {
      const dueOn = addDays(today, -(k % 4))
      made.push({ meetingId, id: (await owner(tasks.add, { ...about, title: `落实会场第${n}-${k}项`, startsOn: dueOn, dueOn })).id })
    }
  }
  return made
}

/** Undefined: the database is not back yet. */
const asked = <T>(ask: Promise<T>): Promise<T | undefined> => ask.catch(() => undefined)

/** The tasks he is told of, by their ids; the lines for the chief are not his. */
async function toldTo(clerk: Client): Promise<string | undefined> {
  const told = await asked(clerk(reminders.mine, { size: 200 }))
  return told?.rows
    .map(({ path }) => path.slice(path.indexOf("=") + 1))
    .sort()
    .join()
}

async function openOf(clerk: Client): Promise<string[]> {
  let open: string[] | undefined
  await until(
    async () => {
      open = (await asked(clerk(tasks.mine, { size: 200 })))?.rows.map(({ id }) => id).sort()
      return open !== undefined
    },
    "one's own tasks are read again",
    60,
  )
  return open ?? []
}

export async function remindersSurvive(victim: Victim): Promise<string> {
  let running = await startPrepared()
  try {
    const first = await ownerOf(running.url)
    const known = await clerkOf(first, ["tasks.list"])
    const all = await givenTasks(first, known.accountId)
    await strike(running.dataDir, "tasks.remind")
    await pause(Math.random() * 2500)
    running = await killAndRevive(running, victim)
    await ready(running.url)
    const clerk = clientOf(running.url, known.headers)
    const wanted = all.map(({ id }) => id).sort()
    await until(async () => (await toldTo(clerk)) === wanted.join(), "everybody is told after the kill", 60)

    await strike(running.dataDir, "tasks.remind")
    const done = new Set<string>()
    const completing = (async () => {
      for (const task of all.filter((_, n) => n % 2 === 0)) {
        const answer = await clerk(tasks.completeMine, task).catch(() => undefined)
        if (answer) done.add(task.id)
      }
    })()
    await pause(Math.random() * 400)
    running = await killAndRevive(running, victim)
    await ready(running.url)
    await completing
    const after = clientOf(running.url, known.headers)
    const left = await openOf(after)
    await strike(running.dataDir, "tasks.remind")
    await until(async () => (await toldTo(after)) === left.join(), "what is open is told, what is done is not", 60)
    must(
      left.every((id) => !done.has(id)),
      "a task that was acknowledged as done is open",
    )
    return `${all.length} tasks of ${meetingsWanted} meetings told once each; ${all.length - left.length} done meanwhile, none of them told`
  } finally {
    await running.stop()
    forget(running)
  }
}
