import type { Words } from "#kernel/words.ts"

export const words = {
  "zh-CN": {
    opening: "正在打开……",
    needLink: "请用您的个人链接打开",
    needLinkHow: "链接或二维码由会务组发给您。换了手机，请再打开一次原来的链接；打不开的，请向联络员要一个新的。",
    notYours: "这个链接不是代表用的",
    offline: "断网，显示 {time} 的内容",
    back: "返回",
    noPage: "没有这一页",
    toCard: "回到服务卡",
    failed: "这一页没有打开",
    tryAgain: "重试",
    newVersion: "有新版本",
    takeOver: "更新",
  },
  en: {
    opening: "Opening…",
    needLink: "Please open your personal link",
    needLinkHow:
      "The meeting's office sends you the link or its code. On a new phone open the same link again; if it does not open, ask your liaison for a new one.",
    notYours: "This link is not a delegate's",
    offline: "No network; as of {time}",
    back: "Back",
    noPage: "There is no such page",
    toCard: "To the card",
    failed: "This page did not open",
    tryAgain: "Try again",
    newVersion: "A new version is there",
    takeOver: "Update",
  },
} as const satisfies Words
