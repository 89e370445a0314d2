/** 座次: who sits where — rostrum by rank, hall in delegation blocks; a draft is worked on, an edition is published to phones and cards. */
import { z } from "zod"
import { command, contract, job, query, refusal } from "#kernel/contract.ts"
import { Id, Instant, text, textOrNone } from "#kernel/types.ts"

const Aisle = z.int().positive().max(200)
export const Section = z.object({ name: text(20), seats: z.int().min(1).max(100), entrance: textOrNone(20) })
/** Rows from the rostrum backwards; sections from left to right as the audience sees them, an aisle between two. */
export const Hall = z.object({
  name: text(40),
  rows: z.int().min(1).max(200),
  sections: z.array(Section).min(1).max(12),
  aislesAfterRows: z.array(Aisle).max(20),
})
export type Hall = z.infer<typeof Hall>

/** Chairs in each row, the front row (nearest the audience) first. */
export const Rostrum = z.object({ name: text(20), rows: z.array(z.int().min(1).max(80)).max(12), even: z.enum(["two-left", "two-right"]) })
export type Rostrum = z.infer<typeof Rostrum>

export const Order = z.object({
  from: z.enum(["left", "centre"]),
  names: z.enum(["full-name", "surname-first"]),
  excused: z.enum(["leave-out", "keep"]),
})
export type Order = z.infer<typeof Order>

export const Place = z.object({ area: z.enum(["rostrum", "hall"]), row: z.int().positive(), number: z.int().positive() })
export type Place = z.infer<typeof Place>
export const Seat = Place.extend({ attendeeId: Id })
export type Seat = z.infer<typeof Seat>

/** A delegation, or those of one category who sit behind the delegations. */
export const Group = z.object({ id: z.string(), name: z.string(), behind: z.boolean() })
export type Group = z.infer<typeof Group>
export const Person = z.object({
  id: Id,
  name: z.string(),
  mark: z.string().nullable(),
  groupId: z.string(),
  role: z.enum(["leader", "deputy"]).nullable(),
  unit: z.string().nullable(),
  post: z.string().nullable(),
  sex: z.string().nullable(),
  rank: z.int().nullable(),
  excused: z.boolean(),
})
export type Person = z.infer<typeof Person>

export const ruleKeys = ["everyone", "excused", "block", "leaders", "strokes", "behind", "front", "rostrum", "colleagues"] as const
export const Finding = z.object({
  rule: z.enum(ruleKeys),
  level: z.enum(["ok", "warning", "wrong"]),
  count: z.int(),
  /** At most 50; each names the places and people concerned. */
  spots: z.array(z.object({ places: z.array(Place), names: z.array(z.string()) })),
})
export type Finding = z.infer<typeof Finding>

export const Step = z.object({ position: z.int(), kind: z.enum(["arrange", "swap", "move", "unseat", "clear", "hall"]) })
export type Step = z.infer<typeof Step>
export const Plan = z.object({
  hall: Hall,
  rostrum: Rostrum,
  order: Order,
  edition: z.int(),
  publishedAt: Instant.nullable(),
  publishedBy: z.string().nullable(),
  changedAt: Instant,
})
export type Plan = z.infer<typeof Plan>

export const SeatMap = z.object({
  plan: Plan,
  groups: z.array(Group),
  people: z.array(Person),
  seats: z.array(Seat),
  locks: z.array(Place),
  findings: z.array(Finding),
  differences: z.int(),
  undo: Step.nullable(),
  redo: Step.nullable(),
})
export type SeatMap = z.infer<typeof SeatMap>

