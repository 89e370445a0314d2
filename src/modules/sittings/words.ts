import type { Words } from "#kernel/words.ts"

export const words = {
  "zh-CN": {
    "log.opened": "“{title}”开会。应到{members}人，法定最少{needed}人，实到{present}人，达到法定人数。",
    "log.closed": "“{title}”散会。",
    "log.itemStarted": "进行第{position}项：{title}。",
  },
  en: {
    "log.opened": "“{title}” opened: {members} due, a quorum is {needed}, {present} present.",
    "log.closed": "“{title}” closed.",
    "log.itemStarted": "Item {position} began: {title}.",
  },
} as const satisfies Words
