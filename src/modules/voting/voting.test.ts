import { describe, expect, test } from "vitest"
import { house as houseContract } from "#kernel/house.ts"
import { newId } from "#kernel/ids.ts"
import { meetings } from "#modules/meetings/contract.ts"
import { givenMeeting } from "#modules/meetings/given.ts"
import { sittings } from "#modules/sittings/contract.ts"
import { givenOpenSitting, givenSession, signIn } from "#modules/sittings/given.ts"
import { as, asAttendee, asDevice, house, jobDone, refused } from "../../../test/harness.ts"
import { voting } from "./contract.ts"
import { givenOpenPoll, press, simpleMajority } from "./given.ts"

const phoneOf = (hall: { meetingId: string; voters: { id: string; name: string }[] }, at: number) =>
  asAttendee(hall.meetingId, hall.voters[at]!.id, hall.voters[at]!.name)

describe("a motion is prepared", () => {
  test("a congress comes with its motions, each in the running order of its session", async () => {
    const { meetingId } = await givenMeeting()
    const office = await as("*")
    const polls = await office(voting.list, { meetingId })
    expect(polls.map((poll) => [poll.title, poll.state])).toEqual([
      ["关于工作报告的决议（草案）", "draft"],
      ["关于纪律检查工作报告的决议（草案）", "draft"],
    ])
    const sitting = await office(sittings.get, { meetingId, sessionId: polls[0]!.sessionId })
    expect(sitting.items.map((item) => [item.title, item.pollId])).toEqual(polls.map((poll) => [`表决 ${poll.title}`, poll.id]))
  })

  test("a draft is edited by whoever saw its last version, renamed in the running order, and removed", async () => {
    const { meetingId, sessionId, office } = await givenSession()
    const draft = await office(voting.add, { meetingId, sessionId, title: "议案甲", rules: simpleMajority })
    const edited = await office(voting.edit, { meetingId, id: draft.id, title: "议案乙", rules: simpleMajority, version: draft.version })
    expect(edited).toMatchObject({ title: "议案乙", version: 2 })
    expect(await refused(office(voting.edit, { meetingId, id: draft.id, title: "丙", rules: simpleMajority, version: 1 }))).toBe("house.stale")
    expect((await office(sittings.get, { meetingId, sessionId })).items.at(-1)).toMatchObject({ title: "表决 议案乙" })
    await office(voting.remove, { meetingId, id: draft.id })
    expect(await refused(office(voting.get, { meetingId, id: draft.id }))).toBe("house.notFound")
  })

  test("rules that make no sense are refused before the hall waits for them", async () => {
    const { meetingId, sessionId, office } = await givenSession()
    const rules = { ...simpleMajority, threshold: { num: 3, den: 2, strict: false } }
    expect(await refused(office(voting.add, { meetingId, sessionId, title: "议案", rules }))).toBe("voting.shareAboveOne")
  })
})

describe("a vote is opened", () => {
  test("only in a sitting that is open, one at a time, and only once", async () => {
    const hall = await givenSession()
    const { meetingId, sessionId, office } = hall
    const [first, second] = [
      await office(voting.add, { meetingId, sessionId, title: "一", rules: simpleMajority }),
      await office(voting.add, { meetingId, sessionId, title: "二", rules: simpleMajority }),
    ]
    expect(await refused(office(voting.open, { meetingId, id: first.id }))).toBe("sittings.notOpen")
    await office(sittings.open, { meetingId, sessionId })
    const poll = await office(voting.open, { meetingId, id: first.id })
    expect(poll).toMatchObject({ state: "open", members: hall.voters.length, present: hall.voters.length })
    expect(poll.ruleHash).toMatch(/^[0-9a-f]{64}$/)
    expect(await refused(office(voting.open, { meetingId, id: second.id }))).toBe("voting.otherOpen")
    expect(await refused(office(voting.open, { meetingId, id: first.id }))).toBe("voting.notDraft")
    expect(await refused(office(sittings.close, { meetingId, sessionId }))).toBe("sittings.pollOpen")
    expect(await refused(office(voting.edit, { meetingId, id: first.id, title: "改", rules: simpleMajority, version: poll.version }))).toBe("voting.notDraft")
  })

  test("it is on the hall screen and in the log at once, and its result is not", async () => {
    const { meetingId, sessionId, office, poll, voters } = await givenOpenPoll()
    const screen = await asDevice(meetingId, "screen", "主屏")
    const shown = await screen(sittings.screenState, { meetingId })
    expect(shown.frame).toMatchObject({ what: "vote", title: poll.title, state: "open", members: voters.length, cast: 0 })
    expect(await refused(office(sittings.show, { meetingId, what: "result", sessionId, id: poll.id }))).toBe("sittings.notReleased")
    const { events } = await office(sittings.get, { meetingId, sessionId })
    expect(events.at(-1)).toMatchObject({ kind: "pollOpened", sentence: expect.stringContaining(`应到${voters.length}人`) })
  })
})

