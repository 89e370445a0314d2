import type { Page } from "#web/pages.ts"
import { words } from "../words.ts"

export const pages: Page[] = [
  { path: "/", shell: "desk", phase: "overview", words, title: "overview", place: 1, grant: "meetings.overview", load: () => import("./overview-page.tsx") },
  { path: "/agenda", shell: "desk", phase: "prepare", words, title: "agenda", place: 50, grant: "agenda.list", load: () => import("./agenda-page.tsx") },
]
