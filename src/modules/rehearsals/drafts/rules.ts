import type { Session } from "#modules/agenda/contract.ts"
import type { GivenLine } from "../contract.ts"
import usual from "../data/drafts.json" with { type: "json" }
import { inOrder } from "../rules.ts"

export type DraftKind = keyof typeof usual.kinds
type Usual = { from?: string; minutes: number; cue: string; what: string; person: string; place: string; seconds?: number }
type Of = Pick<Session, "key" | "kind" | "title" | "place" | "chair"> & { length: number }

const byTitle: readonly (readonly [RegExp, DraftKind])[] = [
  [/闭幕/, "closing"],
  [/选举|预选|投票/, "election"],
  [/开幕/, "opening"],
  [/大会|动员/, "plenary"],
]
const byKind: Record<string, DraftKind> = { registration: "registration", presidium: "office", group: "group", committee: "office", preparatory: "plenary" }

/** Which of the usual scripts fits: by its title, by the template's name for the session (an office's whole meeting is one), by its kind. */
export function draftKindOf({ key, kind, title }: Pick<Of, "key" | "kind" | "title">): DraftKind {
  if (key === "election") return "election"
  const named = kind === "plenary" ? byTitle.find(([words]) => words.test(title))?.[1] : byKind[kind]
  return named ?? (key === "meeting" ? "office" : kind === "plenary" ? "plenary" : "other")
}

/** The usual lines with this session's chair and hall; what is counted from the end never comes before what is counted from the begin. */
export function draftOf(kind: DraftKind, { chair, place, length }: Pick<Of, "chair" | "place" | "length">): GivenLine[] {
  const lines: readonly Usual[] = usual.kinds[kind]
  const said = (text: string) => text.replace("{chair}", chair || "主持人").replace("{place}", place || "会场")
  const last = Math.max(0, ...lines.filter(({ from }) => from !== "end").map(({ minutes }) => minutes))
  return inOrder(
    lines.map(({ from, minutes, cue, what, person, place: where, seconds }) => ({
      minutes: from === "end" ? Math.max(length + minutes, last + 1) : minutes,
      cue: said(cue),
      what: said(what),
      person: said(person),
      account: null,
      place: said(where),
      seconds: seconds ?? null,
    })),
  )
}
