import fc from "fast-check"
import { expect, test } from "vitest"
import { givenMeeting } from "#modules/meetings/given.ts"
import { as, type Caller, jobDone, refused } from "../../../../test/harness.ts"
import { statements } from "../../../../test/statements.ts"
import { attendees } from "../contract.ts"
import { givenRoster } from "../given.ts"
import type { Body, BodyKind } from "./contract.ts"
import { arithmeticOf, kindByName, quorumPresets, usualQuorum } from "./rules.ts"

const half = { quorum: { num: 1, den: 2, strict: true }, basis: null }
const nobody = "00000000-0000-7000-8000-000000000000"

const add = (office: Caller, meetingId: string, name = "大会主席团") =>
  office(attendees.addBody, { meetingId, name, kind: "presidium", follows: null, ...half })

test("a presidium is formed from the roster: who is chosen votes there by his category, and its counts are its members", async () => {
  const { meetingId, people } = await givenRoster({ count: 20 })
  const office = await as("*")
  const observer = await office(attendees.add, { meetingId, name: "列席人", category: "列席" })
  const presidium = await add(office, meetingId)
  const ids = [...people.slice(0, 5).map(({ id }) => id), observer.id]
  expect(await office(attendees.addMembers, { meetingId, id: presidium.id, ids })).toEqual({ count: 6 })
  expect(await office(attendees.addMembers, { meetingId, id: presidium.id, ids: ids.slice(0, 1) })).toEqual({ count: 0 })
  const chaired = await office(attendees.setMember, { meetingId, id: presidium.id, attendeeId: ids[2]!, role: "chair", rights: null })
  expect(chaired).toMatchObject({ role: "chair", mayVote: true, mayElect: true })
  const body = (await office(attendees.bodies, { meetingId })).find(({ id }) => id === presidium.id)
  expect(body).toMatchObject({ members: 6, due: 5, voters: 5, electors: 5, needed: 3, chairs: [chaired.name] })
  const { rows, total } = await office(attendees.members, { meetingId, id: presidium.id })
  expect([rows[0]?.name, total]).toEqual([chaired.name, 6])
  expect((await office(attendees.members, { meetingId, id: presidium.id, find: "列席" })).rows.map(({ mayVote }) => mayVote)).toEqual([false])
  expect(await office(attendees.removeMembers, { meetingId, id: presidium.id, ids: ids.slice(0, 2) })).toEqual({ count: 2 })
})

test("a right is changed for one member with a reason, and follows the rule again when the reason is gone; an alternate never votes", async () => {
  const { meetingId, people } = await givenRoster({ count: 6 })
  const office = await as("*")
  const { id } = await add(office, meetingId)
  const attendeeId = people[0]!.id
  await office(attendees.addMembers, { meetingId, id, ids: [attendeeId] })
  const set = (role: "member" | "alternate", rights: { mayVote: boolean; mayElect: boolean; reason: string } | null) =>
    office(attendees.setMember, { meetingId, id, attendeeId, role, rights })
  expect(await set("member", { mayVote: true, mayElect: false, reason: "回避选举" })).toMatchObject({ mayVote: true, mayElect: false, reason: "回避选举" })
  expect(await set("member", null)).toMatchObject({ mayVote: true, mayElect: true, reason: null })
  expect(await set("alternate", null)).toMatchObject({ mayVote: false, mayElect: false })
  expect(await refused(set("alternate", { mayVote: true, mayElect: false, reason: "误" }))).toBe("attendees.alternateNoVote")
})

