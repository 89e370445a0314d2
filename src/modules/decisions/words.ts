import type { Words } from "#kernel/words.ts"

export const words = {
  "zh-CN": { decisions: "议定事项", attentionLate: "{count} 项议定事项逾期", verbRemind: "催办" },
  en: { decisions: "Decisions", attentionLate: "{count} decisions are late", verbRemind: "Remind" },
} as const satisfies Words
