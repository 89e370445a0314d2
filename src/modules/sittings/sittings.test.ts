import { describe, expect, test } from "vitest"
import { agenda } from "#modules/agenda/contract.ts"
import { as, asDevice, house, refused } from "../../../test/harness.ts"
import { sittings } from "./contract.ts"
import { givenOpenSitting, givenSession, signIn } from "./given.ts"

describe("a session is opened by its quorum", () => {
  test("while too few are there it is refused, with every number", async () => {
    const hall = await givenSession({ count: 12, present: 0 })
    const at = { meetingId: hall.meetingId, sessionId: hall.sessionId }
    const members = hall.voters.length
    const needed = Math.ceil((members * 2) / 3)
    await signIn(hall, hall.voters.slice(0, needed - 1))
    const refusal = await hall.office(sittings.open, at).catch((error: { code: string; data: unknown; message: string }) => error)
    expect(refusal).toMatchObject({ code: "sittings.noQuorum", data: { members, needed, present: needed - 1, missing: 1 } })
    expect((refusal as { message?: string }).message).toContain(`应到${members}人，法定最少${needed}人，实到${needed - 1}人，还差1人`)
    await signIn(hall, [hall.voters[needed - 1]!])
    expect(await hall.office(sittings.open, at)).toMatchObject({ state: "open" })
    expect(await refused(hall.office(sittings.open, at))).toBe("sittings.alreadyOpen")
  })

  test("a session without a body cannot be counted", async () => {
    const { meetingId, office } = await givenSession()
    const bodiless = (await office(agenda.list, { meetingId })).find((session) => !session.bodyId)!
    expect(await refused(office(sittings.open, { meetingId, sessionId: bodiless.id }))).toBe("sittings.noBody")
  })

  test("an empty body is told to import its roster", async () => {
    const { givenMeeting } = await import("#modules/meetings/given.ts")
    const { meetingId } = await givenMeeting()
    const office = await as("*")
    const [first] = await office(sittings.list, { meetingId })
    expect(await refused(office(sittings.open, { meetingId, sessionId: first!.sessionId }))).toBe("sittings.noMembers")
  })

  test("two operators who open it at once open it once", async () => {
    const { meetingId, sessionId, office } = await givenSession()
    const outcomes = await Promise.allSettled([office(sittings.open, { meetingId, sessionId }), office(sittings.open, { meetingId, sessionId })])
    expect(outcomes.filter((outcome) => outcome.status === "fulfilled")).toHaveLength(1)
    expect((await office(sittings.get, { meetingId, sessionId })).events).toHaveLength(1)
  })
})

