/** 证件: a numbered card for each person with a code for the gate; badges and table tents (座签) to print. */
import { z } from "zod"
import { command, contract, job, query, refusal } from "#kernel/contract.ts"
import { Id, Instant, Paging, rowsOf } from "#kernel/types.ts"

/** Without a number the person has no card yet; `issue` above 1: a replacement. */
export const Card = z.object({
  attendeeId: Id,
  name: z.string(),
  mark: z.string().nullable(),
  category: z.string(),
  delegation: z.string(),
  unit: z.string(),
  number: z.int().nullable(),
  issue: z.int().nullable(),
  issuedAt: Instant.nullable(),
  revoked: z.int(),
  seat: z.string().nullable(),
  /** On leave for the whole meeting: his card waits, no tent is printed for him. */
  excused: z.boolean(),
})
export type Card = z.infer<typeof Card>

/** What stands on a badge. */
export const Badge = z.object({
  name: z.string(),
  number: z.int(),
  category: z.string(),
  delegation: z.string(),
  unit: z.string(),
  seat: z.string(),
  meeting: z.string(),
  dates: z.string(),
  /** The content of the QR: HX1: and the code. */
  content: z.string(),
})
export type Badge = z.infer<typeof Badge>

export const Layout = z.enum(["single", "eight"])
export type Layout = z.infer<typeof Layout>
export const State = z.enum(["all", "issued", "missing", "replaced"])
const InMeeting = z.object({ meetingId: Id })
const OfPerson = InMeeting.extend({ attendeeId: Id })
const scope = { scope: "meeting" } as const

/** Which people: one delegation, those named, or all. */
const Which = z.object({ delegationId: Id.optional(), attendeeIds: z.array(Id).min(1).max(400).optional() })
export const printBadges = job("cards.printBadges", { "zh-CN": "打印证件", en: "Print badges" }, Which.extend({ meetingId: Id, layout: Layout }))
export const printTents = job(
  "cards.printTents",
  { "zh-CN": "打印座签", en: "Print table tents" },
  Which.omit({ delegationId: true }).extend({ meetingId: Id }),
)
const Started = z.object({ jobId: Id, count: z.int() })

export const cards = contract(
  "cards",
  {
    list: query(
      { scope: "meeting", follows: ["attendees", "seating"] },
      InMeeting.extend({ find: z.string().trim().max(40).optional(), state: State.default("all"), delegationId: Id.optional(), ...Paging.shape }),
      rowsOf(Card).extend({ issued: z.int(), missing: z.int(), delegations: z.array(z.object({ id: Id, name: z.string(), count: z.int() })) }),
    ),
    badge: query({ scope: "meeting", follows: ["attendees", "seating"] }, OfPerson, Badge),
    issue: command(scope, InMeeting, z.object({ made: z.int(), total: z.int() })),
    reissue: command(scope, OfPerson.extend({ reason: z.enum(["lost", "damaged", "leaked"]) }), z.object({ number: z.int(), issue: z.int() })),
    printBadges: command(scope, InMeeting.extend({ ...Which.shape, layout: Layout.default("single") }), Started),
    printTents: command(scope, InMeeting.extend({ attendeeIds: z.array(Id).min(1).max(400).optional() }), Started),
  },
  {
    noCard: refusal(409, { "zh-CN": "{name}还没有证件，请先制证", en: "{name} has no card yet; make the cards first" }),
    nobody: refusal(409, { "zh-CN": "没有可打印的证件，请先制证", en: "There is no card to print; make the cards first" }),
    emptyRoster: refusal(409, { "zh-CN": "名册还是空的，请先导入名册", en: "The roster is empty; import it first" }),
    emptyRostrum: refusal(409, {
      "zh-CN": "主席台还没有排座，请先排座，或指定人员",
      en: "Nobody sits on the rostrum yet; arrange the seats, or name the people",
    }),
    noSuchPerson: refusal(404, { "zh-CN": "名册里没有这个人，可能已被删除", en: "This person is not on the roster" }),
  },
)
