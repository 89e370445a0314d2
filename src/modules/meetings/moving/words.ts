import type { Words } from "#kernel/words.ts"

export const words = {
  "zh-CN": {
    another: "另一个会议",
    hallTaken: "{hall}同期另有会议，请先协调",
    schemeSays: "会议方案写着原地点，须改后重新报批",
  },
  en: {
    another: "another meeting",
    hallTaken: "{hall}: another meeting is there on these days; settle it first",
    schemeSays: "The scheme names the old place: change it and submit it again",
  },
} as const satisfies Words
