/** What a module's web/pages.tsx exports: its pages, as data, for the shells to collect. */
import type { ComponentType } from "react"
import type { Words } from "#kernel/words.ts"

export type Shell = "desk" | "phone" | "gate" | "screen"
/** The phases at the left of the desk; "overview" stands above them, "house" below (settings of the whole house, no meeting). */
export type Phase = "overview" | "prepare" | "arrive" | "hold" | "after" | "house"

export type PageProps = {
  meetingId: string
  /** Path parameters of the page's own path. */
  params: Record<string, string>
}

export type Page = {
  /** Below /meetings/$meetingId (desk) or below the shell's base; "/roster", "/papers/$paperId/copies". House pages stand at the root. */
  path: string
  shell: Shell
  phase?: Phase
  words: Words
  /** Key in words of the page's name at the rail; absent: not at the rail. */
  title?: string
  /** Place among the rooms of its phase at the rail, smallest first. */
  place?: number
  /** Operation without which the page is not shown. */
  grant?: string
  /** Full-room pages drop the rail (seats, sitting). */
  full?: boolean
  /** Stands alone, without the shell's frame and for people who are not signed in (set-up, sign-in). */
  bare?: boolean
  load: () => Promise<{ Page: ComponentType<PageProps> }>
}
