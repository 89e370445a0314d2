/** 三个核实: checked on site, tested oneself, verified repeatedly; each says who and when. */
import { z } from "zod"
import { command, refusal } from "#kernel/contract.ts"
import { Id, Instant, textOrNone } from "#kernel/types.ts"

export const ProofKind = z.enum(["site", "self", "again"])
export type ProofKind = z.infer<typeof ProofKind>

export const Proof = z.object({ kind: ProofKind, by: z.string(), at: Instant, note: z.string() })
export type Proof = z.infer<typeof Proof>

const Which = z.object({ meetingId: Id, id: Id, kind: ProofKind })

const Saying = Which.extend({ note: textOrNone(200).default("") })

export const proofOperations = {
  prove: command({ scope: "meeting" }, Saying, z.array(Proof)),
  takeBackProof: command({ scope: "meeting" }, Which, z.array(Proof)),
  /** Of one's own task, wherever one is asked to confirm it. */
  proveMine: command({ scope: "self" }, Saying, z.array(Proof)),
  /** Only what one said oneself. */
  takeBackMyProof: command({ scope: "self" }, Which, z.array(Proof)),
}

export const proofRefusals = {
  lacksProofs: refusal(409, {
    "zh-CN": "“{title}”还没有核实完：现场看过、亲自试过、反复核过，三样齐全才算完成",
    en: "“{title}” is not proved yet: it is done only when checked on site, tested oneself and verified repeatedly",
  }),
  asksNoProofs: refusal(409, { "zh-CN": "“{title}”不要求三个核实", en: "“{title}” asks for no proofs" }),
  doneAlready: refusal(409, { "zh-CN": "“{title}”已经完成，先改回未完成", en: "“{title}” is done already; reopen it first" }),
}
