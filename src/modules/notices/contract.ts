/** 通知与个人链接: what the office tells the delegates, and the personal link by which each of them opens his own card. */
import { z } from "zod"
import { command, contract, job, query, refusal } from "#kernel/contract.ts"
import { Id, Instant, Paging, rowsOf, text, textOrNone } from "#kernel/types.ts"

/** `{姓名}` `{代表团}` `{会议}` in the text (or `{name}` `{delegation}` `{meeting}`) become the reader's own. */
export const Notice = z.object({
  id: Id,
  title: text(60),
  body: text(4000),
  publishedAt: Instant.nullable(),
  changedAt: Instant,
  version: z.int().positive(),
})
export type Notice = z.infer<typeof Notice>

export const LinkState = z.enum(["none", "issued", "opened"])
export const PersonalLink = z.object({
  attendeeId: Id,
  name: z.string(),
  delegation: z.string(),
  category: z.string(),
  state: LinkState,
  issuedAt: Instant.nullable(),
  openedAt: Instant.nullable(),
})
export type PersonalLink = z.infer<typeof PersonalLink>

const Counted = z.object({ people: z.int(), issued: z.int(), opened: z.int() })
export const LinkCounts = Counted.extend({ delegations: z.array(Counted.extend({ id: Id.nullable(), name: z.string() })) })
export type LinkCounts = z.infer<typeof LinkCounts>

/** Whom to give a new link: the old one of the same person stops working at that moment. */
export const Whom = z.enum(["withoutLink", "unopened", "all"])
export type Whom = z.infer<typeof Whom>
/** Where the phones will reach this server: the address that stands in the links. */
const Origin = z.url({ protocol: /^https?$/ }).max(200)
const Issue = z.object({ meetingId: Id, whom: Whom, delegationId: Id.nullable().default(null), noticeId: Id.nullable().default(null), origin: Origin })
/** The people are settled when it is asked for: a run that died half way gives all of them their links again, and none is left with a lost one. */
export const issueLinks = job(
  "notices.issueLinks",
  { "zh-CN": "发放个人链接", en: "Issue personal links" },
  Issue.pick({ meetingId: true, noticeId: true, origin: true }).extend({ attendeeIds: z.array(Id) }),
)

const One = z.object({ meetingId: Id, id: Id })
const Listed = z.object({
  meetingId: Id,
  ...Paging.shape,
  find: textOrNone(40).optional(),
  state: LinkState.optional(),
  delegationId: Id.optional(),
})
const Read = z.object({ id: Id, title: z.string(), body: z.string(), publishedAt: Instant })

export const notices = contract(
  "notices",
  {
    links: query({ scope: "meeting", follows: ["attendees", "access"] }, Listed, rowsOf(PersonalLink)),
    linkCounts: query({ scope: "meeting", follows: ["attendees", "access"] }, z.object({ meetingId: Id }), LinkCounts),
    issueLinks: command({ scope: "meeting" }, Issue, z.object({ jobId: Id, people: z.int() })),
    reissue: command({ scope: "meeting", secretAnswer: true }, z.object({ meetingId: Id, attendeeId: Id }), z.object({ name: z.string(), token: z.string() })),
    list: query({ scope: "meeting" }, z.object({ meetingId: Id }), z.array(Notice)),
    write: command({ scope: "meeting" }, z.object({ meetingId: Id, title: text(60), body: text(4000) }), Notice),
    change: command({ scope: "meeting" }, One.extend({ title: text(60), body: text(4000), version: z.int().positive() }), Notice),
    publish: command({ scope: "meeting" }, One.extend({ version: z.int().positive() }), Notice),
    withdraw: command({ scope: "meeting" }, One.extend({ version: z.int().positive() }), Notice),
    mine: query({ scope: "self", actors: ["attendee"], follows: ["attendees"] }, z.object({}), z.array(Read)),
  },
  {
    nobody: refusal(409, { "zh-CN": "没有需要发放的人：名册为空，或都已有链接", en: "Nobody needs a link: the roster is empty, or everyone has one" }),
    noSuchPerson: refusal(404, { "zh-CN": "名册里没有这个人", en: "This person is not on the roster" }),
    noSuchNotice: refusal(404, { "zh-CN": "没有这份通知", en: "No such notice" }),
    changed: refusal(409, { "zh-CN": "这份通知已被改过，请刷新后再办", en: "This notice was changed in the meantime; reload and try again" }),
    isOut: refusal(409, { "zh-CN": "通知已发布，请先撤回再改", en: "This notice is published; withdraw it before changing it" }),
    alreadyOut: refusal(409, { "zh-CN": "通知已经发布", en: "This notice is already published" }),
    notOut: refusal(409, { "zh-CN": "通知没有发布，不用撤回", en: "This notice is not published" }),
  },
)
