/** The desk's pages: every module's own list, and where each stands. */
import type { Page } from "#web/pages.ts"
import { words as system } from "./system/words.ts"
import { words } from "./words.ts"

const modules = import.meta.glob<{ pages: Page[] }>("../../modules/*/web/pages.tsx", { eager: true })
/** The desk's own pages beside those of the modules: what runs in the background, how the house is, and how other systems talk to it. */
const own: Page[] = [
  { path: "/jobs", shell: "desk", phase: "house", words, title: "jobs", place: 90, load: () => import("./jobs-page.tsx") },
  {
    path: "/system",
    shell: "desk",
    phase: "house",
    words: system,
    title: "system",
    place: 91,
    grant: "house.state",
    load: () => import("./system/state-page.tsx"),
  },
  { path: "/api", shell: "desk", phase: "house", words: system, title: "api", place: 92, grant: "house.state", load: () => import("./system/api-page.tsx") },
]

export const pages: readonly Page[] = [...Object.values(modules).flatMap((module) => module.pages), ...own].filter((page) => page.shell === "desk")

export function pathOf(page: Page): string {
  const path = page.phase === "house" ? page.path : `/meetings/$meetingId${page.path}`
  return path.length > 1 ? path.replace(/\/$/, "") : path
}

export const pageAt = (routeId: string | undefined): Page | undefined => pages.find((page) => pathOf(page) === routeId)
