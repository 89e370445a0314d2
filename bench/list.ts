/** The roster's list at 10 000 people: first page, by strokes and in the chosen order, a search by character and by pinyin, a page far down. Goal: p95 ≤ 100 ms each. */
import { loadavg } from "node:os"
import { attendees } from "#modules/attendees/contract.ts"
import { type Client, forget, ownerOf, percentile, report, startHuixu, together } from "./running.ts"
import { importInto, meetingOf, rosterCsv } from "./seed.ts"

const running = await startHuixu()
const owner = await ownerOf(running.url)
const meetingId = await meetingOf(owner)
await importInto(owner, meetingId, { name: "roster.csv", bytes: rosterCsv(10_000) })

async function p95(ask: (client: Client, n: number) => Promise<unknown>): Promise<number> {
  await together(20, 4, async (n) => void (await ask(owner, n)))
  const { each } = await together(300, 4, async (n) => void (await ask(owner, n)))
  return percentile(each, 0.95)
}
const finds = ["李", "张", "王伟", "刘", "陈"]
const sounds = ["li", "zhang", "wangwei", "liu", "chen"]
const figures = {
  firstPage: await p95((client) => client(attendees.list, { meetingId, page: 1, size: 50 })),
  listed: await p95((client) => client(attendees.list, { meetingId, page: 1, size: 50, sort: { by: "listed", dir: "asc" } })),
  byCharacter: await p95((client, n) => client(attendees.list, { meetingId, page: 1, size: 50, find: finds[n % finds.length] })),
  byPinyin: await p95((client, n) => client(attendees.list, { meetingId, page: 1, size: 50, find: sounds[n % sounds.length] })),
  farPage: await p95((client) => client(attendees.list, { meetingId, page: 180, size: 50, sort: { by: "surname", dir: "asc" } })),
}
report("list", { people: 10_000, p95Ms: figures, load: loadavg()[0], goal: "p95 ≤ 100 ms", reached: Object.values(figures).every((one) => one <= 100) })
await running.stop()
forget(running)
