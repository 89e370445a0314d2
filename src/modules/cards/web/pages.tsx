import type { Page } from "#web/pages.ts"
import { words } from "../words.ts"

export const pages: Page[] = [
  { path: "/cards", shell: "desk", phase: "prepare", words, title: "title", place: 60, grant: "cards.list", load: () => import("./cards-page.tsx") },
]
