import fc from "fast-check"
import { strFromU8, unzipSync } from "fflate"
import { expect, test } from "vitest"
import { givenMeeting } from "#modules/meetings/given.ts"
import { as, type Caller, house, jobDone, refused } from "../../../../test/harness.ts"
import { statements } from "../../../../test/statements.ts"
import { attendees } from "../contract.ts"
import { givenRoster, holding } from "../given.ts"
import { ageOn, numbersLacking, paragraphsOf, structureOf } from "./rules.ts"

/** A congress whose assembly counts valid credentials only. */
async function given(count = 10) {
  const roster = await givenRoster({ count, delegations: 2, isReviewed: false })
  const office = await as("*")
  const { meetingId } = roster
  const body = async () => (await office(attendees.bodies, { meetingId }))[0]!
  return { ...roster, office, body }
}
const report = (office: Caller, meetingId: string) => office(attendees.qualificationReport, { meetingId })

test("only a valid delegate counts as due, one of a by-election too; who waits or has lost his seat does not", async () => {
  const { meetingId, people, office, body } = await given()
  expect(await body()).toMatchObject({ members: 0, due: 0, unqualified: 10, needed: 0 })
  const ids = people.map(({ id }) => id)
  const judge = (some: string[], standing: "valid" | "pending" | "ended" | "byElection", ground = "") =>
    office(attendees.qualify, { meetingId, ids: some, standing, ground })
  expect(await judge(ids.slice(0, 6), "valid")).toEqual({ count: 6 })
  expect(await refused(judge(ids.slice(6, 7), "ended"))).toBe("attendees.groundNeeded")
  await judge(ids.slice(6, 7), "ended", "调离本行政区域")
  await judge(ids.slice(7, 8), "byElection", "2026年11月补选")
  expect(await body()).toMatchObject({ members: 7, due: 7, voters: 7, unqualified: 3, needed: 5 })
  const { rows, standings } = await office(attendees.qualifications, { meetingId, standing: "ended" })
  expect([rows.map(({ ground }) => ground), standings]).toEqual([["调离本行政区域"], { valid: 6, pending: 2, ended: 1, byElection: 1 }])
  expect(await office(attendees.qualifyRest, { meetingId, ground: "经审查有效" })).toEqual({ count: 2 })
  expect(await body()).toMatchObject({ due: 9, unqualified: 1 })
  const observer = await office(attendees.add, { meetingId, name: "列席人", category: "列席" })
  expect(await refused(judge([observer.id], "valid"))).toBe("attendees.notADelegate")
})

test("the report counts who is valid, is rewritten, adopted and then stands; taken back it is open again", async () => {
  const { meetingId, people, office, body } = await given(8)
  expect(await report(office, meetingId)).toMatchObject({ isAsked: true, isWritten: false, version: 0, adopted: null })
  const adopt = (version: number) =>
    body().then(({ id }) => office(attendees.adoptReport, { meetingId, version, bodyId: id, on: "2026-12-08", at: "预备会议" }))
  expect(await refused(adopt(0))).toBe("attendees.nobodyQualified")
  await office(attendees.qualify, { meetingId, ids: people.slice(0, 6).map(({ id }) => id), standing: "valid" })
  const women = people.slice(0, 6).filter(({ sex }) => sex === "female").length
  const draft = await report(office, meetingId)
  expect(draft.structure).toMatchObject({ delegates: 6, standings: { valid: 6, pending: 2 } })
  expect(draft.structure.parts.find(({ title }) => title === "性别")?.rows.find(({ name }) => name === "女")?.count ?? 0).toBe(women)
  expect(draft.body).toContain("6名代表的资格有效")
  const text = { title: "关于代表资格的审查报告", body: "一、情况。\n经审查，资格有效。", issuer: "资格审查委员会", day: "2026-12-08" }
  const written = await office(attendees.writeReport, { meetingId, version: 0, ...text })
  expect(written).toMatchObject({ ...text, isWritten: true, version: 1 })
  expect(await refused(office(attendees.writeReport, { meetingId, version: 0, ...text }))).toBe("house.stale")
  const adopted = await adopt(1)
  expect(adopted.adopted).toMatchObject({ by: "大会", on: "2026-12-08", at: "预备会议" })
  await office(attendees.qualifyRest, { meetingId, ground: "补审" })
  expect((await report(office, meetingId)).structure.delegates).toBe(6)
  expect(await refused(office(attendees.writeReport, { meetingId, version: adopted.version, ...text }))).toBe("attendees.reportAdopted")
  const open = await office(attendees.reopenReport, { meetingId, version: adopted.version, reason: "数字有误" })
  expect([open.adopted, open.structure.delegates]).toEqual([null, 8])
  expect(numbersLacking({ ...open, body: "经审查，6名代表的资格有效。" })).toContain("8")
  expect([numbersLacking({ ...open, body: open.draft }), adopted.draft]).toEqual([[], ""])
  expect(await refused(office(attendees.reopenReport, { meetingId, version: open.version, reason: "再撤" }))).toBe("attendees.reportNotAdopted")
})

