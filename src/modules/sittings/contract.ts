/** 会中执行: a session as it is held — quorum, running order, what happened, and what the hall screens show. */
import { z } from "zod"
import { command, contract, query, question, refusal } from "#kernel/contract.ts"
import { Id, Instant, text } from "#kernel/types.ts"
import { Frame, Screen } from "./screens/contract.ts"

export const Quorum = z.object({
  members: z.int(),
  /** The least number of members that must be there. */
  needed: z.int(),
  present: z.int(),
  missing: z.int(),
  reached: z.boolean(),
})
export type Quorum = z.infer<typeof Quorum>

export const Item = z.object({
  id: Id,
  position: z.int().positive(),
  title: text(120),
  pollId: Id.nullable(),
  startedAt: Instant.nullable(),
  endedAt: Instant.nullable(),
})
export type Item = z.infer<typeof Item>

export const EventKind = z.enum(["opened", "itemStarted", "note", "pollOpened", "handCount", "pollClosed", "pollAbandoned", "resultReleased", "closed"])
export type EventKind = z.infer<typeof EventKind>
export const Event = z.object({
  id: Id,
  at: Instant,
  kind: EventKind,
  sentence: z.string(),
  data: z.record(z.string(), z.json()),
  by: z.string(),
})
export type Event = z.infer<typeof Event>

const Head = z.object({
  sessionId: Id,
  title: z.string(),
  day: z.iso.date(),
  startsAt: Instant,
  endsAt: Instant,
  place: z.string(),
  chair: z.string(),
  bodyId: Id.nullable(),
  bodyName: z.string().nullable(),
  kind: z.string(),
  state: z.enum(["waiting", "open", "closed"]),
  openedAt: Instant.nullable(),
  closedAt: Instant.nullable(),
})
export const SittingHead = Head
export type SittingHead = z.infer<typeof Head>

export const Sitting = Head.extend({
  meetingId: Id,
  zone: z.string(),
  quorum: Quorum.nullable(),
  awaitsReport: z.boolean(),
  items: z.array(Item),
  events: z.array(Event),
})
export type Sitting = z.infer<typeof Sitting>

const ofMeeting = z.object({ meetingId: Id })
const ofSession = ofMeeting.extend({ sessionId: Id })
const ofItem = ofSession.extend({ id: Id })

export const sittings = contract(
  "sittings",
  {
    list: query({ scope: "meeting", follows: ["agenda"] }, ofMeeting, z.array(Head)),
    get: query({ scope: "meeting", follows: ["agenda", "checkin", "attendees"] }, ofSession, Sitting),
    open: command({ scope: "meeting" }, ofSession, Head),
    close: command({ scope: "meeting" }, ofSession, Head),
    note: command({ scope: "meeting" }, ofSession.extend({ text: text(500) }), Event),
    addItems: command({ scope: "meeting" }, ofSession.extend({ titles: z.array(text(120)).min(1).max(100) }), z.array(Item)),
    removeItem: command({ scope: "meeting" }, ofItem, z.array(Item)),
    moveItem: command({ scope: "meeting" }, ofItem.extend({ position: z.int().positive() }), z.array(Item)),
    startItem: command({ scope: "meeting" }, ofItem, z.array(Item)),
    screenState: query({ scope: "meeting", actors: ["account", "device"], follows: ["voting", "checkin", "meetings"] }, ofMeeting, Screen),
    show: command(
      { scope: "meeting" },
      ofMeeting.extend({ what: z.enum(["title", "attendance", "item", "vote", "result", "board"]), sessionId: Id.nullable(), id: Id.nullable().default(null) }),
      Screen,
    ),
    screens: query(
      { scope: "meeting", follows: ["access"] },
      ofMeeting,
      z.array(z.object({ id: Id, name: z.string(), enrolledAt: Instant.nullable(), revokedAt: Instant.nullable() })),
    ),
    addScreen: command({ scope: "meeting", secretAnswer: true }, ofMeeting.extend({ name: text(20) }), z.object({ id: Id, token: z.string() })),
    revokeScreen: command({ scope: "meeting" }, ofMeeting.extend({ id: Id }), z.object({ id: Id })),
  },
  {
    noBody: refusal(409, {
      "zh-CN": "“{title}”没有设定应到机构，无从计算法定人数；请到日程里设定",
      en: "“{title}” has no body, so its quorum cannot be counted; set it in the programme",
    }),
    noMembers: refusal(409, { "zh-CN": "{body}还没有成员，请先导入名册", en: "{body} has no members yet; import the roster first" }),
    noQuorum: refusal(409, {
      "zh-CN": "应到{members}人，法定最少{needed}人，实到{present}人，还差{missing}人",
      en: "{members} due, a quorum is {needed}, {present} present: {missing} more are needed",
    }),
    alreadyOpen: refusal(409, { "zh-CN": "“{title}”已经开会", en: "“{title}” is already open" }),
    notOpen: refusal(409, { "zh-CN": "“{title}”没有在开会", en: "“{title}” is not open" }),
    isClosed: refusal(409, { "zh-CN": "“{title}”已经散会，不能再改", en: "“{title}” is closed and can no longer be changed" }),
    pollOpen: refusal(409, { "zh-CN": "“{poll}”正在表决，请先结束表决", en: "“{poll}” is being voted on; end the vote first" }),
    itemBegun: refusal(409, { "zh-CN": "“{item}”已经开始，不能移动或删除", en: "“{item}” has begun and cannot be moved or removed" }),
    itemIsPoll: refusal(409, { "zh-CN": "“{item}”是表决项，请在表决里删除", en: "“{item}” is a vote; remove it under voting" }),
    notReleased: refusal(409, { "zh-CN": "结果还没有放出，大屏不能显示", en: "The result is not released, so the hall screen cannot show it" }),
    screenName: refusal(409, { "zh-CN": "已有大屏“{name}”，请换一个名称", en: "There is already a screen “{name}”; choose another name" }),
  },
)

/** Asked of the module that votes: what the hall may see of this poll. No answer: nothing is released. */
export const pollFrame = question("sittings.pollFrame", ofMeeting.extend({ pollId: Id, what: z.enum(["vote", "result"]) }), Frame.nullable())
/** Asked before a sitting is closed: the title of a poll that is still open in it. */
export const openPoll = question("sittings.openPoll", ofSession, z.object({ title: z.string() }).nullable())
