/** 困难问题台账、风险点清单: who does what about it, by when, and what came of it. */
import { z } from "zod"
import { command, query, refusal } from "#kernel/contract.ts"
import { Ticket } from "#kernel/house.ts"
import { Day, Id, Instant, text } from "#kernel/types.ts"

export const MatterKind = z.enum(["trouble", "risk"])
export type MatterKind = z.infer<typeof MatterKind>

export const Matter = z.object({
  meetingId: Id,
  id: Id,
  kind: MatterKind,
  title: text(120),
  owner: text(40),
  /** 措施. */
  measure: text(400),
  dueOn: Day,
  /** What came of it; with it the matter is closed. */
  outcome: z.string().nullable(),
  closedAt: Instant.nullable(),
  lateDays: z.int().nonnegative(),
  version: z.int(),
})
export type Matter = z.infer<typeof Matter>

const ofMeeting = z.object({ meetingId: Id })
const Written = Matter.pick({ title: true, owner: true, measure: true, dueOn: true })
const Which = ofMeeting.extend({ id: Id, version: z.int() })
const Ledger = ofMeeting.extend({ kind: MatterKind })

export const ledgerOperations = {
  matters: query({ scope: "meeting" }, Ledger, z.array(Matter)),
  addMatter: command({ scope: "meeting" }, Written.extend(Ledger.shape), Matter),
  editMatter: command({ scope: "meeting" }, Written.extend(Which.shape), Matter),
  closeMatter: command({ scope: "meeting" }, Which.extend({ outcome: text(400) }), Matter),
  reopenMatter: command({ scope: "meeting" }, Which, Matter),
  exportMatters: command({ scope: "meeting" }, Ledger, Ticket),
}

export const ledgerRefusals = {
  matterClosed: refusal(409, { "zh-CN": "“{title}”已经销号，先改回未销号", en: "“{title}” is closed; reopen it first" }),
}
