/** Arrival: everybody gets his link, opens it on his phone, and is scanned at one of eight gates. */
import { newId } from "#kernel/ids.ts"
import { access } from "#modules/access/contract.ts"
import { agenda, type Session } from "#modules/agenda/contract.ts"
import { checkin } from "#modules/checkin/contract.ts"
import type { ScanReply } from "#modules/checkin/gate/contract.ts"
import { notices } from "#modules/notices/contract.ts"
import { readSheet } from "#server/sheets.ts"
import { type Client, clientAt, enterBy, together } from "./client.ts"
import { keepResult, mustAgree, type Stage, step } from "./stage.ts"

export type Delegate = { id: string; name: string; phone: Client; code: string }

const gateCount = 8
const phonesAtOnce = 16

async function links(stage: Stage): Promise<string[]> {
  const { owner, meetingId } = stage
  const notice = await owner(notices.write, { meetingId, title: "报到通知", body: "{姓名}同志：请凭手机服务卡或证件上的二维码到各入口签到。" })
  await owner(notices.publish, { meetingId, id: notice.id, version: notice.version })
  const { jobId } = await owner(notices.issueLinks, { meetingId, whom: "all", noticeId: notice.id, origin: owner.url })
  const { bytes } = await keepResult(stage, jobId)
  const { rows } = await readSheet(bytes, "links.xlsx")
  return rows.flatMap((cells) => cells.flatMap((cell) => /^https?:\S+\/m\/#(\w+)$/.exec(cell.trim())?.[1] ?? []))
}

export async function giveLinks(stage: Stage, people: number): Promise<Delegate[]> {
  let tokens: string[] = []
  await step(stage, "notices.issueLinks", "发个人链接", async () => {
    tokens = await links(stage)
    mustAgree(stage, "links issued = people imported", new Set(tokens).size, people)
    return { links: tokens.length }
  })
  const delegates: Delegate[] = []
  await step(stage, "access.openLink", "代表打开服务卡", async () => {
    const anyone = clientAt(stage.owner.url, { "x-huixu-shell": "phone" })
    let seated = 0
    await together(tokens, { width: phonesAtOnce, tell: stage.progress.tell }, async (token) => {
      const { client, answer } = await enterBy(anyone, access.openLink, { token })
      const { me, card, seat } = await client(checkin.myCard, {})
      if (!card) throw new Error(`${answer.name}：服务卡上没有二维码`)
      if (seat) seated++
      delegates.push({ id: me.id, name: me.name, phone: client, code: card.code })
    })
    mustAgree(stage, "service cards opened = links issued", delegates.length, tokens.length)
    mustAgree(stage, "service cards with a seat = people imported", seated, people)
    mustAgree(stage, "different codes = service cards", new Set(delegates.map(({ code }) => code)).size, delegates.length)
    return { opened: delegates.length, withSeat: seated }
  })
  return delegates
}

export async function openGates({ owner, meetingId }: Stage): Promise<Client[]> {
  const known = await owner(checkin.gates, { meetingId })
  const gates: Client[] = []
  for (let number = 1; number <= gateCount; number++) {
    const { token } = await owner(checkin.addGate, { meetingId, name: `${known.length + number}号门` })
    const { key } = (await enterBy(clientAt(owner.url), access.enrol, { token })).answer
    gates.push(clientAt(owner.url, { authorization: `Bearer ${key}`, "x-huixu-shell": "gate" }))
  }
  return gates
}

/** The sitting that the demonstration holds: the last one with people due and votes to take. */
export async function lastSitting({ owner, meetingId }: Stage): Promise<Session> {
  const sessions = await owner(agenda.list, { meetingId })
  const found = sessions.filter((session) => session.signIn && session.bodyId).at(-1)
  if (!found) throw new Error("日程里没有要签到的会次")
  return found
}

export async function scanEveryone(stage: Stage, delegates: readonly Delegate[], session: Session): Promise<void> {
  const { owner, meetingId } = stage
  await step(stage, "checkin.scan", `签到（${gateCount} 个门）`, async () => {
    const gates = await openGates(stage)
    const verdicts = new Map<string, number>()
    const began = performance.now()
    await together(delegates, { width: gateCount, tell: stage.progress.tell }, async ({ code }, hand) => {
      const at = new Date().toISOString()
      const scan = { id: newId(), sessionId: session.id, code: `HX1:${code}`, scannedAt: at }
      const reply = await (gates[hand] as Client).post<ScanReply>("/api/checkin/scan", { sentAt: at, scans: [scan] })
      for (const { verdict } of reply.answers) verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1)
    })
    const seconds = (performance.now() - began) / 1000
    const { totals, delegations } = await owner(checkin.board, { meetingId, sessionId: session.id })
    const admitted = verdicts.get("admitted") ?? 0
    mustAgree(stage, "scans admitted = people scanned", admitted, delegates.length)
    mustAgree(stage, "present + others on the board = scans admitted", totals.present + totals.others, admitted)
    mustAgree(stage, "present + excused + absent = due", totals.present + totals.excused + totals.absent, totals.due)
    mustAgree(
      stage,
      "present by delegation = present",
      delegations.reduce((sum, { present }) => sum + present, 0),
      totals.present,
    )
    const log = await owner(checkin.scans, { meetingId, sessionId: session.id, size: 1 })
    mustAgree(stage, "scans in the ledger = people scanned", log.total, delegates.length)
    return { gates: gates.length, scans: delegates.length, present: totals.present, due: totals.due, perSecond: Math.round(delegates.length / seconds) }
  })
}
