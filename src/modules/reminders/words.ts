import type { Words } from "#kernel/words.ts"

export const words = {
  "zh-CN": {
    reminders: "提醒",
    waiting: "{n} 条提醒",
    alarms: "{n} 项报警",
    pause: "，",
    none: "没有提醒。任务快到期、逾期或要马上确认时，这里会告诉您",
    allRead: "全部标为已读",
    all: "全部提醒",
    alarm: "报警：{sentence}",
    read: "标为已读",
    readOf: "标为已读：{title}",
    isRead: "已读",
  },
  en: {
    reminders: "Reminders",
    waiting: "{n} reminders",
    alarms: "{n} alarms",
    pause: ", ",
    none: "No reminders. What falls due, is late or must be confirmed at once is told here",
    allRead: "Mark all as read",
    all: "All reminders",
    alarm: "Alarm: {sentence}",
    read: "Mark as read",
    readOf: "Mark as read: {title}",
    isRead: "Read",
  },
} as const satisfies Words
