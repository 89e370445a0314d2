import { beforeAll, expect, test } from "vitest"
import { addDays, daysBetween } from "#kernel/dates.ts"
import { newId } from "#kernel/ids.ts"
import { agenda } from "#modules/agenda/contract.ts"
import { attendees } from "#modules/attendees/contract.ts"
import { meetings } from "#modules/meetings/contract.ts"
import { givenMeeting } from "#modules/meetings/given.ts"
import { givenSeries } from "#modules/meetings/series/given.ts"
import { seating } from "#modules/seating/contract.ts"
import { type Task, tasks } from "#modules/tasks/contract.ts"
import { voting } from "#modules/voting/contract.ts"
import { as, type Caller, refused } from "./harness.ts"

let office: Caller
beforeAll(async () => {
  office = await as("*")
})

const tasksIn = async (meetingId: string): Promise<Task[]> => {
  const first = await office(tasks.list, { meetingId, size: 200 })
  return first.rows as Task[]
}
/** What of a meeting is relative, without the ids that are its own. */
async function gist(meetingId: string) {
  const all = await tasksIn(meetingId)
  const titleOf = new Map(all.map(({ id, title }) => [id, title]))
  const anchored = (anchor: string | null) => (anchor?.startsWith("task:") ? titleOf.get(anchor.slice(5)) : anchor)
  const sessions = await office(agenda.list, { meetingId })
  return {
    tasks: all
      .map((task) => [
        ...[task.title, task.stage, task.team, task.role, anchored(task.anchor), task.offset, task.unit, task.clock, task.dueOn, task.startsOn, task.legal],
        ...[task.standard, task.certainty, task.needsProofs, task.waitsFor.map(({ title }) => title).sort(), task.document],
      ])
      .sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1)),
    sessions: sessions.map((one) => [
      one.key,
      one.title,
      one.kind,
      one.day,
      one.starts,
      one.ends,
      one.anchor,
      one.place,
      one.chair,
      one.bodyName,
      one.signIn,
      one.remark,
    ]),
    bodies: (await office(attendees.bodies, { meetingId })).map(({ key, name, quorum, categories }) => [key, name, quorum, categories]),
    categories: (await office(attendees.categories, { meetingId })).map(({ key, name, mayVote }) => [key, name, mayVote]),
    hall: await office(seating.map, { meetingId }).then(({ plan: { hall, rostrum, order } }) => ({ hall, rostrum, order })),
    polls: (await office(voting.list, { meetingId })).map(({ title, rules }) => [title, rules]),
  }
}
const copyOf = async (meetingId: string, startsOn: string, name = `复制${newId().slice(-6)}会`) =>
  (await office(meetings.copy, { meetingId, startsOn, name })).meetingId

test("a copied congress has every session and task at its distance from the new days, and none of them done", async () => {
  const { meetingId, meeting } = await givenMeeting({ startsOn: "2027-03-09" })
  const done = (await tasksIn(meetingId)).slice(0, 3).map(({ id }) => id)
  await office(tasks.complete, { meetingId, ids: done, regardless: "演示" })
  const copied = await copyOf(meetingId, "2027-06-15", meeting.name)
  const by = daysBetween("2027-03-09", "2027-06-15")
  expect(await office(meetings.get, { meetingId: copied })).toMatchObject({
    arrivesOn: addDays(meeting.arrivesOn, by),
    startsOn: "2027-06-15",
    endsOn: addDays(meeting.endsOn, by),
    departsOn: addDays(meeting.departsOn, by),
    host: meeting.host,
    hall: meeting.hall,
    theme: "",
  })
  const [before, after] = [await tasksIn(meetingId), await tasksIn(copied)]
  const due = new Map(after.map(({ title, dueOn }) => [title, dueOn]))
  expect(after).toHaveLength(before.length)
  expect(after.every(({ doneAt }) => doneAt === null)).toBe(true)
  for (const task of before.filter(({ unit }) => unit !== "workday")) expect([task.title, due.get(task.title)]).toEqual([task.title, addDays(task.dueOn, by)])
  const days = (all: { title: string; day: string }[]) => all.map(({ title, day }) => [title, day])
  const sessions = await office(agenda.list, { meetingId })
  expect(days(await office(agenda.list, { meetingId: copied }))).toEqual(days(sessions.map((one) => ({ ...one, day: addDays(one.day, by) }))))
  const [old, fresh] = [await gist(meetingId), await gist(copied)]
  expect([fresh.bodies, fresh.categories, fresh.hall, fresh.polls]).toEqual([old.bodies, old.categories, old.hall, old.polls])
})

