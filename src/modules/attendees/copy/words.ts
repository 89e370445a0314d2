/** 名册随带: what of the roster comes along into a copied meeting. */
import type { Words } from "#kernel/words.ts"

export const words = {
  "zh-CN": {
    structure: "名册：{categories} 个类别、{bodies} 个机构和它们的法定人数",
    delegations: "{delegations} 个代表团，按原来的次序",
    people: "{people} 人",
  },
  en: {
    structure: "Roster: {categories} categories, {bodies} bodies with their quorums",
    delegations: "{delegations} delegations in their order",
    people: "{people} people",
  },
} as const satisfies Words
