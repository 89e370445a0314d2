import type { Page } from "#web/pages.ts"
import { words } from "../words.ts"

export const pages: Page[] = [
  { path: "/reminders", shell: "desk", phase: "house", words, title: "reminders", place: 9, load: () => import("./reminders-page.tsx") },
]
