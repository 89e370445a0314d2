/** 会议归属: what is said of units and series of meetings. */
import type { Words } from "#kernel/words.ts"

export const words = {
  "zh-CN": {
    belonging: "归属",
    unit: "所属单位",
    noUnit: "不限单位",
    series: "会议系列",
    noSeries: "不属于系列",
    newSeries: "新系列名称，如 党代会",
    addSeries: "添加系列",
    why: "有这个单位或系列权限的人能看到这个会议。",
    save: "保存归属",
    saved: "已保存",
  },
  en: {
    belonging: "Belongs to",
    unit: "Unit",
    noUnit: "No unit",
    series: "Series",
    noSeries: "No series",
    newSeries: "New series, e.g. Party congress",
    addSeries: "Add series",
    why: "Whoever has rights in this unit or series sees the meeting.",
    save: "Save",
    saved: "Saved",
  },
} as const satisfies Words
