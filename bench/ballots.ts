/** 3 000 named ballots pressed in the same moment, each by its own delegate's phone, until the last is durably acknowledged. Goal: ≤ 5 s. */

import { house } from "#kernel/house.ts"
import { newId } from "#kernel/ids.ts"
import { access } from "#modules/access/contract.ts"
import { agenda } from "#modules/agenda/contract.ts"
import { notices } from "#modules/notices/contract.ts"
import { sittings } from "#modules/sittings/contract.ts"
import { voting } from "#modules/voting/contract.ts"
import { readSheet } from "#server/sheets.ts"
import { type Client, ended, forget, ownerOf, percentile, post, report, startHuixu, together } from "./running.ts"
import { codesOf, gatesOf, importInto, meetingOf, rosterCsv } from "./seed.ts"

const people = 3000

async function linksOf(owner: Client, meetingId: string): Promise<string[]> {
  const { jobId } = await owner(notices.issueLinks, { meetingId, whom: "all", origin: owner.url })
  await ended(owner, jobId)
  const { url } = await owner(house.resultTicket, { id: jobId })
  const bytes = new Uint8Array(await (await fetch(new URL(url, owner.url), { headers: owner.headers })).arrayBuffer())
  const { rows } = await readSheet(bytes, "links.xlsx")
  return rows.flatMap((cells) => cells.flatMap((cell) => /\/m\/#(\w+)$/.exec(cell.trim())?.[1] ?? []))
}

async function phonesOf(owner: Client, tokens: readonly string[]): Promise<string[]> {
  const cookies: string[] = []
  await together(tokens.length, 16, async (n) => {
    const { cookies: set } = await post(`${owner.url}/api/${access.openLink.name.replace(".", "/")}`, {}, { token: tokens[n] })
    cookies.push(set.map((line) => line.split(";")[0]).join("; "))
  })
  return cookies
}

async function scanAll(owner: Client, meetingId: string, sessionId: string): Promise<void> {
  const codes = await codesOf(owner, meetingId)
  const [gate] = await gatesOf(owner, meetingId, 1)
  for (let at = 0; at < codes.length; at += 200) {
    const now = new Date().toISOString()
    const scans = codes.slice(at, at + 200).map((code) => ({ id: newId(), sessionId, code, scannedAt: now }))
    await post(`${owner.url}/api/checkin/scan`, gate?.headers ?? {}, { sentAt: now, scans })
  }
}

const running = await startHuixu()
const owner = await ownerOf(running.url)
const meetingId = await meetingOf(owner)
await importInto(owner, meetingId, { name: "roster.csv", bytes: rosterCsv(people) })
const sessionId = (await owner(agenda.list, { meetingId })).find(({ key }) => key === "closing")?.id ?? ""
await scanAll(owner, meetingId, sessionId)
const phones = await phonesOf(owner, await linksOf(owner, meetingId))
await owner(sittings.open, { meetingId, sessionId })
const [motion] = await owner(voting.list, { meetingId, sessionId })
const poll = await owner(voting.open, { meetingId, id: motion?.id ?? "" })

// all at once: what is limited is the number of sockets, as it is in a hall's network
const { seconds, each } = await together(people, people, async (n) => {
  const { status, body } = await post(
    `${running.url}/api/voting/cast`,
    { cookie: phones[n] ?? "", "x-huixu-shell": "phone" },
    { pollId: poll.id, choice: "for", press: 1 },
  )
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`)
})
const { result } = await owner(voting.close, { meetingId, id: poll.id })
const figures = { people, counted: result?.cast, seconds: Math.round(seconds * 100) / 100, p50: percentile(each, 0.5), p99: percentile(each, 0.99) }
report("ballots", { ...figures, goal: "≤ 5 s", reached: seconds <= 5 && result?.cast === people })
await running.stop()
forget(running)
