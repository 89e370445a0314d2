import type { Words } from "#kernel/words.ts"

export const words = {
  "zh-CN": {
    "attention.sameName": "{count} 人重名未区分",
    "attention.homeless": "{count} 人没有代表团",
    "attention.rare": "{count} 人的名字有笔画表外的字，排在最后",
    "attention.verb": "处理",
  },
  en: {
    "attention.sameName": "{count} people of the same name are not told apart",
    "attention.homeless": "{count} people have no delegation",
    "attention.rare": "{count} names have characters outside the stroke table and stand last",
    "attention.verb": "Mend",
  },
} as const satisfies Words
