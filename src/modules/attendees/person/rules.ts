import { readBirth } from "../roster/birth/rules.ts"

/** As it is written by hand: whatever an import understands. */
export const birthTyped = (typed: string): string | undefined => readBirth(typed, new Date().getFullYear())
