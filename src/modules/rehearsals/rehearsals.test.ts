import { beforeAll, expect, test } from "vitest"
import { addDays } from "#kernel/dates.ts"
import { newId } from "#kernel/ids.ts"
import { agenda } from "#modules/agenda/contract.ts"
import { meetings } from "#modules/meetings/contract.ts"
import { givenMeeting } from "#modules/meetings/given.ts"
import { as, type Caller, house, jobDone, refused } from "../../../test/harness.ts"
import { statements } from "../../../test/statements.ts"
import { rehearsals, type Script, type WholeScript } from "./contract.ts"
import { givenScript } from "./given.ts"

let meetingId: string
let secretary: Caller
let script: WholeScript

beforeAll(async () => {
  const given = await givenScript("2030-12-10")
  meetingId = given.meetingId
  secretary = given.secretary
  script = given.script
})

const again = () => secretary(rehearsals.script, { meetingId, id: script.id })
const listed = async (): Promise<Script | undefined> => (await secretary(rehearsals.scripts, { meetingId })).find(({ id }) => id === script.id)

test("the opening's script begins with what an opening always has, in the order of the clock", async () => {
  const cues = script.lines.map(({ cue }) => cue)
  expect(cues).toEqual(expect.arrayContaining(["各岗位就位", "现在开会", "应到…实到…", "全体起立，奏唱国歌", "宣布散会"]))
  expect(script.lines.map(({ minutes }) => minutes)).toEqual(script.lines.map(({ minutes }) => minutes).toSorted((a, b) => a - b))
  expect(await listed()).toMatchObject({ starts: "09:00", day: "2030-12-10", lines: script.lines.length, runs: 0, open: 0 })
})

test("a session has one script; one without a session has a day of its own", async () => {
  const { title, lines } = await secretary(rehearsals.draft, { meetingId, sessionId: script.sessionId })
  expect(await refused(secretary(rehearsals.addScript, { meetingId, sessionId: script.sessionId, title, own: null, lines }))).toBe("rehearsals.scriptExists")
  expect(await refused(secretary(rehearsals.addScript, { meetingId, sessionId: newId(), title, own: null, lines }))).toBe("rehearsals.noSuchSession")
  expect(await refused(secretary(rehearsals.draft, { meetingId, sessionId: newId() }))).toBe("rehearsals.noSuchSession")
  const free = await secretary(rehearsals.draft, { meetingId, sessionId: null })
  expect(free.lines.length).toBeGreaterThan(4)
  expect(await refused(secretary(rehearsals.addScript, { meetingId, sessionId: null, own: null, ...free }))).toBe("rehearsals.ownTimeNeeded")
  const own = await secretary(rehearsals.addScript, { meetingId, sessionId: null, own: { day: "2030-12-08", starts: "14:00" }, ...free })
  expect(own).toMatchObject({ day: "2030-12-08", starts: "14:00", sessionId: null })
  expect((await secretary(rehearsals.removeScript, { meetingId, id: own.id })).lines).toEqual(own.lines)
  expect(await refused(secretary(rehearsals.script, { meetingId, id: own.id }))).toBe("house.notFound")
})

test("a script taken off by mistake comes back with its lines, one that is there again is not doubled", async () => {
  const free = { meetingId, sessionId: null, title: "颁奖彩排", own: { day: "2030-12-08", starts: "15:00" }, lines: script.lines.slice(0, 2) }
  const { id } = await secretary(rehearsals.addScript, free)
  const before = await secretary(rehearsals.script, { meetingId, id })
  await secretary(rehearsals.removeScript, { meetingId, id })
  const [last] = (await secretary(meetings.doings, { meetingId, size: 1 })).rows
  expect(last).toMatchObject({ operation: "rehearsals.removeScript", canUndo: true })
  await secretary(meetings.undo, { meetingId, entryId: last?.id ?? "" })
  expect(await secretary(rehearsals.script, { meetingId, id })).toEqual(before)
  expect(await refused(secretary(meetings.undo, { meetingId, entryId: last?.id ?? "" }))).toBe("meetings.alreadyUndone")
  await secretary(rehearsals.removeScript, { meetingId, id })
})

test("lines are changed in place: what stayed keeps its name, what is new has one, what is gone is gone", async () => {
  const [first, second, ...rest] = (await again()).lines
  if (!first || !second) throw new Error("the draft is empty")
  const lines = [{ ...first, cue: "全体就位" }, ...rest, { minutes: -4, cue: "清点", what: "清点主席台人数", person: "李静", place: "主席台" }]
  const { version, title } = await again()
  const changed = await secretary(rehearsals.editScript, { meetingId, id: script.id, version, title, own: null, lines })
  expect(changed.lines.find(({ id }) => id === first.id)?.cue).toBe("全体就位")
  expect(changed.lines.some(({ id }) => id === second.id)).toBe(false)
  expect(changed.lines.find(({ cue }) => cue === "清点")).toMatchObject({ minutes: -4, person: "李静", account: null, seconds: null })
  expect(changed.version).toBe(version + 1)
  expect(await refused(secretary(rehearsals.editScript, { meetingId, id: script.id, version, title, own: null, lines }))).toBe("house.stale")
  const strange = { meetingId, id: script.id, version: version + 1, title, own: null, lines: [{ ...first, id: newId() }] }
  expect(await refused(secretary(rehearsals.editScript, strange))).toBe("house.notFound")
  const nobody = { ...strange, lines: [{ ...first, account: newId(), person: "王敏" }] }
  expect(await refused(secretary(rehearsals.editScript, nobody))).toBe("rehearsals.noSuchPerson")
})