const Difference = z.object({
  attendeeId: Id,
  name: z.string(),
  kind: z.enum(["moved", "seated", "left"]),
  from: z.string().nullable(),
  to: z.string().nullable(),
  place: Place.nullable(),
})
const Found = z.object({
  attendeeId: Id,
  name: z.string(),
  groupName: z.string(),
  label: z.string().nullable(),
  entrance: z.string().nullable(),
  published: z.string().nullable(),
})
const InMeeting = z.object({ meetingId: Id })
const OfPerson = InMeeting.extend({ attendeeId: Id })
const scope = { scope: "meeting" } as const
const read = { scope: "meeting", follows: ["attendees"] } as const
const Done = z.object({ step: Step.nullable() })

export const printMap = job("seating.printMap", { "zh-CN": "打印座次表", en: "Print the seat map" }, z.object({ meetingId: Id, published: z.boolean() }))

export const seating = contract(
  "seating",
  {
    map: query(read, InMeeting, SeatMap),
    find: query(read, InMeeting.extend({ find: text(40) }), z.array(Found)),
    differences: query(read, InMeeting, z.array(Difference)),
    setHall: command(scope, InMeeting.extend({ hall: Hall, rostrum: Rostrum }), z.object({ seats: z.int(), unseated: z.int() })),
    setOrder: command(scope, InMeeting.extend({ order: Order }), Plan),
    chooseRostrum: command(scope, InMeeting.extend({ attendeeIds: z.array(Id).max(400) }), z.object({ count: z.int() })),
    arrange: command(scope, InMeeting, Done.extend({ seated: z.int(), lacking: z.int() })),
    swap: command(scope, OfPerson.extend({ withId: Id }), Done),
    move: command(scope, OfPerson.extend({ to: Place }), Done),
    unseat: command(scope, OfPerson, Done),
    clear: command(scope, InMeeting, Done),
    lock: command(scope, InMeeting.extend({ places: z.array(Place).min(1).max(500), locked: z.boolean() }), z.object({ locked: z.int() })),
    undo: command(scope, InMeeting.extend({ position: z.int() }), Done),
    redo: command(scope, InMeeting.extend({ position: z.int() }), Done),
    publish: command(scope, InMeeting, z.object({ edition: z.int(), seated: z.int(), changed: z.int() })),
    printMap: command(scope, InMeeting.extend({ published: z.boolean().default(false) }), z.object({ jobId: Id })),
  },
  {
    noSeat: refusal(404, { "zh-CN": "没有{place}这个座位，请看座次图", en: "There is no seat {place}; look at the seat map" }),
    taken: refusal(409, { "zh-CN": "{place}已坐{name}，请用“对调”", en: "{place} is taken by {name}; swap them instead" }),
    notSeated: refusal(409, { "zh-CN": "{name}还没有座位，请先排座", en: "{name} has no seat yet" }),
    lockedSeat: refusal(409, { "zh-CN": "{place}已锁定，请先解锁", en: "{place} is locked; unlock it first" }),
    rostrumLock: refusal(409, {
      "zh-CN": "主席台按排位就座，不能锁定；请改主席台名单",
      en: "The rostrum is seated by rank and cannot be locked; change its list",
    }),
    noSuchPerson: refusal(404, { "zh-CN": "名册里没有这个人，可能已被删除", en: "This person is not on the roster" }),
    noSuchAisle: refusal(400, { "zh-CN": "第{row}排后不能设过道：会场共{rows}排", en: "No aisle can follow row {row}: the hall has {rows} rows" }),
    tooManyRanked: refusal(409, {
      "zh-CN": "主席台只有{seats}座，名单有{count}人，请先加排",
      en: "The rostrum has {seats} chairs for {count} people; add a row first",
    }),
    notTheLastStep: refusal(409, { "zh-CN": "座次已被他人改动，请看最新座次后再撤销", en: "Someone has changed the seats since; look again before you undo" }),
    nothingSeated: refusal(409, { "zh-CN": "还没有人排座，请先排座再发布或打印", en: "Nobody is seated yet; arrange the seats first" }),
    unchanged: refusal(409, { "zh-CN": "座次与第{edition}版相同，不必再发布", en: "The seats are the same as in edition {edition}" }),
  },
)
