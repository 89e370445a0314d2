/** A whole meeting for a benchmark, made through the door as its people would: roster imported, cards issued, gates enrolled. */
import { addDays, dayOf } from "#kernel/dates.ts"
import { house } from "#kernel/house.ts"
import { newId } from "#kernel/ids.ts"
import { syntheticPeople } from "#kernel/synthetic.ts"
import { access } from "#modules/access/contract.ts"
import { attendees } from "#modules/attendees/contract.ts"
import { cards } from "#modules/cards/contract.ts"
import { checkin } from "#modules/checkin/contract.ts"
import { meetings } from "#modules/meetings/contract.ts"
import { proposedDates } from "#modules/meetings/rules.ts"
import { templateBy } from "#modules/meetings/templates/rules.ts"
import { notices } from "#modules/notices/contract.ts"
import { readSheet } from "#server/sheets.ts"
import { type Client, clientOf, ended, post, together, uploadTo } from "./running.ts"

export async function meetingOf(owner: Client): Promise<string> {
  const { defaults } = templateBy("congress")
  const dates = proposedDates(addDays(dayOf(new Date().toISOString(), "Asia/Shanghai"), 1), { ...defaults, days: defaults.days })
  return (await owner(meetings.create, { name: "海州市第十次代表大会", theme: "", host: "海州市", place: defaults.place, hall: defaults.hall, ...dates })).id
}

/** The synthetic roster as a file that an office would send. */
export function rosterCsv(count: number): Buffer {
  const head = "姓名,性别,民族,代表团,类别,单位,职务,团内职务,主席台排名"
  const rows = syntheticPeople(count, 1).map((one) =>
    [one.name, one.sex, one.ethnicity, one.delegation, one.category, one.unit, one.post, one.role, one.rank ?? ""].join(","),
  )
  return Buffer.from([head, ...rows].join("\n"))
}

/** Uploads and imports a roster; answers the seconds from upload to done. */
export async function importInto(owner: Client, meetingId: string, { name, bytes }: { name: string; bytes: Uint8Array }): Promise<number> {
  const began = performance.now()
  const fileId = await uploadTo(owner, name, bytes)
  const preview = await owner(attendees.importPreview, { meetingId, fileId })
  const broken = [...new Set(preview.problems.filter(({ level }) => level === "error").map(({ row }) => row))]
  const { jobId } = await owner(attendees.importRoster, { meetingId, fileId, skip: broken })
  await ended(owner, jobId)
  const seconds = (performance.now() - began) / 1000
  await review(owner, meetingId)
  return seconds
}

/** Delegates of a congress count as due once their credentials are valid, and its sessions open once the report is adopted. */
async function review(owner: Client, meetingId: string): Promise<void> {
  const [assembly] = await owner(attendees.bodies, { meetingId })
  if (!assembly?.qualified) return
  await owner(attendees.qualifyRest, { meetingId, ground: "经审查有效" })
  const { version, adopted, structure } = await owner(attendees.qualificationReport, { meetingId })
  if (adopted || structure.delegates === 0) return
  const { arrivesOn } = await owner(meetings.get, { meetingId })
  await owner(attendees.adoptReport, { meetingId, version, bodyId: assembly.id, on: arrivesOn, at: "预备会议" })
}

/** What stands in the QR of each badge. */
export async function codesOf(owner: Client, meetingId: string): Promise<string[]> {
  await owner(cards.issue, { meetingId })
  const codes: string[] = []
  for (let page = 1; ; page++) {
    const { rows, total } = await owner(cards.list, { meetingId, page, size: 200 })
    for (const { attendeeId } of rows) codes.push((await owner(cards.badge, { meetingId, attendeeId })).content)
    if (page * 200 >= total) return codes
  }
}

export async function gatesOf(owner: Client, meetingId: string, count: number): Promise<Client[]> {
  const gates: Client[] = []
  for (let n = 1; n <= count; n++) {
    const { token } = await owner(checkin.addGate, { meetingId, name: `${n}号门` })
    const { key } = await clientOf(owner.url, {})(access.enrol, { token })
    gates.push(clientOf(owner.url, { authorization: `Bearer ${key}`, "x-huixu-shell": "gate" }))
  }
  return gates
}

/** Everybody's phone, its personal link opened: from the very sheet of links that the office gets. */
export async function phonesOf(owner: Client, meetingId: string): Promise<Client[]> {
  const { jobId } = await owner(notices.issueLinks, { meetingId, whom: "withoutLink", origin: owner.url })
  await ended(owner, jobId)
  const ticket = await owner(house.resultTicket, { id: jobId })
  const file = Buffer.from(await (await fetch(`${owner.url}${ticket.url}`, { headers: owner.headers })).arrayBuffer())
  const { rows } = await readSheet(file, ticket.name)
  const tokens = rows.flat().flatMap((cell) => /\/m\/#([0-9A-Z]{26})/.exec(cell)?.[1] ?? [])
  const phones: Client[] = []
  await together(tokens.length, 16, async (n) => {
    const { cookies } = await post(`${owner.url}/api/access/openLink`, {}, { token: tokens[n] })
    phones.push(clientOf(owner.url, { cookie: cookies.map((line) => line.split(";")[0]).join("; "), "x-huixu-shell": "phone" }))
  })
  return phones
}

/** Everybody through the gates of one session, in batches as a gate that comes back on line sends them. */
export async function arrive(gates: readonly Client[], sessionId: string, codes: readonly string[]): Promise<void> {
  for (let from = 0; from < codes.length; from += 200) {
    const now = new Date().toISOString()
    const scans = codes.slice(from, from + 200).map((code) => ({ id: newId(), sessionId, code, scannedAt: now }))
    const gate = gates[(from / 200) % gates.length]
    const answer = await post(`${gate?.url}/api/checkin/scan`, gate?.headers ?? {}, { sentAt: now, scans })
    if (answer.status !== 200) throw new Error(`scan: ${answer.status} ${JSON.stringify(answer.body)}`)
  }
}
