import type { Words } from "#kernel/words.ts"

export const words = {
  "zh-CN": {
    another: "另一个会议",
    hallTaken: "{hall}同期另有会议，请先协调",
    schemeSays: "会议方案写着原来的日期、地点，须一并修改",
    schemeLaid: "会议方案是按原来的日期、地点报批的，改后须重新报批，批准前不能发通知和付印",
  },
  en: {
    another: "another meeting",
    hallTaken: "{hall}: another meeting is there on these days; settle it first",
    schemeSays: "The scheme names the old days and place: change it too",
    schemeLaid: "The scheme was submitted with the old days and place: it has to be submitted again, and nothing may be sent or printed before",
  },
} as const satisfies Words
