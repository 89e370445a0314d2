import { beforeAll, expect, test } from "vitest"
import { addDays, dayOf } from "#kernel/dates.ts"
import { newId } from "#kernel/ids.ts"
import { meetings } from "#modules/meetings/contract.ts"
import { givenMeeting } from "#modules/meetings/given.ts"
import { tasks } from "#modules/tasks/contract.ts"
import { as, type Caller, house, refused } from "../../../../test/harness.ts"
import { rehearsals, type WholeScript } from "../contract.ts"
import { givenScript } from "../given.ts"
import type { Run } from "./contract.ts"

const today = dayOf(new Date().toISOString(), "Asia/Shanghai")
let meetingId: string
let secretary: Caller
let script: WholeScript
let run: Run

beforeAll(async () => {
  const given = await givenScript(addDays(today, 5))
  meetingId = given.meetingId
  secretary = given.secretary
  script = given.script
})

const walk = (id = run.id) => secretary(rehearsals.run, { meetingId, id })
const line = (place: number): string => script.lines[place]?.id ?? ""
const attention = async () => (await secretary(meetings.overview, { meetingId })).attention.filter(({ path }) => path.startsWith("rehearsals"))
const found = (also: object = {}) => ({
  meetingId,
  runId: run.id,
  role: "news" as const,
  lineId: line(3),
  text: "主席台背光，画面里看不清脸",
  severity: "must" as const,
  ...also,
})

