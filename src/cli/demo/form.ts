/** The meeting takes shape: delegations, presidium and credentials committee as bodies, credentials reviewed and reported, leave asked and decided; the roster comes a second time and goes out again. */
import { agenda } from "#modules/agenda/contract.ts"
import type { Body } from "#modules/attendees/bodies/contract.ts"
import { attendees } from "#modules/attendees/contract.ts"
import { checkin } from "#modules/checkin/contract.ts"
import { ended, uploadTo } from "./client.ts"
import { keepResult, mustAgree, type Stage, step } from "./stage.ts"

const twoThirds = { num: 2, den: 3, strict: false }
const committee = 9

/** Delegates, first of them whoever leads a delegation or has a rank. */
async function delegatesOf({ owner, meetingId }: Stage, count: number): Promise<string[]> {
  const { rows } = await owner(attendees.list, { meetingId, where: { category: "正式代表" }, sort: { by: "rank", dir: "asc" }, size: 200 })
  return rows.slice(0, count).map(({ id }) => id)
}

async function bodyOf({ owner, meetingId }: Stage, id: string): Promise<Body> {
  const body = (await owner(attendees.bodies, { meetingId })).find((one) => one.id === id)
  if (!body) throw new Error("机构不见了")
  return body
}

async function chosen(stage: Stage, { name, kind, ids }: { name: string; kind: "presidium" | "credentials"; ids: string[] }): Promise<Body> {
  const { owner, meetingId } = stage
  const { id } = await owner(attendees.addBody, {
    meetingId,
    name,
    kind,
    follows: null,
    quorum: twoThirds,
    basis: kind === "presidium" ? "congressPresidium" : null,
  })
  const { count } = await owner(attendees.addMembers, { meetingId, id, ids })
  const [first] = ids
  if (first) await owner(attendees.setMember, { meetingId, id, attendeeId: first, role: "chair", rights: null })
  const body = await bodyOf(stage, id)
  mustAgree(stage, `members of ${kind} = people chosen`, body.members, count)
  return body
}

export async function formBodies(stage: Stage): Promise<Body> {
  const { owner, meetingId } = stage
  let credentials: Body | undefined
  await step(stage, "attendees.bodies", "成立代表团、主席团、资格审查委员会", async () => {
    const delegations = await owner(attendees.delegations, { meetingId })
    const { count } = await owner(attendees.formBodies, { meetingId, of: "delegation" })
    mustAgree(stage, "bodies of delegations = delegations", count, delegations.length)
    const ids = await delegatesOf(stage, Math.max(committee, delegations.length * 4))
    const presidium = await chosen(stage, { name: "大会主席团", kind: "presidium", ids })
    credentials = await chosen(stage, { name: "代表资格审查委员会", kind: "credentials", ids: ids.slice(0, committee) })
    const { bytes } = await keepResult(stage, (await owner(attendees.printMembers, { meetingId, id: presidium.id, form: "pdf" })).jobId)
    return { delegations: count, presidium: presidium.members, needed: presidium.needed, credentials: credentials.members, bytes: bytes.byteLength }
  })
  if (!credentials) throw new Error("没有资格审查委员会")
  return credentials
}

export async function reviewCredentials(stage: Stage, credentials: Body): Promise<void> {
  const { owner, meetingId } = stage
  await step(stage, "attendees.qualification", "代表资格审查", async () => {
    const [late] = (await delegatesOf(stage, 200)).slice(-1)
    if (late) await owner(attendees.qualify, { meetingId, ids: [late], standing: "byElection", ground: "届中补选" })
    const { count } = await owner(attendees.qualifyRest, { meetingId, ground: "经审查，选举符合规定" })
    const { standings } = await owner(attendees.qualifications, { meetingId, size: 1 })
    const assembly = (await owner(attendees.bodies, { meetingId })).find(({ kind }) => kind === "assembly")
    mustAgree(stage, "due in the assembly = credentials that are valid", assembly?.due ?? -1, standings.valid + standings.byElection)
    mustAgree(stage, "credentials valid at once = credentials that waited", standings.valid, count)
    const { version } = await owner(attendees.qualificationReport, { meetingId })
    const [first] = await owner(agenda.list, { meetingId })
    await owner(attendees.adoptReport, { meetingId, version, bodyId: credentials.id, on: first?.day ?? "", at: "资格审查委员会第一次会议" })
    const { structure } = await owner(attendees.qualificationReport, { meetingId })
    for (const { title, rows } of structure.parts)
      mustAgree(
        stage,
        `report, ${title}: parts = delegates`,
        rows.reduce((sum, row) => sum + row.count, 0),
        structure.delegates,
      )
    const { bytes } = await keepResult(stage, (await owner(attendees.printReport, { meetingId })).jobId)
    return { ...standings, bytes: bytes.byteLength }
  })
}

/** Five miss the first session only and are there for the last; one is refused, one came back before it began. */
export async function giveLeave(stage: Stage): Promise<void> {
  const { owner, meetingId } = stage
  await step(stage, "attendees.leave", "请假、销假", async () => {
    const sessions = (await owner(agenda.list, { meetingId })).filter(({ signIn }) => signIn)
    const [first] = sessions
    if (!first || sessions.length < 2) throw new Error("日程里不足两个要签到的会次")
    const people = (await delegatesOf(stage, 200)).slice(-7)
    const ask = async (attendeeId: string, isGranted: boolean) => {
      const { id } = await owner(attendees.askLeave, { meetingId, attendeeId, reason: "因公出差", untilSessionId: first.id, askedFor: "unit" })
      await owner(attendees.decideLeave, { meetingId, id, isGranted })
    }
    for (const id of people.slice(0, 5)) await ask(id, true)
    for (const id of people.slice(5, 6)) await ask(id, false)
    for (const id of people.slice(6)) {
      await owner(attendees.grantLeave, { meetingId, id, reason: "因病" })
      await owner(attendees.endLeave, { meetingId, id })
    }
    const { counts } = await owner(attendees.leaves, { meetingId, size: 1 })
    const { totals } = await owner(checkin.board, { meetingId, sessionId: first.id })
    mustAgree(stage, "on leave for the first session = leaves granted", totals.excused, counts.granted)
    const { bytes } = await keepResult(stage, (await owner(attendees.exportLeaves, { meetingId })).jobId)
    return { ...counts, bytes: bytes.byteLength }
  })
}

export async function importAgain(stage: Stage, roster: { name: string; bytes: Uint8Array }, people: number): Promise<void> {
  const { owner, meetingId } = stage
  await step(stage, "attendees.importAgain", "同一份名册再导入，再导出", async () => {
    const fileId = await uploadTo(owner, roster.name, roster.bytes)
    const preview = await owner(attendees.importPreview, { meetingId, fileId })
    const broken = [...new Set(preview.problems.filter(({ level }) => level === "error").map(({ row }) => row))]
    const { jobId } = await owner(attendees.importRoster, { meetingId, fileId, skip: broken })
    const { added, updated, same } = await ended(owner, jobId, stage.progress.tell)
    mustAgree(stage, "people changed by the same roster = 0", Number(added) + Number(updated), 0)
    const { total } = await owner(attendees.list, { meetingId, size: 1 })
    mustAgree(stage, "people after the same roster = people before", total, people)
    const { result, bytes } = await keepResult(stage, (await owner(attendees.exportRoster, { meetingId, purpose: "会前核对" })).jobId)
    mustAgree(stage, "people exported = people on the roster", Number(result.people), people)
    return { same: Number(same), bytes: bytes.byteLength }
  })
}
