import type { Verdict } from "#modules/checkin/gate/contract.ts"

export type Tone = "green" | "amber" | "red"
export const toneOf = (verdict: Verdict): Tone => (verdict === "admitted" ? "green" : verdict === "already" ? "amber" : "red")