test("a report nobody rewrote is adopted as it was drafted, and printed with its table", async () => {
  const { meetingId, office, body } = await given(6)
  await office(attendees.qualifyRest, { meetingId, ground: "经审查有效" })
  const { id } = await body()
  const adopted = await office(attendees.adoptReport, { meetingId, version: 0, bodyId: id, on: "2026-12-08", at: "预备会议" })
  expect(adopted).toMatchObject({ isWritten: true, day: "2026-12-08" })
  const { jobId } = await office(attendees.printReport, { meetingId })
  expect(await jobDone(jobId)).toMatchObject({ state: "done", result: { pages: 2 } })
  const { jobId: word } = await office(attendees.printReport, { meetingId, as: "docx" })
  const { fileId } = await jobDone(word)
  const { platform } = await house()
  const { file, bytes } = await platform.files.read(platform.db, fileId!)
  const document = strFromU8(unzipSync(bytes)["word/document.xml"]!)
  expect(file.name).toMatch(/关于代表资格的审查报告\.docx$/)
  for (const said of ["（2026年12月8日大会通过）", "一、代表资格情况。", "代表构成情况表", "汉族", "代表资格审查委员会", "6名"])
    expect(document).toContain(said)
  expect(document.match(/<w:tblHeader\/>/g)).toHaveLength(1)
  expect(await refused(office(attendees.removeBody, { meetingId, id }))).toBe("attendees.bodyInUse")
})

test("who is kept waiting with a ground still waits when all the others become valid", async () => {
  const { meetingId, people, office } = await given(5)
  const ids = [people[0]!.id]
  await office(attendees.qualify, { meetingId, ids, standing: "pending", ground: "材料未报齐" })
  expect(await office(attendees.qualifications, { meetingId })).toMatchObject({ standings: { pending: 5 }, held: 1 })
  expect(await office(attendees.qualifyRest, { meetingId, ground: "经审查有效" })).toEqual({ count: 4 })
  expect((await office(attendees.qualifications, { meetingId, standing: "pending" })).rows).toMatchObject([{ attendeeId: ids[0], ground: "材料未报齐" }])
})

test("whose credentials have ended counts and votes in no body and is chosen into none; what changed since the adoption is told", async () => {
  const { meetingId, people, office, body } = await given(5)
  const ids = people.map(({ id }) => id)
  const presidium = await office(attendees.addBody, {
    meetingId,
    name: "大会主席团",
    kind: "presidium",
    follows: null,
    quorum: { num: 2, den: 3, strict: false },
  })
  await office(attendees.addMembers, { meetingId, id: presidium.id, ids: ids.slice(0, 3) })
  const counted = async () => (await office(attendees.bodies, { meetingId })).find(({ id }) => id === presidium.id)
  expect(await counted()).toMatchObject({ members: 3, due: 3, unqualified: 0 })
  await office(attendees.qualifyRest, { meetingId, ground: "经审查有效" })
  const adoption = { meetingId, version: 0, on: "2026-12-08", at: "预备会议" }
  const empty = await office(attendees.addBody, { meetingId, name: "空委员会", kind: "committee", follows: null, quorum: { num: 1, den: 2, strict: true } })
  expect(await refused(office(attendees.adoptReport, { ...adoption, bodyId: empty.id }))).toBe("attendees.nobodyAdopts")
  expect(await refused(office(attendees.adoptReport, { ...adoption, bodyId: presidium.id, on: "2030-01-01" }))).toBe("attendees.adoptedTooLate")
  await office(attendees.adoptReport, { ...adoption, bodyId: (await body()).id })
  await office(attendees.qualify, { meetingId, ids: [ids[0]!, ids[4]!], standing: "ended", ground: "辞职" })
  expect(await counted()).toMatchObject({ members: 2, due: 2, voters: 2, unqualified: 1 })
  expect(await refused(office(attendees.addMembers, { meetingId, id: presidium.id, ids: [ids[4]!] }))).toBe("attendees.credentialEnded")
  const { structure, standings } = await report(office, meetingId)
  expect([structure.standings.valid, standings]).toEqual([5, { valid: 3, pending: 0, ended: 2, byElection: 0 }])
})