describe("a sitting goes on", () => {
  test("items are added, moved, begun and removed; what has begun keeps its place", async () => {
    const { meetingId, sessionId, office } = await givenOpenSitting()
    const at = { meetingId, sessionId }
    const before = (await office(sittings.get, at)).items.length
    const items = await office(sittings.addItems, { ...at, titles: ["宣布开会", "听取报告", "书面审议"] })
    const [open, report, review] = items.slice(before)
    await office(sittings.moveItem, { ...at, id: open!.id, position: 1 })
    await office(sittings.startItem, { ...at, id: open!.id })
    expect(await refused(office(sittings.moveItem, { ...at, id: open!.id, position: 3 }))).toBe("sittings.itemBegun")
    expect((await office(sittings.moveItem, { ...at, id: review!.id, position: 1 }))[1]).toMatchObject({ id: review!.id, position: 2 })
    await office(sittings.removeItem, { ...at, id: review!.id })
    const after = await office(sittings.startItem, { ...at, id: report!.id })
    expect(after.find((item) => item.id === open!.id)!.endedAt).not.toBeNull()
    expect(after.find((item) => item.id === report!.id)).toMatchObject({ endedAt: null })
    expect(await refused(office(sittings.removeItem, { ...at, id: report!.id }))).toBe("sittings.itemBegun")
    const poll = after.find((item) => item.pollId)!
    expect(await refused(office(sittings.removeItem, { ...at, id: poll.id }))).toBe("sittings.itemIsPoll")
  })

  test("what is logged stays as it was logged", async () => {
    const { meetingId, sessionId, office } = await givenOpenSitting()
    const event = await office(sittings.note, { meetingId, sessionId, text: "主持人宣读议程。" })
    const { platform } = await house()
    await expect(platform.pool.query("update sitting_event set sentence = '别的' where id = $1", [event.id])).rejects.toThrow("never changed")
    expect((await office(sittings.get, { meetingId, sessionId })).events.at(-1)).toEqual(event)
  })

  test("a closed sitting takes nothing more", async () => {
    const { meetingId, sessionId, office } = await givenOpenSitting()
    expect(await office(sittings.close, { meetingId, sessionId })).toMatchObject({ state: "closed" })
    for (const work of [
      () => office(sittings.close, { meetingId, sessionId }),
      () => office(sittings.open, { meetingId, sessionId }),
      () => office(sittings.note, { meetingId, sessionId, text: "迟了" }),
      () => office(sittings.addItems, { meetingId, sessionId, titles: ["迟了"] }),
    ])
      expect(await refused(work())).toBe("sittings.isClosed")
  })

  test("before it is opened there is nothing to log or close", async () => {
    const { meetingId, sessionId, office } = await givenSession()
    expect(await refused(office(sittings.note, { meetingId, sessionId, text: "早了" }))).toBe("sittings.notOpen")
    expect(await refused(office(sittings.close, { meetingId, sessionId }))).toBe("sittings.notOpen")
  })
})

describe("the hall screen", () => {
  test("shows the title until something is released, then that on every screen", async () => {
    const { meetingId, sessionId, office, voters } = await givenOpenSitting()
    const { id } = await office(sittings.addScreen, { meetingId, name: "主屏" })
    expect(await refused(office(sittings.addScreen, { meetingId, name: "主屏" }))).toBe("sittings.screenName")
    const screen = await asDevice(meetingId, "screen", "侧屏")
    expect(await screen(sittings.screenState, { meetingId })).toMatchObject({ frame: { what: "title" }, shownAt: null })
    await office(sittings.show, { meetingId, what: "attendance", sessionId })
    expect((await screen(sittings.screenState, { meetingId })).frame).toMatchObject({ what: "attendance", members: voters.length, reached: true })
    const [item] = await office(sittings.addItems, { meetingId, sessionId, titles: ["宣布开会"] })
    await office(sittings.startItem, { meetingId, sessionId, id: item!.id })
    expect((await screen(sittings.screenState, { meetingId })).frame).toMatchObject({ what: "item", title: item!.title })
    await office(sittings.show, { meetingId, what: "board", sessionId })
    expect((await screen(sittings.screenState, { meetingId })).frame).toEqual({ what: "board", sessionId })
    await office(sittings.revokeScreen, { meetingId, id })
    expect((await office(sittings.screens, { meetingId })).find((one) => one.id === id)!.revokedAt).not.toBeNull()
  })

  test("a screen only looks, and only at its own meeting", async () => {
    const { meetingId, sessionId } = await givenOpenSitting()
    const other = await givenSession()
    const screen = await asDevice(meetingId, "screen")
    expect(await refused(screen(sittings.show, { meetingId, what: "title", sessionId }))).toBe("house.mayNot")
    expect(await refused(screen(sittings.screenState, { meetingId: other.meetingId }))).toBe("house.notFound")
    const clerk = await as("sittings.list", { meetingId })
    expect(await refused(clerk(sittings.open, { meetingId, sessionId }))).toBe("house.mayNot")
    const stranger = await as("sittings.*", { meetingId: other.meetingId })
    expect(await refused(stranger(sittings.get, { meetingId: other.meetingId, sessionId }))).toBe("house.notFound")
  })
})
