import type { Words } from "#kernel/words.ts"

export const words = {
  "zh-CN": {
    minutes: "纪要",
    draftMark: "（草稿）",
    draftState: "草稿",
    attentionNone: "“{title}”已结束，还没有起草纪要",
    attentionDraft: "“{title}”的纪要还没有定稿",
    verbDraft: "起草",
    verbFinalise: "定稿",
  },
  en: {
    minutes: "Minutes",
    draftMark: " (draft)",
    draftState: "Draft",
    attentionNone: "“{title}” is over and its minutes are not drafted",
    attentionDraft: "The minutes of “{title}” are not final",
    verbDraft: "Draft",
    verbFinalise: "Finalise",
  },
} as const satisfies Words