test("a report is adopted with the numbers that were read: whoever is judged meanwhile, they are read again", async () => {
  const { meetingId, people, office, body } = await given(6)
  const ids = people.map(({ id }) => id)
  await office(attendees.qualify, { meetingId, ids: ids.slice(0, 5), standing: "valid" })
  const { version, structure } = await report(office, meetingId)
  const adoption = { meetingId, version, bodyId: (await body()).id, on: "2026-12-08", at: "预备会议" }
  await office(attendees.qualify, { meetingId, ids: ids.slice(5), standing: "valid" })
  expect(await refused(office(attendees.adoptReport, { ...adoption, standings: structure.standings }))).toBe("attendees.figuresMoved")
  const { standings } = (await report(office, meetingId)).structure
  expect((await office(attendees.adoptReport, { ...adoption, standings })).structure.delegates).toBe(6)
})

test("of two at once, one who adopts and one who judges, the second waits: the report keeps the numbers it was adopted with", async () => {
  const { meetingId, people, office, body } = await given(6)
  const ids = people.map(({ id }) => id)
  await office(attendees.qualify, { meetingId, ids: ids.slice(0, 5), standing: "valid" })
  const { version } = await office(attendees.writeReport, { meetingId, version: 0, title: "审查报告", body: "资格有效的5名。", issuer: "委员会", day: null })
  const bodyId = (await body()).id
  const done: string[] = []
  const held = await holding("lock table qualification_report in exclusive mode")
  const adopting = office(attendees.adoptReport, { meetingId, version, bodyId, on: "2026-12-08", at: "预备会议" }).then(() => done.push("adopted"))
  await held.waiters(1)
  const judging = office(attendees.qualify, { meetingId, ids: ids.slice(5), standing: "valid" }).then(() => done.push("judged"))
  await held.waiters(2)
  expect(done).toEqual([])
  await held.letGo()
  await Promise.all([adopting, judging])
  expect((await report(office, meetingId)).structure.delegates).toBe(5)
})

test("a list of 1 and one of 300 credentials cost the same number of statements", async () => {
  const { meetingId } = await givenRoster({ count: 300 })
  const office = await as("*")
  const counted = (size: number) => statements(/qualification/, () => office(attendees.qualifications, { meetingId, size }))
  expect([await counted(1), await counted(200)]).toEqual([2, 2])
})

test("without the grant nothing, and from another meeting nobody's credentials are found", async () => {
  const { meetingId, people, bodyId } = await givenRoster({ count: 3 })
  const { meetingId: elsewhere } = await givenMeeting()
  const reader = await as("attendees.qualifications", { meetingId })
  expect(await refused(reader(attendees.qualifyRest, { meetingId, ground: "有效" }))).toBe("house.mayNot")
  const stranger = await as("attendees.*", { meetingId: elsewhere })
  const ids = [people[0]!.id]
  expect(await refused(stranger(attendees.qualify, { meetingId: elsewhere, ids, standing: "valid" }))).toBe("house.notFound")
  expect(await refused(stranger(attendees.qualifyRest, { meetingId: elsewhere, delegationId: ids[0]!, ground: "有效" }))).toBe("attendees.noSuchDelegation")
  const own = await stranger(attendees.add, { meetingId: elsewhere, name: "甲乙", category: "正式代表" })
  await stranger(attendees.qualify, { meetingId: elsewhere, ids: [own.id], standing: "valid" })
  const adoption = { meetingId: elsewhere, version: 0, bodyId, on: "2026-12-08", at: "预备会议" }
  expect(await refused(stranger(attendees.adoptReport, adoption))).toBe("house.notFound")
})

test("every part of the structure adds up to the delegates it was counted from", () => {
  const some = (...values: string[]) => fc.option(fc.constantFrom(...values), { nil: null })
  const person = fc.record({
    sex: fc.option(fc.constantFrom("male" as const, "female" as const), { nil: null }),
    ethnicity: some("汉族", "回族"),
    birth: some("1960-01", "1975-12-31", "1991-06-15", "2001-02"),
    education: some("大学", "研究生"),
    politics: some("中共党员", "群众"),
    delegationId: some("a", "b"),
    standing: fc.constantFrom("valid" as const, "byElection" as const, "pending" as const, "ended" as const),
    others: fc.constantFrom<Record<string, string>>({}, { 职业构成: "工人" }, { 职业构成: "农民" }),
  })
  fc.assert(
    fc.property(fc.array(person, { maxLength: 40 }), (people) => {
      const { parts, delegates, standings } = structureOf(people, { day: "2026-12-08", locale: "zh-CN" })
      expect(delegates).toBe(standings.valid + standings.byElection)
      for (const { rows } of parts) expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(delegates)
    }),
  )
})

test("an age is counted in full years, and headings of an official paper are known by their numbers", () => {
  expect([ageOn("1990-12-08", "2026-12-08"), ageOn("1990-12-09", "2026-12-08"), ageOn("1990-12", "2026-12-08")]).toEqual([36, 35, 36])
  expect(paragraphsOf("开头\n一、情况\n（一）其中\n\n结尾").map(({ level }) => level)).toEqual([0, 1, 2, 0])
})
