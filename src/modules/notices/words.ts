import type { Words } from "#kernel/words.ts"

export const words = {
  "zh-CN": {
    sheetName: "个人链接",
    name: "姓名",
    delegation: "代表团",
    link: "个人链接",
    noticeText: "通知",
  },
  en: {
    sheetName: "Personal links",
    name: "Name",
    delegation: "Delegation",
    link: "Personal link",
    noticeText: "Notice",
  },
} as const satisfies Words