test("what counts working days goes round the festival and takes the make-up days as working days", async () => {
  const { series } = await givenSeries()
  const { meetingId } = await office(meetings.createNext, { seriesId: series.id, number: 24, startsOn: "2027-03-02" })
  const dueIn = async (id: string) => new Map((await tasksIn(id)).map(({ title, dueOn }) => [title, dueOn]))
  const papers = "收齐议题材料并校核"
  expect((await dueIn(meetingId)).get(papers)).toBe("2027-02-25")
  const before = await copyOf(meetingId, "2026-10-13")
  // 2026: off from 1 to 7 October, work on Saturday 10
  expect((await dueIn(before)).get(papers)).toBe("2026-10-09")
  expect((await dueIn(await copyOf(meetingId, "2026-10-08"))).get(papers)).toBe("2026-09-28")
})

test("what was fixed to a day moves with the opening, and it is said", async () => {
  const { meetingId } = await givenMeeting({ startsOn: "2027-03-09" })
  const [{ stage, team } = { stage: "", team: "" }] = await tasksIn(meetingId)
  const fixed = { meetingId, stage, team, title: "请示市委", owner: "林知远", startsOn: "2027-02-01", dueOn: "2027-02-02", fixed: true }
  await office(tasks.add, fixed)
  const { said, days, rest } = await office(meetings.copyPreview, { meetingId, startsOn: "2027-03-13" })
  expect([days, rest]).toEqual([4, ""])
  expect(said).toContain("其中 1 项原来定死日期的，也随开幕日一起移")
  const copied = (await tasksIn(await copyOf(meetingId, "2027-03-13"))).find(({ title }) => title === "请示市委")
  expect(copied).toMatchObject({ dueOn: "2027-02-06", startsOn: "2027-02-05", anchor: "opening", owner: "" })
})

test("people come along only when asked, without leave and seats, and with telephones only when asked for", async () => {
  const { series } = await givenSeries()
  const { meetingId } = await office(meetings.createNext, { seriesId: series.id, number: 24 })
  const { rows } = await office(attendees.list, { meetingId, sort: { by: "given", dir: "asc" } })
  const [mayor] = rows
  if (!mayor) throw new Error("nobody on the roster")
  expect(rows.map(({ name, category, rank }) => [name, category, rank]).slice(0, 2)).toEqual([
    ["林知远", "组成人员", 1],
    ["李立新", "组成人员", 2],
  ])
  await office(attendees.update, {
    ...(await office(attendees.get, { meetingId, id: mayor.id })),
    sameNameMark: null,
    phone: "13800001234",
    idNumber: null,
    birth: null,
    meetingId,
    id: mayor.id,
  })
  const second = rows[1]
  if (second) await office(attendees.grantLeave, { meetingId, id: second.id, reason: "出差" })
  const copyWith = async (people: "none" | "people" | "phones") => {
    const { meetingId: id } = await office(meetings.copy, { meetingId, startsOn: "2027-03-02", name: "复制的会", people })
    return (await office(attendees.list, { meetingId: id, sort: { by: "given", dir: "asc" } })).rows
  }
  expect(await copyWith("none")).toEqual([])
  const people = await copyWith("people")
  expect(people.map(({ name, excusedReason, phone }) => [name, excusedReason, phone]).slice(0, 2)).toEqual([
    ["林知远", null, null],
    ["李立新", null, null],
  ])
  expect(people).toHaveLength(30)
  expect((await copyWith("phones"))[0]?.phone).toBe("138****1234")
  const body = (await office(attendees.bodies, { meetingId }))[0]
  expect(body).toMatchObject({ name: "组成人员会议", members: 15, needed: 8, quorum: { num: 1, den: 2, strict: false } })
})