test("delegations become bodies at one word, their leaders are chairs, and who moves to another delegation changes the body", async () => {
  const { meetingId, people } = await givenRoster({ count: 30, delegations: 3 })
  const office = await as("*")
  expect(await office(attendees.formBodies, { meetingId, of: "delegation" })).toEqual({ count: 3 })
  expect(await office(attendees.formBodies, { meetingId, of: "delegation" })).toEqual({ count: 0 })
  const bodies = async () => (await office(attendees.bodies, { meetingId })).filter(({ kind }) => kind === "delegation")
  const [first, second] = await bodies()
  expect(first).toMatchObject({
    name: "云山县",
    members: 10,
    chairs: [people.find(({ delegation, role }) => delegation === "云山县" && role === "leader")?.name],
  })
  const mover = people.find(({ delegation, role }) => delegation === "云山县" && role === null)!
  await office(attendees.assignDelegation, { meetingId, ids: [mover.id], delegationId: second!.delegationId })
  expect((await bodies()).map(({ members }) => members)).toEqual([9, 11, 10])
  expect(await refused(office(attendees.addMembers, { meetingId, id: first!.id, ids: [mover.id] }))).toBe("attendees.followsRoster")
})

test("a committee is made of who was elected: members by strokes, alternates by their votes", async () => {
  const { meetingId, people } = await givenRoster({ count: 8 })
  const office = await as("*")
  const elected = people.slice(0, 6).map(({ id }, nth) => ({ attendeeId: id, votes: 100 - nth, alternate: nth > 3 }))
  const making = { meetingId, name: "第十届委员会", kind: "committee", ...half, source: "第二次全体会议选举" } as const
  const body = await office(attendees.addElected, { ...making, elected: [...elected].reverse() })
  expect(body).toMatchObject({ byHand: true, members: 6, voters: 4, due: 4, source: "第二次全体会议选举" })
  const { rows } = await office(attendees.members, { meetingId, id: body.id })
  const strokes = (await office(attendees.list, { meetingId, sort: { by: "surname", dir: "asc" } })).rows.map(({ name }) => name)
  const first = people.slice(0, 4).map(({ name }) => name)
  expect(rows.map(({ name }) => name)).toEqual([...strokes.filter((name) => first.includes(name)), people[4]!.name, people[5]!.name])
  expect(await refused(office(attendees.addElected, { ...making, name: "别的", elected: [{ attendeeId: nobody, votes: 1 }] }))).toBe("house.notFound")
})

test("a body is renamed against the version that was seen, and goes unless the programme uses it", async () => {
  const { meetingId } = await givenRoster({ count: 3 })
  const office = await as("*")
  const [assembly] = await office(attendees.bodies, { meetingId })
  const { id, version } = await add(office, meetingId)
  const edit = (name: string, seen = version) => office(attendees.editBody, { meetingId, id, version: seen, name, qualified: false })
  expect(await refused(edit(assembly!.name))).toBe("attendees.bodyNameTaken")
  expect(await edit("主席团")).toMatchObject({ name: "主席团", version: version + 1 })
  expect(await refused(edit("主席团会议"))).toBe("house.stale")
  expect(await refused(add(office, meetingId, "主席团"))).toBe("attendees.bodyNameTaken")
  expect(await refused(office(attendees.removeBody, { meetingId, id: assembly!.id }))).toBe("attendees.bodyInUse")
  expect(await office(attendees.removeBody, { meetingId, id })).toEqual({ count: 1 })
  const follows = { categories: ["观察员"], delegationId: null, groupId: null }
  const making = { meetingId, name: "常务会议", kind: "executive", ...half } as const
  expect(await refused(office(attendees.addBody, { ...making, follows }))).toBe("attendees.noSuchCategory")
  expect(await refused(office(attendees.addBody, { ...making, follows: { ...follows, categories: [] } }))).toBe("attendees.whoBelongs")
})

test("the list of members is printed for the office and written for a spreadsheet", async () => {
  const { meetingId, bodyId } = await givenRoster({ count: 12 })
  const office = await as("*")
  for (const form of ["pdf", "xlsx"] as const) {
    const { jobId } = await office(attendees.printMembers, { meetingId, id: bodyId, form })
    expect(await jobDone(jobId)).toMatchObject({ state: "done", result: { people: 12 } })
  }
})