/** As a phone sends it. */
async function uploaded(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const { app } = await house()
  const body = new FormData()
  body.append("file", new Blob([bytes]), name)
  const request = new Request("http://x/files", { method: "POST", body })
  const response = await app.inject({
    method: "POST",
    url: "/files",
    headers: { ...secretary.headers, "content-type": request.headers.get("content-type") ?? "" },
    payload: Buffer.from(await request.arrayBuffer()),
  })
  return (response.json() as { id: string }).id
}
const png = new Uint8Array(Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64"))

test("a walk is planned for a day before the session, one after the other", async () => {
  const empty = await secretary(rehearsals.addScript, { meetingId, sessionId: null, title: "空脚本", own: { day: today, starts: "14:00" }, lines: [] })
  expect(await refused(secretary(rehearsals.addRun, { meetingId, scriptId: empty.id, day: today }))).toBe("rehearsals.noLines")
  expect(await refused(secretary(rehearsals.addRun, { meetingId, scriptId: script.id, day: addDays(script.day, 1) }))).toBe("rehearsals.tooLateToWalk")
  const planned = await secretary(rehearsals.addRun, { meetingId, scriptId: script.id, day: today })
  expect(planned).toMatchObject({ number: 1, day: today, lines: script.lines.length, endedAt: null })
  expect(planned.roles).toEqual(["delegate", "hall", "news"].map((role) => ({ role, walked: 0, found: 0 })))
  expect(await refused(secretary(rehearsals.addRun, { meetingId, scriptId: script.id, day: today }))).toBe("rehearsals.stillWalking")
  expect((await secretary(rehearsals.removeRun, { meetingId, id: planned.id })).id).toBe(planned.id)
  run = await secretary(rehearsals.addRun, { meetingId, scriptId: script.id, day: today })
})

test("each role ticks its own lines; a tick by mistake is taken back", async () => {
  const tick = { meetingId, runId: run.id, lineId: line(0), role: "hall" as const }
  await secretary(rehearsals.tick, { ...tick, ok: true })
  await secretary(rehearsals.tick, { ...tick, ok: true })
  await secretary(rehearsals.tick, { ...tick, role: "delegate", ok: true })
  await secretary(rehearsals.tick, { ...tick, role: "delegate", ok: false })
  const { ticks, run: now, lines, starts } = await walk()
  expect(ticks).toEqual([expect.objectContaining({ role: "hall", lineId: line(0) })])
  expect(now.roles.map(({ walked }) => walked)).toEqual([0, 1, 0])
  expect([lines.length, starts]).toEqual([script.lines.length, script.starts])
  expect(await refused(secretary(rehearsals.tick, { ...tick, lineId: newId(), ok: true }))).toBe("house.notFound")
  expect(await refused(secretary(rehearsals.removeRun, { meetingId, id: run.id }))).toBe("rehearsals.runBegun")
  expect(await refused(secretary(rehearsals.removeScript, { meetingId, id: script.id }))).toBe("rehearsals.walked")
})

test("what is found is written down with its photo, is seen on the overview, and is mended by a task that comes before the session", async () => {
  const photoId = await uploaded("背光.png", png)
  const finding = await secretary(rehearsals.addFinding, found({ photoId }))
  expect(finding).toMatchObject({ number: 1, about: script.lines[3]?.what, isOpen: true, task: null, photo: { id: photoId, name: "背光.png" } })
  expect((await secretary(rehearsals.photoTicket, { meetingId, id: finding.id })).name).toBe("背光.png")
  expect((await walk()).run.roles[2]).toEqual({ role: "news", walked: 1, found: 1 })
  expect(await attention()).toEqual([expect.objectContaining({ level: "warning", path: `rehearsals/${script.id}` })])
  const mend = { meetingId, id: finding.id, title: "调主席台面光", team: "会务组", owner: "李静", dueOn: script.day }
  expect(await refused(secretary(rehearsals.makeTask, { ...mend, dueOn: addDays(script.day, 1) }))).toBe("rehearsals.dueTooLate")
  const mended = await secretary(rehearsals.makeTask, mend)
  expect(mended.task).toMatchObject({ title: "调主席台面光", owner: "李静", dueOn: script.day, doneAt: null })
  const [task] = (await secretary(tasks.list, { meetingId, find: "调主席台面光" })).rows
  expect([task?.id, task?.stage, task?.notes]).toEqual([mended.task?.id, "彩排整改", expect.stringContaining("看不清脸")])
  const from = await secretary(tasks.origins, { meetingId, id: task?.id ?? "" })
  expect(from).toEqual([{ kind: `“${script.title}”第 1 次走场的问题`, title: finding.text, path: `rehearsals/${script.id}?finding=${finding.id}` }])
  expect(await refused(secretary(rehearsals.makeTask, mend))).toBe("rehearsals.hasTask")
  expect(await refused(secretary(rehearsals.settle, { meetingId, id: finding.id, outcome: "好了" }))).toBe("rehearsals.hasTask")
  await secretary(tasks.complete, { meetingId, ids: [task?.id ?? ""] })
  const [done] = await secretary(rehearsals.findings, { meetingId, scriptId: script.id })
  expect([done?.isOpen, done?.task?.doneAt === null]).toEqual([false, false])
  expect(await attention()).toEqual([])
  await secretary(tasks.remove, { meetingId, id: task?.id ?? "" })
  expect((await secretary(rehearsals.findings, { meetingId, scriptId: script.id }))[0]).toMatchObject({ isOpen: true, task: null })
  await secretary(rehearsals.settle, { meetingId, id: finding.id, outcome: "加了面光灯" })
})

test("a photo goes with what was written down by mistake", async () => {
  const photoId = await uploaded("误拍.png", png)
  const { id } = await secretary(rehearsals.addFinding, found({ photoId }))
  const { platform } = await house()
  const isKept = async () => (await platform.pool.query("select attached_at is not null as kept from stored_file where id = $1", [photoId])).rows[0]?.kept
  expect(await isKept()).toBe(true)
  await secretary(rehearsals.removeFinding, { meetingId, id })
  expect(await isKept()).toBe(false)
})

test("a photo must be a picture, and freshly uploaded", async () => {
  expect(await refused(secretary(rehearsals.addFinding, found({ photoId: newId() })))).toBe("rehearsals.notUploaded")
  const text = await uploaded("记录.txt", new TextEncoder().encode("不是照片"))
  expect(await refused(secretary(rehearsals.addFinding, found({ photoId: text })))).toBe("rehearsals.notAPhoto")
})

test("a finding is changed, taken back, or settled on the spot and opened again", async () => {
  const whole = await secretary(rehearsals.addFinding, found({ lineId: null, severity: "may", text: "散场音乐太响" }))
  expect(whole).toMatchObject({ lineId: null, about: "" })
  const { id, version } = whole
  const said = { meetingId, id, version, text: "散场音乐略响", severity: "should" as const }
  expect(await secretary(rehearsals.editFinding, said)).toMatchObject({ text: "散场音乐略响", severity: "should", version: version + 1 })
  expect(await refused(secretary(rehearsals.editFinding, said))).toBe("house.stale")
  expect(await secretary(rehearsals.settle, { meetingId, id, outcome: "当场调低" })).toMatchObject({ isOpen: false, outcome: "当场调低" })
  expect(await refused(secretary(rehearsals.settle, { meetingId, id, outcome: "又一次" }))).toBe("rehearsals.settledAlready")
  expect(await refused(secretary(rehearsals.removeFinding, { meetingId, id }))).toBe("rehearsals.settledAlready")
  expect(await secretary(rehearsals.unsettle, { meetingId, id })).toMatchObject({ isOpen: true, outcome: null })
  await secretary(rehearsals.removeFinding, { meetingId, id })
  expect(await refused(secretary(rehearsals.photoTicket, { meetingId, id }))).toBe("house.notFound")
})

test("what the first walk leaves open is before the eyes of the second; a walk that is over takes nothing more", async () => {
  const left = await secretary(rehearsals.addFinding, found({ text: "国歌起得晚", lineId: line(5), role: "hall" }))
  expect((await secretary(rehearsals.endRun, { meetingId, id: run.id })).endedAt).not.toBeNull()
  expect(await refused(secretary(rehearsals.tick, { meetingId, runId: run.id, lineId: line(1), role: "hall", ok: true }))).toBe("rehearsals.runOver")
  expect(await refused(secretary(rehearsals.addFinding, found()))).toBe("rehearsals.runOver")
  const second = await secretary(rehearsals.addRun, { meetingId, scriptId: script.id, day: addDays(today, 1) })
  expect(second.number).toBe(2)
  expect((await walk(second.id)).findings.map(({ id }) => id)).toEqual([left.id])
  expect(await refused(secretary(rehearsals.reopenRun, { meetingId, id: run.id }))).toBe("rehearsals.stillWalking")
  await secretary(rehearsals.settle, { meetingId, id: left.id, outcome: "已改口令" })
  expect((await walk(second.id)).findings).toEqual([])
  expect((await secretary(rehearsals.runs, { meetingId, scriptId: script.id })).map(({ number }) => number)).toEqual([1, 2])
})

test("a walk to come moves with the meeting and is said beforehand; one that is over stays", async () => {
  const { arrivesOn, startsOn, endsOn, departsOn, opensAt, version } = await secretary(meetings.get, { meetingId })
  const later = (day: string) => addDays(day, 3)
  const to = { arrivesOn: later(arrivesOn), startsOn: later(startsOn), endsOn: later(endsOn), departsOn: later(departsOn), opensAt }
  const preview = await secretary(meetings.movePreview, { meetingId, ...to })
  expect(preview.some(({ sentence }) => sentence === "1 次走场")).toBe(true)
  await secretary(meetings.move, { meetingId, version, ...to })
  expect((await secretary(rehearsals.runs, { meetingId, scriptId: script.id })).map(({ day }) => day)).toEqual([today, addDays(today, 4)])
})

test("two who walk hear each other: each tick is announced to the meeting", async () => {
  const { platform } = await house()
  const last = async () =>
    (await platform.pool.query("select count(*)::int as n from outbox where topic = 'rehearsals' and meeting_id = $1", [meetingId])).rows[0].n as number
  const before = await last()
  const second = (await secretary(rehearsals.runs, { meetingId, scriptId: script.id })).at(-1)
  await secretary(rehearsals.tick, { meetingId, runId: second?.id ?? "", lineId: line(2), role: "delegate", ok: true })
  expect(await last()).toBe(before + 1)
})

test("without the grant, or from another meeting, nobody walks, finds or mends", async () => {
  const stranger = await as("rehearsals.*", { meetingId: (await givenMeeting()).meetingId })
  const clerk = await as("agenda.*", { meetingId })
  const id = run.id
  for (const [caller, code] of [
    [stranger, "house.notFound"],
    [clerk, "house.mayNot"],
  ] as const) {
    expect(await refused(caller(rehearsals.runs, { meetingId, scriptId: script.id }))).toBe(code)
    expect(await refused(caller(rehearsals.run, { meetingId, id }))).toBe(code)
    expect(await refused(caller(rehearsals.addRun, { meetingId, scriptId: script.id, day: today }))).toBe(code)
    expect(await refused(caller(rehearsals.removeRun, { meetingId, id }))).toBe(code)
    expect(await refused(caller(rehearsals.endRun, { meetingId, id }))).toBe(code)
    expect(await refused(caller(rehearsals.reopenRun, { meetingId, id }))).toBe(code)
    expect(await refused(caller(rehearsals.tick, { meetingId, runId: id, lineId: line(0), role: "hall", ok: true }))).toBe(code)
    expect(await refused(caller(rehearsals.findings, { meetingId }))).toBe(code)
    expect(await refused(caller(rehearsals.addFinding, found()))).toBe(code)
    expect(await refused(caller(rehearsals.editFinding, { meetingId, id, version: 1, text: "改", severity: "may" }))).toBe(code)
    expect(await refused(caller(rehearsals.removeFinding, { meetingId, id }))).toBe(code)
    expect(await refused(caller(rehearsals.photoTicket, { meetingId, id }))).toBe(code)
    expect(await refused(caller(rehearsals.settle, { meetingId, id, outcome: "好" }))).toBe(code)
    expect(await refused(caller(rehearsals.unsettle, { meetingId, id }))).toBe(code)
    expect(await refused(caller(rehearsals.makeTask, { meetingId, id, title: "改", team: "会务组", owner: "", dueOn: today }))).toBe(code)
  }
})
