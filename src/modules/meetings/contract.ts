/** 会议: a meeting and the template it was made from — name, dates, place, secrecy and the phase it is in. */
import { z } from "zod"
import { command, contract, occasion, query, question, refusal } from "#kernel/contract.ts"
import { addDays } from "#kernel/dates.ts"
import { ClockTime, Day, Id, text, textOrNone } from "#kernel/types.ts"
import { boardOperations } from "./board/contract.ts"
import { classOperations, classRefusals } from "./classes/contract.ts"
import { copyOperations, copyRefusals } from "./copy/contract.ts"
import { doingOperations, doingRefusals } from "./doings/contract.ts"
import { findingOperations } from "./finding/contract.ts"
import { datesRefusals } from "./moving/contract.ts"
import { profileOperations, profileRefusals } from "./profile/contract.ts"
import { schemeOperations, schemeRefusals } from "./scheme/contract.ts"
import { AskedSecrecy, Secrecy } from "./secrecy/contract.ts"
import { Belonging, seriesOperations, seriesRefusals } from "./series/contract.ts"
import { nextOperations, nextRefusals } from "./series/next/contract.ts"
import { staffOperations, staffRefusals } from "./staff/contract.ts"
import { templateOperations } from "./templates/contract.ts"

export const Phase = z.enum(["prepare", "arrive", "hold", "after"])
export type Phase = z.infer<typeof Phase>

/** 报到、开幕、闭幕、离会: the four days everything else is counted from, and the clock of the opening. */
export const Dates = z.object({ arrivesOn: Day, startsOn: Day, endsOn: Day, departsOn: Day, opensAt: ClockTime })
export type Dates = z.infer<typeof Dates>

export const Anchor = z.enum(["arrival", "opening", "closing", "departure"])
export type Anchor = z.infer<typeof Anchor>

export const anchorDay = (dates: Dates, anchor: Anchor): string =>
  ({ arrival: dates.arrivesOn, opening: dates.startsOn, closing: dates.endsOn, departure: dates.departsOn })[anchor]
/** Where something that keeps its distance from an anchor stands under these dates. */
export const dayFrom = (dates: Dates, anchor: Anchor, offset: number): string => addDays(anchorDay(dates, anchor), offset)

const About = z.object({ name: text(80), theme: textOrNone(200), host: text(80), place: text(80), hall: text(80) })

export const Meeting = About.extend({
  ...Dates.shape,
  id: Id,
  zone: z.string(),
  secrecy: Secrecy,
  template: z.string(),
  phase: Phase,
  /** The phase was set by a person; otherwise it follows the dates. */
  phaseByHand: z.boolean(),
  version: z.int(),
  unitId: Id.nullable(),
  seriesId: Id.nullable(),
})
export type Meeting = z.infer<typeof Meeting>

/** 地点和主会场. */
export const Spot = About.pick({ place: true, hall: true })
export type Spot = z.infer<typeof Spot>
/** Left out, it stays as it is. */
const Shift = Dates.extend(Spot.partial().shape)

/** What a change of dates or place takes along, or leaves to be mended: one line a module, in the reader's language. */
export const Moving = z.object({ sentence: z.string(), total: z.int(), items: z.array(z.object({ title: z.string(), from: z.string(), to: z.string() })) })
export type Moving = z.infer<typeof Moving>

const Attention = z.object({ level: z.enum(["wrong", "warning"]), sentence: z.string(), verb: z.string(), path: z.string() })
const ofMeeting = z.object({ meetingId: Id })
/** The same for everyone in the meeting, or put together from answers that each keep to the reach (server/occasions.ts asks no others). */
const forAll = { scope: "meeting", within: ["delegation", "gate"] } as const
const rooms = ["tasks", "attendees", "agenda", "rehearsals", "notices", "seating", "cards", "checkin", "sittings", "voting", "minutes", "decisions", "archive"]