describe("a ballot is cast", () => {
  test("it is acknowledged with its time, and sent again it is the same ballot", async () => {
    const hall = await givenOpenPoll()
    const phone = await phoneOf(hall, 0)
    const ballot = { pollId: hall.poll.id, choice: "for" }
    const answers = await Promise.all(Array.from({ length: 10 }, () => press(phone, ballot)))
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect((await hall.office(voting.progress, { meetingId: hall.meetingId, id: hall.poll.id })).cast).toBe(1)
    expect((await phone(voting.mine, {})).ballot).toEqual(answers[0])
  })

  test("the last press counts, and a late retry of an earlier one does not undo it", async () => {
    const hall = await givenOpenPoll()
    const phone = await phoneOf(hall, 0)
    const pollId = hall.poll.id
    await press(phone, { pollId, choice: "for", press: 1 })
    await press(phone, { pollId, choice: "against", press: 2 })
    expect(await press(phone, { pollId, choice: "for", press: 1 })).toMatchObject({ choice: "against", press: 2 })
  })

  test("where the first press counts, the box keeps it and says so", async () => {
    const hall = await givenOpenPoll({ rules: { press: "first" } })
    const phone = await phoneOf(hall, 0)
    const first = await press(phone, { pollId: hall.poll.id, choice: "for", press: 1 })
    expect(await press(phone, { pollId: hall.poll.id, choice: "against", press: 2 })).toEqual(first)
  })

  test("whoever has not signed in is told so, and may vote as soon as he has", async () => {
    const hall = await givenOpenPoll({ count: 12, present: 9 })
    const late = hall.voters.at(-1)!
    const phone = await asAttendee(hall.meetingId, late.id)
    const ballot = { pollId: hall.poll.id, choice: "for" }
    expect(await refused(press(phone, ballot))).toBe("voting.notSignedIn")
    await signIn(hall, [late])
    expect(await press(phone, ballot)).toMatchObject({ choice: "for" })
    expect(await hall.office(voting.progress, { meetingId: hall.meetingId, id: hall.poll.id })).toMatchObject({ cast: 1, present: hall.poll.present! + 1 })
  })

  test("an account, a screen, another choice and another meeting's delegate are refused", async () => {
    const hall = await givenOpenPoll()
    const pollId = hall.poll.id
    const other = await givenSession()
    expect(await refused(press(hall.office, { pollId, choice: "for" }))).toBe("voting.attendeesOnly")
    expect(await refused(press(await asDevice(hall.meetingId, "screen"), { pollId, choice: "for" }))).toBe("voting.attendeesOnly")
    expect(await refused(press(await phoneOf(hall, 0), { pollId, choice: "perhaps" }))).toBe("voting.unknownVote")
    expect(await refused(press(await phoneOf(other, 0), { pollId, choice: "for" }))).toBe("house.notFound")
    expect(await refused(press(await asAttendee(hall.meetingId, newId()), { pollId, choice: "for" }))).toBe("voting.notAVoter")
  })

  test("a ballot that is cast while the vote is ended is either counted or refused, never lost", async () => {
    const hall = await givenOpenPoll({ count: 20 })
    const phones = await Promise.all(hall.voters.map((_, at) => phoneOf(hall, at)))
    const casting = phones.map((phone) =>
      press(phone, { pollId: hall.poll.id, choice: "for" }).then(
        () => "in",
        (error: { code: string }) => error.code,
      ),
    )
    const closed = await hall.office(voting.close, { meetingId: hall.meetingId, id: hall.poll.id })
    const outcomes = await Promise.all(casting)
    expect(outcomes.filter((outcome) => outcome === "in")).toHaveLength(closed.result!.cast)
    expect(outcomes.every((outcome) => outcome === "in" || outcome === "voting.tooLate")).toBe(true)
  })
})

