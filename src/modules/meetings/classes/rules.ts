import type { ClassRules } from "./contract.ts"
import national from "./data/national.json" with { type: "json" }

/** In force where the organisation has no rules of its own. */
export const nationalRules: ClassRules = { ...national, id: null, version: 0 }

/** The rules of the day a meeting opens: the organisation's own before the national ones; undefined: nothing was in force. */
export const rulesOn = (day: string, own: readonly ClassRules[]): ClassRules | undefined =>
  [...own, nationalRules].find(({ validFrom, validTo }) => day >= validFrom && (validTo === null || day <= validTo))