export const meetings = contract(
  "meetings",
  {
    ...templateOperations,
    list: query({ scope: "self" }, z.object({}), z.array(Meeting)),
    create: command(
      { scope: "unit" },
      About.extend({
        ...Dates.shape,
        ...Belonging.shape,
        template: z.string().default("congress"),
        zone: z.string().default("Asia/Shanghai"),
        secrecy: AskedSecrecy.default("internal"),
      }),
      Meeting,
    ),
    get: query({ ...forAll, actors: ["account", "attendee", "unitLink", "device"] }, ofMeeting, Meeting),
    update: command({ scope: "meeting" }, About.omit({ place: true, hall: true }).extend({ meetingId: Id, version: z.int(), secrecy: AskedSecrecy }), Meeting),
    place: command({ scope: "meeting" }, Belonging.extend({ meetingId: Id, version: z.int() }), Meeting),
    ...seriesOperations,
    ...nextOperations,
    ...copyOperations,
    ...staffOperations,
    ...schemeOperations,
    ...profileOperations,
    ...classOperations,
    movePreview: query({ scope: "meeting", follows: rooms }, Shift.extend({ meetingId: Id }), z.array(Moving)),
    move: command({ scope: "meeting" }, Shift.extend({ meetingId: Id, version: z.int() }), z.object({ meeting: Meeting, moved: z.array(Moving) })),
    setPhase: command({ scope: "meeting" }, z.object({ meetingId: Id, version: z.int(), phase: Phase.nullable() }), Meeting),
    overview: query(
      { ...forAll, follows: rooms },
      ofMeeting,
      z.object({ meeting: Meeting, today: Day, attention: z.array(Attention), figures: z.array(z.object({ label: z.string(), value: z.int() })) }),
    ),
    counts: query({ ...forAll, follows: rooms }, ofMeeting, z.array(z.object({ room: z.string(), count: z.int().nullable(), wants: z.int() }))),
    search: query(
      { ...forAll, follows: rooms },
      ofMeeting.extend({ find: z.string().trim().min(1).max(40) }),
      z.array(z.object({ kind: z.string(), title: z.string(), detail: z.string(), path: z.string() })),
    ),
    ...boardOperations,
    ...doingOperations(rooms),
    ...findingOperations,
  },
  {
    ...doingRefusals,
    ...seriesRefusals,
    ...nextRefusals,
    ...copyRefusals,
    ...staffRefusals,
    ...schemeRefusals,
    ...profileRefusals,
    ...classRefusals,
    ...datesRefusals,
    noSuchTemplate: refusal(404, { "zh-CN": "没有模板“{template}”", en: "There is no template “{template}”" }),
    unknownZone: refusal(409, { "zh-CN": "不认识时区“{zone}”", en: "Unknown time zone “{zone}”" }),
    secretsStayOffline: refusal(409, {
      "zh-CN": "涉密不上网：本系统不得存储、处理国家秘密，请线下办理",
      en: "State secrets stay off line: this system must not hold them; handle the meeting on paper",
    }),
  },
)

/** The dates changed; what keeps a distance from them moves along in the same transaction. */
export const moved = occasion("meetings.moved", z.object({ meetingId: Id, from: Dates, to: Dates }))
/** Asked before the dates are changed: what would move? */
export const moving = question("meetings.moving", z.object({ meetingId: Id, from: Dates, to: Dates }), z.array(Moving))
const relocation = z.object({ meetingId: Id, from: Spot, to: Spot })
/** The place or the hall changed; what stands by its name moves along in the same transaction. */
export const relocated = occasion("meetings.relocated", relocation)
/** Asked before the place is changed: what would move, and what would have to be mended by hand? */
export const relocating = question("meetings.relocating", relocation, z.array(Moving))
/** The numbers of people on the overview. */
export const figures = question("meetings.figures", ofMeeting, z.array(z.object({ label: z.string(), value: z.int() })))