test("what each kind of body needs is named, and its arithmetic can be counted again", () => {
  const preset = (key: string) => quorumPresets.find((one) => one.key === key)?.quorum
  expect([preset("congress"), preset("partyElection"), preset("grassRoots"), preset("government")]).toEqual([
    { num: 2, den: 3, strict: false },
    { num: 2, den: 3, strict: true },
    { num: 4, den: 5, strict: false },
    { num: 1, den: 2, strict: true },
  ])
  expect(arithmeticOf(812, { num: 2, den: 3, strict: false })).toBe("812 × 2/3 = 541.33")
  expect(arithmeticOf(810, { num: 2, den: 3, strict: true })).toBe("810 × 2/3 = 540")
})

test("what a body is stands in its name, and with it the quorum its rules ask for", () => {
  const named: [string, BodyKind | undefined][] = [
    ["大会主席团", "presidium"],
    ["主席团常务主席", "presidium"],
    ["代表资格审查委员会", "credentials"],
    ["资格审查小组", "credentials"],
    ["议案审查委员会", "committee"],
    ["第十届市委员会", "committee"],
    ["纪律检查委员会", "committee"],
    ["市人大常委会", "standing"],
    ["县人民代表大会常务委员会", "standing"],
    ["市政府常务会议", "executive"],
    ["局党组", "executive"],
    ["海州市第十次代表大会", "assembly"],
    ["云山县代表团", "delegation"],
    ["第一小组", "group"],
    ["筹备办公室", undefined],
  ]
  expect(named.map(([name]) => [name, kindByName(name)])).toEqual(named)
  expect(usualQuorum("standing")).toEqual({ quorum: { num: 1, den: 2, strict: true }, basis: "congressStanding" })
  expect(usualQuorum("credentials")).toEqual({ quorum: { num: 1, den: 2, strict: true }, basis: null })
})

test("without the grant nothing, and from another meeting no body is found", async () => {
  const { meetingId, bodyId, people } = await givenRoster({ count: 3 })
  const { meetingId: elsewhere } = await givenMeeting()
  const reader = await as("attendees.bodies", { meetingId })
  expect(await refused(reader(attendees.addBody, { meetingId, name: "甲", kind: "presidium", follows: null, ...half }))).toBe("house.mayNot")
  const stranger = await as("attendees.*", { meetingId: elsewhere })
  const ids = [people[0]!.id]
  const tries = [
    () => stranger(attendees.members, { meetingId: elsewhere, id: bodyId }),
    () => stranger(attendees.editBody, { meetingId: elsewhere, id: bodyId, version: 1, name: "甲", qualified: false }),
    () => stranger(attendees.removeBody, { meetingId: elsewhere, id: bodyId }),
    () => stranger(attendees.addMembers, { meetingId: elsewhere, id: bodyId, ids }),
    () => stranger(attendees.removeMembers, { meetingId: elsewhere, id: bodyId, ids }),
    () => stranger(attendees.setMember, { meetingId: elsewhere, id: bodyId, attendeeId: ids[0]!, role: "chair", rights: null }),
    () => stranger(attendees.printMembers, { meetingId: elsewhere, id: bodyId, form: "pdf" }),
  ]
  for (const attempt of tries) expect(await refused(attempt())).toBe("house.notFound")
  const own = await add(stranger, elsewhere)
  expect(await refused(stranger(attendees.addMembers, { meetingId: elsewhere, id: own.id, ids }))).toBe("house.notFound")
  expect(await refused(stranger(attendees.setMember, { meetingId: elsewhere, id: own.id, attendeeId: ids[0]!, role: "chair", rights: null }))).toBe(
    "attendees.notAMember",
  )
})

test("a list of 1 and one of 300 members cost the same number of statements, and so do the bodies", async () => {
  const { meetingId, bodyId } = await givenRoster({ count: 300, delegations: 12 })
  const office = await as("*")
  const { id } = await add(office, meetingId)
  const counted = (read: () => Promise<unknown>) => statements(/body/, read)
  const members = (of: string) => counted(() => office(attendees.members, { meetingId, id: of, size: 200 }))
  const [none, all, few] = [await members(id), await members(bodyId), await counted(() => office(attendees.bodies, { meetingId }))]
  expect([none, few]).toEqual([all, 1])
  await office(attendees.formBodies, { meetingId, of: "delegation" })
  expect(await counted(() => office(attendees.bodies, { meetingId }))).toBe(1)
})