test("a body chosen by hand comes along, its members with their roles when people do; what was noted of a session stays noted", async () => {
  const { series } = await givenSeries()
  const { meetingId } = await office(meetings.createNext, { seriesId: series.id, number: 24 })
  const { rows } = await office(attendees.list, { meetingId, sort: { by: "given", dir: "asc" } })
  const members = rows.slice(0, 3)
  const making = { meetingId, name: "计票小组", kind: "committee" as const, quorum: { num: 1, den: 2, strict: true }, follows: null }
  const { id } = await office(attendees.addBody, making)
  await office(attendees.addMembers, { meetingId, id, ids: members.map((one) => one.id) })
  await office(attendees.setMember, { meetingId, id, attendeeId: members[1]?.id ?? "", role: "chair", rights: null })
  const [session] = await office(agenda.list, { meetingId })
  const { kind, title, day, starts, ends, place, chair, bodyId, signIn, version } = session!
  const noted = { kind, title, day, starts, ends, place, chair, bodyId, signIn, remark: "会前十分钟静场" }
  await office(agenda.edit, { meetingId, id: session!.id, version, fixed: false, ...noted })
  const bodyIn = async (where: string) => {
    const body = (await office(attendees.bodies, { meetingId: where })).find(({ name }) => name === "计票小组")
    return { byHand: body?.byHand, members: body?.members, chairs: body?.chairs, needed: body?.needed }
  }
  const copyWith = async (people: "none" | "people") => (await office(meetings.copy, { meetingId, startsOn: "2027-03-02", name: "复制的会", people })).meetingId
  const whole = await copyWith("people")
  expect(await bodyIn(whole)).toEqual(await bodyIn(meetingId))
  expect((await bodyIn(whole)).chairs).toEqual([members[1]?.name])
  expect(await bodyIn(await copyWith("none"))).toMatchObject({ byHand: true, members: 0 })
  expect((await office(agenda.list, { meetingId: whole })).map(({ remark }) => remark)).toContain("会前十分钟静场")
})

test("a copy needs the right to make meetings where the old one stands, and to read its roster when people come along", async () => {
  const { meetingId } = await givenMeeting({ startsOn: "2027-03-09" })
  const wanted = { meetingId, startsOn: "2027-06-15", name: "复制的会" }
  expect(await refused((await as(["meetings.*"], { meetingId }))(meetings.copy, wanted))).toBe("meetings.mayNotCopy")
  const copier = await as(["meetings.*"])
  expect(await refused(copier(meetings.copy, { ...wanted, people: "people" }))).toBe("house.mayNot")
  expect((await copier(meetings.copy, wanted)).name).toBe("复制的会")
})

test("the copy of a copy is the copy by both shifts together", async () => {
  const { meetingId } = await givenMeeting({ startsOn: "2027-03-09" })
  const [{ stage, team } = { stage: "", team: "" }] = await tasksIn(meetingId)
  await office(tasks.add, { meetingId, stage, team, title: "手加的任务", owner: "", startsOn: "2027-02-01", dueOn: "2027-02-02", fixed: true })
  const session = {
    kind: "other" as const,
    title: "手加的会次",
    day: "2027-03-10",
    starts: "20:00",
    ends: "21:00",
    place: "二号厅",
    chair: "",
    bodyId: null,
    signIn: false,
  }
  await office(agenda.add, { meetingId, ...session, fixed: true })
  for (const [one, two] of [
    [35, 77],
    [-40, 200],
    [203, -11],
  ] as const) {
    const once = await copyOf(meetingId, addDays("2027-03-09", one))
    const twice = await copyOf(once, addDays("2027-03-09", one + two))
    expect(await gist(twice)).toEqual(await gist(await copyOf(meetingId, addDays("2027-03-09", one + two))))
  }
}, 60_000)
