/** 立卷归档: the meeting's papers filed as items with 档号 and retention, and handed over as one sealed package. */
import { z } from "zod"
import { command, contract, job, query, refusal } from "#kernel/contract.ts"
import { Ticket } from "#kernel/house.ts"
import { Day, Id, Instant, Paging, rowsOf, text } from "#kernel/types.ts"

/** 永久、30 年、10 年 (DA/T 22-2015). */
export const Retention = z.enum(["Y", "D30", "D10"])
export type Retention = z.infer<typeof Retention>

export const Settings = z.object({
  /** 全宗号. */
  fonds: z.string().regex(/^[A-Z0-9]{4}$/),
  /** 机构（问题）代码; null: not used. */
  section: z
    .string()
    .regex(/^[A-Z0-9]{3}$/)
    .nullable(),
  /** 归档年度. */
  year: z.int().min(1900).max(2999),
})
export type Settings = z.infer<typeof Settings>

export const Item = z.object({
  meetingId: Id,
  id: Id,
  /** 档号; null until the items are numbered. */
  code: z.string().nullable(),
  kind: z.string(),
  title: text(300),
  /** 文号. */
  number: z.string().nullable(),
  author: z.string(),
  madeOn: Day,
  pages: z.int().nullable(),
  retention: Retention,
  /** The rule the retention comes from, or who set it. */
  basis: z.string(),
  fileName: z.string(),
  version: z.int(),
})
export type Item = z.infer<typeof Item>

export const Package = z.object({ id: Id, items: z.int(), size: z.int(), sha256: z.string(), sealedBy: z.string(), sealedAt: Instant })
export type Package = z.infer<typeof Package>

const Meeting = z.object({ meetingId: Id })
const Seen = Meeting.extend({ id: Id, version: z.int() })

export const archive = contract(
  "archive",
  {
    settings: query({ scope: "meeting" }, Meeting, Settings.nullable()),
    setSettings: command({ scope: "meeting" }, Meeting.extend(Settings.shape), Settings),
    collect: command({ scope: "meeting" }, Meeting, z.object({ added: z.int(), removed: z.int(), total: z.int() })),
    list: query({ scope: "meeting" }, Meeting.extend({ find: z.string().max(80).optional(), ...Paging.shape }), rowsOf(Item)),
    edit: command({ scope: "meeting" }, Seen.extend({ title: text(300), retention: Retention }), Item),
    number: command({ scope: "meeting" }, Meeting, z.object({ numbered: z.int() })),
    seal: command({ scope: "meeting" }, Meeting, z.object({ jobId: Id })),
    packages: query({ scope: "meeting" }, Meeting, z.array(Package)),
    packageTicket: query({ scope: "meeting", audited: true }, Meeting.extend({ id: Id }), Ticket),
    fileTicket: query({ scope: "meeting", audited: true }, Meeting.extend({ id: Id }), Ticket),
  },
  {
    settingsFirst: refusal(409, { "zh-CN": "请先填写全宗号", en: "Enter the fonds number first" }),
    nothingToSeal: refusal(409, { "zh-CN": "还没有归档文件，请先收集", en: "There are no items yet; collect them first" }),
    alreadyNumbered: refusal(409, { "zh-CN": "{code} 已编档号，保管期限和题名不能再改", en: "{code} is numbered; its title and retention cannot be changed" }),
    settingsInUse: refusal(409, {
      "zh-CN": "已有 {count} 件编了档号，全宗号、机构和年度不能再改",
      en: "{count} items are numbered; fonds, section and year cannot be changed",
    }),
    brokenPackage: refusal(409, {
      "zh-CN": "封装后校验不符（{path}），没有保存，请重新封装",
      en: "The package did not verify ({path}) and was not kept; seal again",
    }),
  },
)

export const sealPackage = job("archive.seal", { "zh-CN": "封装归档包", en: "Seal the archive package" }, Meeting)
