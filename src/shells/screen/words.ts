import type { Words } from "#kernel/words.ts"

export const words = {
  "zh-CN": {
    notEnrolled: "这块屏还没有登记",
    how: "在工作台打开“会场”，点“加一块大屏”，在这台电脑上打开给出的地址，或扫描二维码。",
    noConnection: "连不上服务器，正在重试……",
    offline: "断网，保持最后放出的内容",
  },
  en: {
    notEnrolled: "This screen is not enrolled yet",
    how: "At the desk open “Sittings”, choose “Add a screen”, and open the address it gives on this computer, or scan the code.",
    noConnection: "The server does not answer; trying again…",
    offline: "No network; the last released picture stays",
  },
} as const satisfies Words
