import { beforeAll, expect, test } from "vitest"
import { house as houseContract } from "#kernel/house.ts"
import { newId } from "#kernel/ids.ts"
import { access } from "#modules/access/contract.ts"
import { units } from "#modules/units/contract.ts"
import { addEntry } from "#server/audit.ts"
import { sealAll } from "#server/audit-seal.ts"
import { readSheet } from "#server/sheets.ts"
import { anyone, as, asDevice, type Caller, house, jobDone, refused } from "../../../test/harness.ts"
import { audit } from "./contract.ts"
import { aboutOf, differenceOf } from "./rules.ts"
import { sentenceOf } from "./service.ts"

let owner: Caller
let auditor: Caller
let unitId: string
const seal = async () => sealAll({ ...(await house()).platform, algorithm: "sha256" })

beforeAll(async () => {
  owner = await as("*")
  auditor = await as("audit.*")
  unitId = (await owner(units.add, { name: "市档案馆" })).id
  await refused(anyone()(access.signIn, { username: "somebody", password: "not-the-password" }))
})

test("the auditor sees what was done, newest first, with who, when, about what and with what result", async () => {
  const { rows } = await auditor(audit.list, { find: "市档案馆" })
  expect(rows).toHaveLength(1)
  expect(rows[0]).toMatchObject({
    who: { kind: "account", id: owner.id, name: "林知远" },
    operation: "units.add",
    about: "市档案馆",
    objectId: unitId,
    result: "done",
    refusal: null,
    changes: 1,
  })
  const all = (await auditor(audit.list, {})).rows.map(({ at }) => at)
  expect(all).toEqual([...all].sort().reverse())
})

test("it is found by what it is called too, in either language", async () => {
  for (const find of ["添加单位", "add a unit"]) {
    const { rows } = await auditor(audit.list, { find })
    expect(rows.map(({ operation }) => operation)).toContain("units.add")
    expect(new Set(rows.map(({ operation }) => operation)).size).toBe(1)
  }
})

test("a refusal stands there with its sentence in the reader's language, and a failed sign-in has nobody's name", async () => {
  const { rows } = await auditor(audit.list, { result: "refused", operation: "access.signIn" }, { locale: "en" })
  expect(rows[0]).toMatchObject({ result: "access.wrongPassword", who: { kind: "public" } })
  expect(rows[0]!.refusal).toMatch(/password/i)
  expect((await auditor(audit.list, { result: "access.wrongPassword" })).rows.every(({ operation }) => operation === "access.signIn")).toBe(true)
})

test("conditions narrow: a person, an area, an object, a time, a meeting", async () => {
  const meetingId = newId()
  const { db, keys } = (await house()).platform
  const actor = { kind: "account" as const, id: owner.id, name: "林知远", grants: [], meetingId: null }
  const done = {
    id: newId(),
    at: new Date().toISOString(),
    actor,
    operation: "agenda.add",
    meetingId,
    objectId: null,
    input: {},
    result: "done",
    address: null,
  }
  await addEntry(db, keys, done)
  const only = async (where: Parameters<typeof auditor<typeof audit.list.input, typeof audit.list.output>>[1]) => (await auditor(audit.list, where)).rows
  expect((await only({ actorId: owner.id })).every(({ who }) => who.id === owner.id)).toBe(true)
  expect((await only({ operation: "units" })).every(({ operation }) => operation.startsWith("units."))).toBe(true)
  expect((await only({ objectId: unitId })).map(({ operation }) => operation)).toEqual(["units.add"])
  const inMeeting = await only({ inMeeting: meetingId })
  expect(inMeeting.length).toBeGreaterThan(0)
  expect(inMeeting.every(({ meeting }) => meeting?.id === meetingId)).toBe(true)
  expect((await only({ inMeeting: null, size: 200 })).every(({ meeting }) => meeting === null)).toBe(true)
  expect(await only({ until: "2020-01-01T00:00:00Z" })).toEqual([])
  expect((await only({ from: new Date(Date.now() - 3_600_000).toISOString() })).length).toBeGreaterThan(0)
})

test("every entry comes once, page behind page", async () => {
  const ids: string[] = []
  for (let after: string | undefined; ; ) {
    const { rows, next } = await auditor(audit.list, { size: 3, actorId: owner.id, ...(after ? { after } : {}) })
    ids.push(...rows.map(({ id }) => id))
    if (!next) break
    after = next
  }
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids).toEqual((await auditor(audit.list, { size: 200, actorId: owner.id })).rows.map(({ id }) => id))
})