describe("a vote is ended and announced", () => {
  test("phones and hands are counted by the one engine; the sentence is the hall's when it is released", async () => {
    const hall = await givenOpenPoll({ count: 9 })
    const { meetingId, sessionId, office, poll, voters } = hall
    for (let at = 0; at < 4; at++) await press(await phoneOf(hall, at), { pollId: poll.id, choice: at === 3 ? "against" : "for" })
    await office(voting.addHandCount, { meetingId, id: poll.id, counts: { for: 2, abstain: 1 }, reason: "表决器故障改举手" })
    const closed = await office(voting.close, { meetingId, id: poll.id })
    expect(closed.result).toMatchObject({ cast: 7, electronic: 4, byHand: 3, notPressed: voters.length - 7, needed: 5, passed: true })
    expect(closed.result!.sentence).toBe(`应到${voters.length}人，实到${voters.length}人，赞成5票，需5票，通过。`)
    const screen = await asDevice(meetingId, "screen")
    expect((await screen(sittings.screenState, { meetingId })).frame).toMatchObject({ what: "vote", state: "counted" })
    await office(voting.release, { meetingId, id: poll.id })
    const { frame } = await screen(sittings.screenState, { meetingId })
    expect(frame).toMatchObject({
      what: "result",
      passed: true,
      needed: 5,
      scale: voters.length,
      rows: [
        { name: { "zh-CN": "赞成" }, votes: 5 },
        { choice: "against", votes: 1 },
        { choice: "abstain", votes: 1 },
      ],
    })
    const phone = await phoneOf(hall, 0)
    expect((await phone(voting.mine, {})).poll).toMatchObject({ state: "closed", sentence: closed.result!.sentence })
    const { events } = await office(sittings.get, { meetingId, sessionId })
    expect(events.map((event) => event.kind)).toEqual(["opened", "pollOpened", "handCount", "pollClosed", "resultReleased"])
  })

  test("hands and phones that are more than the hall holds are refused, and the vote stays open to be mended", async () => {
    const hall = await givenOpenPoll({ count: 9 })
    const { meetingId, office, poll } = hall
    await press(await phoneOf(hall, 0), { pollId: poll.id, choice: "for" })
    const [hand] = await office(voting.addHandCount, { meetingId, id: poll.id, counts: { for: hall.voters.length }, reason: "举手" })
    expect(await refused(office(voting.close, { meetingId, id: poll.id }))).toBe("voting.castAbovePresent")
    expect(await refused(office(voting.addHandCount, { meetingId, id: poll.id, counts: { perhaps: 1 }, reason: "举手" }))).toBe("voting.unknownVote")
    expect(await office(voting.removeHandCount, { meetingId, id: poll.id, handCountId: hand!.id })).toEqual([])
    expect(await refused(office(voting.removeHandCount, { meetingId, id: poll.id, handCountId: hand!.id }))).toBe("house.notFound")
    expect(await office(voting.close, { meetingId, id: poll.id })).toMatchObject({ state: "closed" })
  })

  test("rules that were changed behind the door while it was open are noticed, and nothing is counted", async () => {
    const { meetingId, office, poll } = await givenOpenPoll()
    const { platform } = await house()
    await platform.pool.query(`update poll set rules = jsonb_set(rules, '{threshold,num}', '0') where id = $1`, [poll.id])
    expect(await refused(office(voting.close, { meetingId, id: poll.id }))).toBe("voting.changedWhileOpen")
  })

  test("a vote is broken off with its reason, and can then not be ended or released", async () => {
    const hall = await givenOpenPoll()
    const { meetingId, office, poll } = hall
    expect(await refused(office(voting.release, { meetingId, id: poll.id }))).toBe("voting.notClosed")
    expect(await refused(office(voting.report, { meetingId, id: poll.id }))).toBe("voting.notClosed")
    await office(voting.abandon, { meetingId, id: poll.id, reason: "议案撤回" })
    expect(await refused(office(voting.close, { meetingId, id: poll.id }))).toBe("voting.notOpen")
    expect(await refused(press(await phoneOf(hall, 0), { pollId: poll.id, choice: "for" }))).toBe("voting.tooLate")
  })

  test("the signed report is printed with every number", async () => {
    const { meetingId, office, poll } = await givenOpenPoll()
    await office(voting.close, { meetingId, id: poll.id })
    const { jobId } = await office(voting.report, { meetingId, id: poll.id })
    const run = await jobDone(jobId)
    expect(run).toMatchObject({ state: "done", result: { pages: 1 } })
    expect((await office(voting.get, { meetingId, id: poll.id })).reportFileId).not.toBeNull()
    expect(await office(houseContract.resultTicket, { id: jobId })).toMatchObject({ name: expect.stringContaining("表决结果报告单") })
  })
})

