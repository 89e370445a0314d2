import { Refusal } from "#kernel/contract.ts"
import { daysBetween } from "#kernel/dates.ts"
import type { Decision, State, Step } from "./contract.ts"

/** Three days before the deadline the light turns amber. */
export const soonDays = 3

export type Light = "late" | "soon" | "open" | "answered" | "accepted"

/** The traffic light: what is reported waits for the office, and is late no more. */
export function lightOf({ state, lateDays, daysLeft }: Pick<Decision, "state" | "lateDays" | "daysLeft">): Light {
  if (state === "accepted" || state === "answered") return state
  if (lateDays > 0) return "late"
  return daysLeft <= soonDays ? "soon" : "open"
}

/** Late counts from the day after the deadline, as long as nothing was reported as done. */
export function lateness(deadline: string, state: State, today: string): { lateDays: number; daysLeft: number } {
  const daysLeft = daysBetween(today, deadline)
  const isOut = state === "open" || state === "returned"
  return { daysLeft, lateDays: isOut && daysLeft < 0 ? -daysLeft : 0 }
}

export const afterReply = (isDone: boolean, before: State): State => (isDone ? "answered" : before === "answered" ? "open" : before)
export const stepOf = (isDone: boolean): Step["kind"] => (isDone ? "done" : "progress")

type Known = { state: State; number: number }
export function mustBeUnfinished({ state, number }: Known): void {
  if (state === "accepted") throw new Refusal("decisions.alreadyAccepted", { number })
}
export function mustBeAnswered({ state, number }: Known): void {
  if (state === "accepted") throw new Refusal("decisions.alreadyAccepted", { number })
  if (state !== "answered") throw new Refusal("decisions.notAnswered", { number })
}