type Act = { kind: "move" | "category" | "add" | "leave" | "back" | "remove" | "choose" | "drop"; who: number; to: number }
const acts = fc.array(
  fc.record({ kind: fc.constantFrom<Act["kind"]>("move", "category", "add", "leave", "back", "remove", "choose", "drop"), who: fc.nat(11), to: fc.nat(3) }),
  { minLength: 3, maxLength: 12 },
)
const categories = ["正式代表", "列席", "特邀", "正式代表"]

async function everyCountIsItsMembers(office: Caller, meetingId: string, bodies: readonly Body[]): Promise<void> {
  const everybody = (await office(attendees.list, { meetingId, size: 200 })).rows
  for (const body of bodies) {
    const { rows: all } = await office(attendees.members, { meetingId, id: body.id, size: 200 })
    const rows = all.filter(({ qualified }) => qualified)
    const counts = { members: rows.length, voters: rows.filter(({ mayVote }) => mayVote).length, excused: rows.filter(({ excused }) => excused).length }
    expect(body).toMatchObject({ ...counts, unqualified: all.length - rows.length })
    expect(body.due).toBe(all.some(({ mayVote }) => mayVote) ? counts.voters : counts.members)
    const belongs = (one: (typeof everybody)[number]) => body.categories.includes(one.category) && (body.delegationId ?? one.delegationId) === one.delegationId
    if (!body.byHand)
      expect(all.map(({ attendeeId }) => attendeeId).sort()).toEqual(
        everybody
          .filter(belongs)
          .map(({ id }) => id)
          .sort(),
      )
  }
}

test("whatever is done to the people, the counts of every body are its members", { timeout: 120_000 }, async () => {
  const { meetingId } = await givenRoster({ count: 12, delegations: 3 })
  const office = await as("*")
  await office(attendees.formBodies, { meetingId, of: "delegation" })
  const presidium = await add(office, meetingId)
  const delegations = await office(attendees.delegations, { meetingId })
  const done: Record<Act["kind"], (id: string, to: number) => Promise<unknown>> = {
    move: (id, to) => office(attendees.assignDelegation, { meetingId, ids: [id], delegationId: delegations[to]?.id ?? null }),
    category: async (id, to) => {
      const { name, sex, ethnicity, delegationId, unit, post, rank, role, remark, version } = await office(attendees.get, { meetingId, id })
      const written = { name, sex, ethnicity, delegationId, unit, post, rank, role, remark, sameNameMark: null }
      return office(attendees.update, { ...written, meetingId, id, version, category: categories[to]! })
    },
    add: (_id, to) => office(attendees.add, { meetingId, name: `新人${to}`, category: categories[to]!, delegationId: delegations[to]?.id ?? null }),
    leave: (id) => office(attendees.grantLeave, { meetingId, id, reason: "出国" }).catch(() => undefined),
    back: (id) => office(attendees.endLeave, { meetingId, id }).catch(() => undefined),
    remove: (id) => office(attendees.remove, { meetingId, ids: [id] }),
    choose: (id) => office(attendees.addMembers, { meetingId, id: presidium.id, ids: [id] }),
    drop: (id) => office(attendees.removeMembers, { meetingId, id: presidium.id, ids: [id] }),
  }
  await fc.assert(
    fc.asyncProperty(acts, async (sequence) => {
      for (const { kind, who, to } of sequence) {
        const people = (await office(attendees.list, { meetingId, size: 200 })).rows
        const one = people[who % people.length]
        if (one || kind === "add") await done[kind](one?.id ?? "", to)
      }
      await everyCountIsItsMembers(office, meetingId, await office(attendees.bodies, { meetingId }))
    }),
    { numRuns: 12 },
  )
})
