/** 日程: the sessions of a meeting — what happens when and where, who is due, and where people sign in. */
import { z } from "zod"
import { command, contract, job, query, refusal } from "#kernel/contract.ts"
import { Ticket } from "#kernel/house.ts"
import { ClockTime, Day, Id, Instant, text, textOrNone } from "#kernel/types.ts"
import { Anchor } from "#modules/meetings/contract.ts"

/** committee: the plenum of a committee that the meeting elected, of its members alone; activity: what is no session — a visit, an evening, a departure. */
export const SessionKind = z.enum(["registration", "preparatory", "plenary", "presidium", "group", "committee", "activity", "work", "other"])
export type SessionKind = z.infer<typeof SessionKind>

const Categories = z.array(z.string().min(1).max(40)).max(20)

export const Session = z.object({
  meetingId: Id,
  id: Id,
  /** The template's name for it (opening, closing …); null: added by hand. */
  key: z.string().nullable(),
  position: z.int().positive(),
  kind: SessionKind,
  title: text(80),
  day: Day,
  starts: ClockTime,
  ends: ClockTime,
  startsAt: Instant,
  endsAt: Instant,
  place: textOrNone(80),
  chair: textOrNone(40),
  bodyId: Id.nullable(),
  bodyName: z.string().nullable(),
  /** How many the body has: 应到, from which the quorum is counted; null without a body, and for a delegate. */
  members: z.int().nullable(),
  /** Keys of the categories of people that are due besides the body; they count for no quorum. */
  categories: Categories,
  alsoDue: z.array(z.object({ key: z.string(), name: z.string(), count: z.int() })),
  signIn: z.boolean(),
  /** 法定程序: required by law or rule, so it cannot be struck from the programme. */
  legal: z.boolean(),
  basis: z.string().nullable(),
  remark: textOrNone(200),
  /** The day moves with this day of the meeting; null: it is fixed. */
  anchor: Anchor.nullable(),
  /** Begins at the meeting's opening clock, and moves with it. */
  atOpening: z.boolean(),
  /** Titles of sessions of the same body, or in the same place, that overlap it. */
  clashes: z.array(z.string()),
  version: z.int(),
})
export type Session = z.infer<typeof Session>

const Written = Session.pick({ kind: true, title: true, day: true, starts: true, ends: true, place: true, chair: true, bodyId: true, signIn: true }).extend({
  /** Left out: as it was; in a new session none. */
  categories: Categories.optional(),
  remark: textOrNone(200).optional(),
})
export type Written = z.infer<typeof Written>

const TemplateSession = z.object({
  key: z.string().regex(/^[a-z][a-z0-9-]*$/),
  anchor: Anchor,
  offset: z.int(),
  /** "opening": the clock at which the meeting opens. */
  clock: z.union([ClockTime, z.literal("opening")]),
  until: ClockTime,
  kind: SessionKind,
  title: text(80),
  place: textOrNone(80),
  chair: textOrNone(40),
  body: z.string().nullable(),
  remark: textOrNone(200).optional(),
  categories: Categories.default([]),
  signIn: z.boolean(),
  legal: z.boolean().default(false),
  basis: z.string().optional(),
})

/** This module's part of a template. */
export const AgendaPart = z.object({ sessions: z.array(TemplateSession).min(1) })
export type AgendaPart = z.infer<typeof AgendaPart>

/** The programme is the same for everyone in the meeting. */
const forAll = { scope: "meeting", within: ["delegation", "gate"] } as const

export const agenda = contract(
  "agenda",
  {
    list: query({ ...forAll, actors: ["account", "attendee", "unitLink", "device"], follows: ["meetings"] }, z.object({ meetingId: Id }), z.array(Session)),
    get: query({ ...forAll, actors: ["account", "attendee", "unitLink", "device"], follows: ["meetings"] }, z.object({ meetingId: Id, id: Id }), Session),
    bodies: query({ ...forAll, follows: ["attendees"] }, z.object({ meetingId: Id }), z.array(z.object({ id: Id, name: z.string(), members: z.int() }))),
    add: command({ scope: "meeting" }, Written.extend({ meetingId: Id, fixed: z.boolean().default(false) }), Session),
    edit: command({ scope: "meeting" }, Written.extend({ meetingId: Id, id: Id, version: z.int(), fixed: z.boolean() }), Session),
    remove: command({ scope: "meeting" }, z.object({ meetingId: Id, id: Id }), Session),
    /** byDay: a sheet for each day instead of the whole on as few as it takes. */
    print: command({ scope: "meeting" }, z.object({ meetingId: Id, byDay: z.boolean().default(false) }), z.object({ jobId: Id })),
    exportSheet: command({ scope: "meeting" }, z.object({ meetingId: Id }), Ticket),
  },
  {
    endsBeforeStart: refusal(409, { "zh-CN": "结束时间要晚于开始时间", en: "A session must end after it starts" }),
    pastMidnight: refusal(409, {
      "zh-CN": "一场会次不跨零点：开到次日的，结束时间填 23:59，次日从 0:00 起另加一场",
      en: "A session does not run past midnight: end it at 23:59 and add another one from 0:00 on the next day",
    }),
    legalStays: refusal(409, {
      "zh-CN": "“{title}”是法定程序，不能删除；时间、地点可以改",
      en: "“{title}” is required by law and cannot be removed; its time and place can be changed",
    }),
    noSuchCategory: refusal(409, { "zh-CN": "名册没有类别“{category}”，请重新选择", en: "The roster has no category “{category}”; choose again" }),
    bodyNeeded: refusal(409, {
      "zh-CN": "要签到的会次须选定应到机构，否则无从算应到人数",
      en: "A session with sign-in needs its body, or nobody knows who is due",
    }),
    noSuchBody: refusal(409, { "zh-CN": "没有这个机构，请先在名册里设立", en: "No such body; set it up with the roster first" }),
    nothingToPrint: refusal(409, { "zh-CN": "还没有日程可印，请先添加会次", en: "There is no programme to print yet; add sessions first" }),
    inUse: refusal(409, {
      "zh-CN": "“{title}”已有签到、表决、会中记录或彩排脚本，不能删除",
      en: "“{title}” has sign-ins, polls, records or a rehearsal script and cannot be removed",
    }),
  },
)

export const printProgramme = job(
  "agenda.printProgramme",
  { "zh-CN": "打印日程", en: "Print the programme" },
  z.object({ meetingId: Id, byDay: z.boolean().default(false) }),
)