test("someone who signs in can be named at a line", async () => {
  const { version, title, lines } = await again()
  const known = lines.map((line, place) => (place === 0 ? { ...line, account: secretary.id, person: "秘书" } : line))
  const changed = await secretary(rehearsals.editScript, { meetingId, id: script.id, version, title, own: null, lines: known })
  expect(changed.lines[0]).toMatchObject({ account: secretary.id, person: "秘书" })
})

test("the script goes with its session, whether the session is put elsewhere or the meeting moves", async () => {
  const before = await again()
  const session = (await secretary(agenda.list, { meetingId })).find(({ id }) => id === script.sessionId)
  if (!session) throw new Error("no opening")
  const { id, version, kind, title, place, chair, bodyId, signIn } = session
  const put = { meetingId, id, version, kind, title, place, chair, bodyId, signIn, fixed: false }
  await secretary(agenda.edit, { ...put, day: session.day, starts: "09:30", ends: session.ends })
  expect(await again()).toEqual({ ...before, starts: "09:30" })
  const { arrivesOn, startsOn, endsOn, departsOn, opensAt, version: held } = await secretary(meetings.get, { meetingId })
  const later = (day: string) => addDays(day, 7)
  const to = { arrivesOn: later(arrivesOn), startsOn: later(startsOn), endsOn: later(endsOn), departsOn: later(departsOn), opensAt }
  await secretary(meetings.move, { meetingId, version: held, ...to })
  expect(await again()).toEqual({ ...before, starts: "09:30", day: later(before.day) })
})

test("a session with a script is not struck from the programme", async () => {
  const groups = (await secretary(agenda.list, { meetingId })).find(({ key }) => key === "groups-1")
  if (!groups) throw new Error("no groups")
  const { kind, title, day, starts, ends, place, chair, bodyId, signIn } = groups
  const { id } = await secretary(agenda.add, { meetingId, kind, title: `${title}（补）`, day, starts, ends, place, chair, bodyId, signIn })
  const drafted = await secretary(rehearsals.draft, { meetingId, sessionId: id })
  await secretary(rehearsals.addScript, { meetingId, sessionId: id, own: null, ...drafted })
  expect(await refused(secretary(agenda.remove, { meetingId, id }))).toBe("agenda.inUse")
})

test("the scripts are printed, one or all, and exported", async () => {
  const one = await jobDone((await secretary(rehearsals.printScripts, { meetingId, id: script.id })).jobId, secretary)
  expect([one.state, one.result]).toEqual(["done", expect.objectContaining({ scripts: 1 })])
  const all = await jobDone((await secretary(rehearsals.printScripts, { meetingId })).jobId, secretary)
  expect(all.state).toBe("done")
  const { url, name } = await secretary(rehearsals.exportScripts, { meetingId })
  expect(name).toMatch(/彩排\.xlsx$/)
  const { app } = await house()
  expect((await app.inject({ url, headers: secretary.headers })).statusCode).toBe(200)
  expect(await refused(secretary(rehearsals.printScripts, { meetingId, id: newId() }))).toBe("rehearsals.nothingWritten")
})

test("without the grant, or from another meeting, nobody reads or writes a script", async () => {
  const stranger = await as("rehearsals.*", { meetingId: (await givenMeeting()).meetingId })
  const clerk = await as("agenda.*", { meetingId })
  for (const [caller, code] of [
    [stranger, "house.notFound"],
    [clerk, "house.mayNot"],
  ] as const) {
    expect(await refused(caller(rehearsals.scripts, { meetingId }))).toBe(code)
    expect(await refused(caller(rehearsals.script, { meetingId, id: script.id }))).toBe(code)
    expect(await refused(caller(rehearsals.draft, { meetingId, sessionId: null }))).toBe(code)
    expect(await refused(caller(rehearsals.addScript, { meetingId, sessionId: null, title: "演练", own: null, lines: [] }))).toBe(code)
    expect(await refused(caller(rehearsals.editScript, { meetingId, id: script.id, version: 1, title: "演练", own: null, lines: [] }))).toBe(code)
    expect(await refused(caller(rehearsals.removeScript, { meetingId, id: script.id }))).toBe(code)
    expect(await refused(caller(rehearsals.printScripts, { meetingId }))).toBe(code)
    expect(await refused(caller(rehearsals.exportScripts, { meetingId }))).toBe(code)
  }
})

test("the list costs the same however many scripts there are", async () => {
  const counted = () => statements(/rehearsal_/, () => secretary(rehearsals.scripts, { meetingId }))
  const few = await counted()
  expect(few).toBeGreaterThan(0)
  const { title, lines } = await secretary(rehearsals.draft, { meetingId, sessionId: null })
  for (let n = 0; n < 10; n++) await secretary(rehearsals.addScript, { meetingId, sessionId: null, title, own: { day: "2030-12-08", starts: "14:00" }, lines })
  expect(await counted()).toBe(few)
})