describe("who may know what", () => {
  test("named ballots are seen by whoever holds that grant, when the vote is over, and by nobody else", async () => {
    const hall = await givenOpenPoll()
    const { meetingId, poll, voters } = hall
    await press(await phoneOf(hall, 0), { pollId: poll.id, choice: "abstain" })
    const operator = await as(["voting.list", "voting.progress", "voting.close"], { meetingId })
    expect(await refused(operator(voting.ballots, { meetingId, id: poll.id }))).toBe("house.mayNot")
    const chief = await as("voting.ballots", { meetingId })
    expect(await refused(chief(voting.ballots, { meetingId, id: poll.id }))).toBe("voting.notClosed")
    await operator(voting.close, { meetingId, id: poll.id })
    const { rows, total } = await chief(voting.ballots, { meetingId, id: poll.id })
    expect(total).toBe(voters.length)
    expect(rows.filter((row) => row.choice).map((row) => [row.attendeeId, row.choice])).toEqual([[voters[0]!.id, "abstain"]])
  })

  test("progress is counts of people, by delegation, and adds up", async () => {
    const hall = await givenOpenPoll()
    await press(await phoneOf(hall, 1), { pollId: hall.poll.id, choice: "for" })
    const progress = await hall.office(voting.progress, { meetingId: hall.meetingId, id: hall.poll.id })
    expect(progress.delegations.reduce((sum, one) => sum + one.cast, 0)).toBe(progress.cast)
    expect(progress.delegations.reduce((sum, one) => sum + one.present, 0)).toBe(progress.present)
  })

  test("an office of another meeting finds nothing, and one without the grant may not", async () => {
    const { meetingId, poll } = await givenOpenPoll()
    const { meetingId: elsewhere } = await givenMeeting()
    const stranger = await as("voting.*", { meetingId: elsewhere })
    expect(await refused(stranger(voting.close, { meetingId, id: poll.id }))).toBe("house.notFound")
    expect(await refused(stranger(voting.close, { meetingId: elsewhere, id: poll.id }))).toBe("house.notFound")
    const clerk = await as("meetings.*", { meetingId })
    expect(await refused(clerk(voting.open, { meetingId, id: poll.id }))).toBe("house.mayNot")
    expect(await clerk(meetings.get, { meetingId })).toBeTruthy()
    const hall = await givenOpenSitting()
    expect(await refused(hall.office(voting.get, { meetingId: hall.meetingId, id: poll.id }))).toBe("house.notFound")
  })
})
