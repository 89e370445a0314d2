/** 名单排序: in which order each list is read, and who stands where the office wants him. A list is the roster (by the meeting's id), a delegation or a body. */
import { z } from "zod"
import { command, query, refusal } from "#kernel/contract.ts"
import { Id, Paging, rowsOf } from "#kernel/types.ts"

export const Mode = z.enum(["full", "surname", "pinyin", "rank", "given"])
export type Mode = z.infer<typeof Mode>

export const OrderedList = z.object({
  listId: Id,
  kind: z.enum(["roster", "delegation", "body"]),
  name: z.string(),
  /** null: as the roster is. */
  mode: Mode.nullable(),
  /** By which it is read. */
  asRead: Mode,
  people: z.int(),
  pins: z.int(),
  /** People with a character that the stroke table lacks. */
  rare: z.int(),
})
export type OrderedList = z.infer<typeof OrderedList>

export const Listed = z.object({
  id: Id,
  place: z.int(),
  name: z.string(),
  delegation: z.string().nullable(),
  unit: z.string(),
  post: z.string(),
  rank: z.int().nullable(),
  /** Strokes of the first character; null: not in the table. */
  strokes: z.int().nullable(),
  /** Characters that the stroke table lacks: in stroke order the name stands last. */
  rare: z.array(z.string()),
  pin: z.object({ how: z.enum(["top", "before", "after"]), anchor: z.string().nullable(), by: z.string() }).nullable(),
})
export type Listed = z.infer<typeof Listed>

const inMeeting = z.object({ meetingId: Id })
const ofList = inMeeting.extend({ listId: Id })
const To = z.discriminatedUnion("at", [
  z.object({ at: z.literal("top") }),
  z.object({ at: z.literal("place"), place: z.int().min(1).max(100_000) }),
  z.object({ at: z.literal("before"), other: Id }),
  z.object({ at: z.literal("after"), other: Id }),
])
export type To = z.infer<typeof To>

export const orderOperations = {
  orders: query({ scope: "meeting" }, inMeeting, z.array(OrderedList)),
  orderList: query({ scope: "meeting" }, ofList.extend({ find: z.string().trim().max(40).default(""), ...Paging.shape }), rowsOf(Listed)),
  /** null: as the roster is. */
  setOrder: command({ scope: "meeting" }, ofList.extend({ mode: Mode.nullable() }), OrderedList),
  pin: command({ scope: "meeting" }, ofList.extend({ id: Id, to: To }), Listed),
  unpin: command({ scope: "meeting" }, ofList.extend({ ids: z.array(Id).min(1).max(500) }), z.object({ count: z.int() })),
}

export const orderRefusals = {
  noSuchList: refusal(409, { "zh-CN": "没有这个名单，可能已被删除", en: "There is no such list; it may be gone" }),
  notOnList: refusal(409, { "zh-CN": "这个人不在“{list}”名单里", en: "This person is not on the list “{list}”" }),
  pinnedToHim: refusal(409, {
    "zh-CN": "{other}正固定在{name}旁边，先取消{other}的固定",
    en: "{other} is pinned to {name}; unpin {other} first",
  }),
  pinnedTooLong: refusal(409, {
    "zh-CN": "一个挨一个固定的最多 {most} 人，请改用“固定到第几位”",
    en: "At most {most} people can be pinned one to the other; pin to a place instead",
  }),
  rosterNeedsOrder: refusal(409, { "zh-CN": "名册要有自己的排法", en: "The roster needs an order of its own" }),
}
