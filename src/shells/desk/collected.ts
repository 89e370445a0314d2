/** The desk's pages: every module's own list, and where each stands. */
import type { Page } from "#web/pages.ts"
import { words } from "./words.ts"

const modules = import.meta.glob<{ pages: Page[] }>("../../modules/*/web/pages.tsx", { eager: true })
/** The desk's own page beside those of the modules: everything that runs in the background. */
const jobs: Page = { path: "/jobs", shell: "desk", phase: "house", words, title: "jobs", place: 90, load: () => import("./jobs-page.tsx") }

export const pages: readonly Page[] = [...Object.values(modules).flatMap((module) => module.pages), jobs].filter((page) => page.shell === "desk")

export function pathOf(page: Page): string {
  const path = page.phase === "house" ? page.path : `/meetings/$meetingId${page.path}`
  return path.length > 1 ? path.replace(/\/$/, "") : path
}

export const pageAt = (routeId: string | undefined): Page | undefined => pages.find((page) => pathOf(page) === routeId)
