import { Refusal } from "#kernel/contract.ts"
import type { Notice } from "./contract.ts"

export type Reader = { name: string; delegation: string; meeting: string }

const places: Record<string, keyof Reader> = { 姓名: "name", 代表团: "delegation", 会议: "meeting", name: "name", delegation: "delegation", meeting: "meeting" }

/** Puts the reader's own into the text; a place we do not know stays as it was typed, so that the office sees the mistake. */
export const toReader = (text: string, reader: Reader): string =>
  text.replace(/\{([^{}]{1,20})\}/g, (place, key: string) => {
    const field = places[key.trim()]
    return field ? reader[field] : place
  })

export const linkAt = (origin: string, token: string): string => `${origin.replace(/\/+$/, "")}/m/#${token}`

export function mustBeThis(notice: Notice | undefined, version: number): asserts notice {
  if (!notice) throw new Refusal("notices.noSuchNotice")
  if (notice.version !== version) throw new Refusal("notices.changed")
}
export function mustBeDraft(notice: Notice, code: "isOut" | "alreadyOut"): void {
  if (notice.publishedAt) throw new Refusal(`notices.${code}`)
}
export function mustBeOut(notice: Notice): void {
  if (!notice.publishedAt) throw new Refusal("notices.notOut")
}
