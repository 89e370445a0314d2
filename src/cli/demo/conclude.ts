/** After the meeting: minutes as an official paper, the decision answered by its unit, everything filed and sealed. */
import { createHash } from "node:crypto"
import { unzipSync } from "fflate"
import { addDays, dayOf } from "#kernel/dates.ts"
import { access } from "#modules/access/contract.ts"
import type { Session } from "#modules/agenda/contract.ts"
import { archive } from "#modules/archive/contract.ts"
import { decisions } from "#modules/decisions/contract.ts"
import { minutes } from "#modules/minutes/contract.ts"
import { units } from "#modules/units/contract.ts"
import type { Poll } from "#modules/voting/contract.ts"
import { clientAt, download, ended, enterBy } from "./client.ts"
import { keep, keepResult, mustAgree, type Stage, step } from "./stage.ts"

export async function writeMinutes(stage: Stage, session: Session): Promise<void> {
  const { owner, meetingId } = stage
  await step(stage, "minutes.finalise", "起草、定稿、打印纪要", async () => {
    const draft = await owner(minutes.draft, { meetingId, sessionId: session.id })
    const final = await owner(minutes.finalise, { meetingId, id: draft.id, version: draft.version })
    const result = await ended(owner, (await owner(minutes.print, { meetingId, id: draft.id })).jobId, stage.progress.tell)
    for (const as of ["pdf", "docx"] as const) {
      const ticket = await owner(minutes.paperTicket, { meetingId, id: draft.id, as })
      keep(stage, ticket.name, await download(owner, ticket))
    }
    return { number: final.documentNumber ?? "", pages: Number(result.pages ?? 0) }
  })
}

/** A unit that answers: one that the house knows, else one added for it. */
async function responsibleUnit({ owner, meetingId }: Stage): Promise<string> {
  const name = "市政府研究室"
  const known = (await owner(decisions.units, { meetingId })).find((unit) => unit.name === name)
  return known?.id ?? (await owner(units.add, { name })).id
}

export async function followUp(stage: Stage, poll: Poll): Promise<void> {
  const { owner, meetingId } = stage
  if (!poll.result?.passed) return
  await step(stage, "decisions.fromPoll", "议定事项立项、报结、销号", async () => {
    const unitId = await responsibleUnit(stage)
    const deadline = addDays(dayOf(new Date().toISOString(), "Asia/Shanghai"), 30)
    const made = await owner(decisions.fromPoll, { meetingId, pollId: poll.id, unitId, deadline })
    const { token } = await owner(decisions.issueUnitLink, { meetingId, unitId })
    const { client: unit } = await enterBy(clientAt(owner.url, { "x-huixu-shell": "phone" }), access.openLink, { token })
    const mine = await unit(decisions.mine, { meetingId })
    mustAgree(stage, "decisions the unit sees = decisions given to it", mine.filter(({ id }) => id === made.id).length, 1)
    const answered = await unit(decisions.reply, { meetingId, id: made.id, text: "决议已印发各单位，分工方案已报大会秘书处。", isDone: true })
    const closed = await owner(decisions.accept, { meetingId, id: made.id, version: answered.version })
    return { decisions: 1, number: closed.number, state: closed.state }
  })
}

/** What `sha256sum -c SHA256SUMS` does, done here so that it is done everywhere. */
function verified(bytes: Uint8Array): { files: number; good: number } {
  const files = unzipSync(bytes)
  const lines = new TextDecoder().decode(files.SHA256SUMS).trim().split("\n")
  const isGood = (line: string) => {
    const file = files[line.slice(66)]
    return file !== undefined && createHash("sha256").update(file).digest("hex") === line.slice(0, 64)
  }
  return { files: lines.length, good: lines.filter(isGood).length }
}

export async function fileEverything(stage: Stage): Promise<void> {
  const { owner, meetingId } = stage
  await step(stage, "archive.seal", "归档封装并校验", async () => {
    await owner(archive.setSettings, { meetingId, fonds: "0001", section: null, year: Number(dayOf(new Date().toISOString(), "Asia/Shanghai").slice(0, 4)) })
    const { total } = await owner(archive.collect, { meetingId })
    const { bytes } = await keepResult(stage, (await owner(archive.seal, { meetingId })).jobId)
    const { files, good } = verified(bytes)
    mustAgree(stage, "files of the package with the right checksum = files listed", good, files)
    const { rows, total: listed } = await owner(archive.list, { meetingId, size: 200 })
    mustAgree(stage, "papers filed = papers collected", listed, total)
    mustAgree(stage, "papers with 档号 = papers filed", rows.filter(({ code }) => code !== null).length, Math.min(listed, 200))
    return { papers: total, files, bytes: bytes.byteLength }
  })
}