test("one entry shows what was given and each row before and after; looking at it is itself in the audit", async () => {
  await seal()
  const { id } = (await auditor(audit.list, { objectId: unitId })).rows[0]!
  const entry = await auditor(audit.get, { id })
  expect(entry).toMatchObject({ input: { name: "市档案馆" }, address: "127.0.0.1", algorithm: "sha256", hash: expect.stringMatching(/^[0-9a-f]{64}$/) })
  expect(entry.rows).toEqual([
    expect.objectContaining({ table: "unit", kind: "added", id: unitId, fields: expect.arrayContaining([{ name: "name", before: null, after: "市档案馆" }]) }),
  ])
  expect((await auditor(audit.list, { operation: "audit.get" })).rows[0]).toMatchObject({ who: { id: auditor.id }, objectId: id })
  expect(await refused(auditor(audit.get, { id: newId() }))).toBe("house.notFound")
})

test("of a changed row only what changed is shown; what the program keeps for itself is left out", () => {
  const before = { id: "1", name: "甲", place: "一号厅", version: 1 }
  expect(differenceOf({ table: "meeting", before, after: { id: "1", name: "乙", version: 2 } })).toEqual({
    table: "meeting",
    kind: "changed",
    id: "1",
    fields: [{ name: "name", before: "甲", after: "乙" }],
  })
  expect(differenceOf({ table: "meeting", before, after: null })).toMatchObject({
    kind: "removed",
    fields: [{ name: "name", before: "甲" }, { name: "place" }],
  })
  expect(aboutOf({ title: "关于召开会议的通知" })).toBe("关于召开会议的通知")
  expect(aboutOf({ count: 3 })).toBeNull()
})

test("the audit is verified in the background, and the page keeps what was found", async () => {
  const { jobId } = await auditor(audit.verify, {})
  const run = await jobDone(jobId, auditor)
  expect(run).toMatchObject({ state: "done", result: { intact: true } })
  const { verified, entries, head, keepDays } = await auditor(audit.state, {})
  expect(verified).toMatchObject({ intact: true, sentence: expect.stringContaining("完好") })
  expect(entries).toBeGreaterThan(5)
  expect(head).toMatchObject({ algorithm: "sha256" })
  expect(keepDays).toBe(1095)
})

test("what was found broken is said with its place, its time and its operation", () => {
  const broken = { fault: "entryChanged" as const, seal: 3, position: 41, entryId: "018f", at: "2026-11-21T07:00:00.000000Z", operation: "units.add" }
  expect(sentenceOf(broken, "zh-CN")).toBe("审计记录不符：有一条记录或它的改动明细被改过（第 41 条，2026-11-21 07:00:00（UTC），units.add，018f）")
  expect(sentenceOf(broken, "en")).toContain("No. 41")
})

async function fetched(caller: Caller, jobId: string): Promise<{ name: string; bytes: Uint8Array }> {
  const run = await jobDone(jobId, caller)
  expect(run.sentence ?? "").not.toContain("内部")
  const ticket = await caller(houseContract.resultTicket, { id: jobId })
  const { app } = await house()
  return { name: ticket.name, bytes: (await app.inject({ method: "GET", url: ticket.url, headers: caller.headers })).rawPayload }
}

test("what matches is taken along as a sheet or as lines of JSON, and that it was taken is in the audit", async () => {
  await seal()
  const sheet = await fetched(auditor, (await auditor(audit.export, { operation: "units", format: "xlsx" })).jobId)
  const { rows } = await readSheet(sheet.bytes, sheet.name)
  expect(rows[0]).toContain("人员")
  expect(rows.some((row) => row.includes("市档案馆"))).toBe(true)
  const { bytes } = await fetched(auditor, (await auditor(audit.export, { objectId: unitId, format: "jsonl" })).jobId)
  const lines = Buffer.from(bytes)
    .toString()
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line))
  expect(lines).toEqual([expect.objectContaining({ operation: "units.add", object: unitId, recorded: [expect.objectContaining({ table: "unit" })] })])
  expect((await auditor(audit.list, { operation: "audit.export" })).rows.length).toBeGreaterThanOrEqual(2)
  expect(await refused(auditor(audit.export, { objectId: newId(), format: "xlsx" }))).toBe("audit.nothingFound")
})

test("a password that was tried can not be found in the audit", async () => {
  expect((await auditor(audit.list, { find: "not-the-password" })).rows).toEqual([])
})

test("who may not see the audit is refused at each of its doors, a gate too", async () => {
  const clerk = await as("units.*")
  const gate = await asDevice(newId(), "gate")
  for (const caller of [clerk, gate]) {
    expect(await refused(caller(audit.list, {}))).toBe("house.mayNot")
    expect(await refused(caller(audit.get, { id: newId() }))).toBe("house.mayNot")
    expect(await refused(caller(audit.state, {}))).toBe("house.mayNot")
    expect(await refused(caller(audit.verify, {}))).toBe("house.mayNot")
    expect(await refused(caller(audit.export, { format: "xlsx" }))).toBe("house.mayNot")
  }
  expect(await refused(anyone()(audit.list, {}))).toBe("house.notSignedIn")
})
