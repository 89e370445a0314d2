/** 人员类别: 正式代表, 特邀, 列席, 工作人员 …, as this meeting has them. */
import { z } from "zod"
import { command, query, refusal } from "#kernel/contract.ts"
import { Id, text } from "#kernel/types.ts"
import { Category } from "../bodies/contract.ts"

const ofMeeting = z.object({ meetingId: Id })
const ofOne = ofMeeting.extend({ key: z.string().max(60) })
/** A seat of a unit may be taken by whoever the unit sends, and has no vote. */
const Making = z.object({ name: text(20), mayVote: z.boolean(), unitSeat: z.boolean() })

export const categoryOperations = {
  categories: query({ scope: "meeting", within: ["delegation"] }, ofMeeting, z.array(Category)),
  addCategory: command({ scope: "meeting" }, ofMeeting.extend(Making.shape), z.array(Category)),
  /** A new name is the name of everybody in it. */
  editCategory: command({ scope: "meeting" }, ofOne.extend(Making.shape), z.array(Category)),
  /** All categories in their new order. */
  orderCategories: command({ scope: "meeting" }, ofMeeting.extend({ keys: z.array(z.string().max(60)).max(100) }), z.array(Category)),
  removeCategory: command({ scope: "meeting" }, ofOne, z.array(Category)),
}

export const categoryRefusals = {
  categoryTaken: refusal(409, { "zh-CN": "已有类别“{name}”", en: "There is a category “{name}” already" }),
  categoryInUse: refusal(409, { "zh-CN": "“{name}”还有 {count} 人，先把他们改到别的类别", en: "“{name}” still has {count} people; move them first" }),
  categoryMakesBody: refusal(409, {
    "zh-CN": "机构“{body}”的成员按“{name}”产生，先在机构里改掉",
    en: "The members of “{body}” are those of “{name}”; change that at the body first",
  }),
  seatHasNoVote: refusal(409, { "zh-CN": "单位席位没有表决权，只能选一样", en: "A seat of a unit has no vote: choose one of the two" }),
  lastCategory: refusal(409, { "zh-CN": "至少要有一个类别", en: "There must be at least one category" }),
  categoriesIncomplete: refusal(409, { "zh-CN": "类别有增减，请刷新后重排", en: "Categories were added or removed; reload and order them again" }),
}
