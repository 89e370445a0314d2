import type { Words } from "#kernel/words.ts"

export const words = {
  "zh-CN": {
    sheetName: "个人链接",
    name: "姓名",
    delegation: "代表团",
    link: "个人链接",
    noticeText: "通知",
    notices: "通知",
    loading: "载入中……",
    noneYet: "还没有通知",
  },
  en: {
    sheetName: "Personal links",
    name: "Name",
    delegation: "Delegation",
    link: "Personal link",
    noticeText: "Notice",
    notices: "Notices",
    loading: "Loading…",
    noneYet: "There are no notices yet",
  },
} as const satisfies Words
