/**
 * A meeting made of each template through the whole door, and how long it takes to open one with 300 tasks; beside a bare Fastify route that inserts two rows,
 * driven in turns by the same client: the ratio says how many such routes the largest template costs, and stays the same on a slower machine.
 */
import { addDays, dayOf } from "#kernel/dates.ts"
import { meetings } from "#modules/meetings/contract.ts"
import { proposedDates } from "#modules/meetings/rules.ts"
import { templates } from "#modules/meetings/templates/rules.ts"
import type { Template } from "#modules/meetings/templates/shape/contract.ts"
import { tasks } from "#modules/tasks/contract.ts"
import { startBare } from "./bare.ts"
import { forget, ownerOf, percentile, post, report, startHuixu, together } from "./running.ts"

const rounds = 7
const wantedTasks = 300
const running = await startHuixu()
const owner = await ownerOf(running.url)
const bare = await startBare(running.dataDir)
const today = dayOf(new Date().toISOString(), "Asia/Shanghai")

async function make({ key, defaults }: Template): Promise<string> {
  const dates = proposedDates(addDays(today, 60), defaults)
  const about = { name: "海州市第十次代表大会", theme: "", host: "海州市", place: defaults.place, hall: defaults.hall }
  return (await owner(meetings.create, { ...about, ...dates, template: key })).id
}

const middle = (each: number[]): number =>
  percentile(
    [...each].sort((a, b) => a - b),
    0.5,
  )
async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}
const times = async (count: number, work: () => Promise<unknown>): Promise<number[]> => {
  const each: number[] = []
  for (let n = 0; n < count; n++) each.push(await timed(work))
  return each
}
const insert = () => post(`${bare.url}/insert`, {}, { name: "单位" })

const made: { key: string; tasks: number; milliseconds: number; slowest: number; ratio: number }[] = []
for (const template of templates) {
  await make(template)
  const own: number[] = []
  const theirs: number[] = []
  for (let n = 0; n < rounds; n++) {
    own.push(await timed(() => make(template)))
    theirs.push(...(await times(5, insert)))
  }
  const ratio = Math.round(middle(own) / Math.max(middle(theirs), 0.1))
  made.push({ key: template.key, tasks: template.parts.tasks.tasks.length, milliseconds: middle(own), slowest: Math.round(Math.max(...own)), ratio })
}

/** The largest template, and by hand what is missing to 300. */
const largest = templates.reduce((most, one) => (one.parts.tasks.tasks.length > most.parts.tasks.tasks.length ? one : most))
const meetingId = await make(largest)
const { stage, team } = largest.parts.tasks.tasks[0] as Template["parts"]["tasks"]["tasks"][number]
await together(wantedTasks - largest.parts.tasks.tasks.length, 4, async (n) => {
  await owner(tasks.add, { meetingId, stage, team, title: `另加事项${n + 1}`, owner: "", startsOn: today, dueOn: addDays(today, n % 60) })
})
const open = async () => {
  await Promise.all([
    owner(tasks.list, { meetingId, size: 200 }),
    owner(tasks.list, { meetingId, size: 200, page: 2 }),
    owner(meetings.overview, { meetingId }),
  ])
}
await times(5, open)
const opened = (await times(30, open)).sort((a, b) => a - b)
const { total } = await owner(tasks.list, { meetingId, size: 1 })
const worst = Math.max(...made.map(({ milliseconds }) => milliseconds))
report("template", {
  made,
  opens: { tasks: total, p50: percentile(opened, 0.5), p95: percentile(opened, 0.95) },
  goal: "each template ≤ 500 ms, list and overview of 300 tasks ≤ 100 ms",
  reached: worst <= 500 && total >= wantedTasks && percentile(opened, 0.5) <= 100,
})
await bare.stop()
await running.stop()
forget(running)
