import type { Page } from "#web/pages.ts"
import { words } from "../words.ts"

export const pages: Page[] = [
  { path: "/units", shell: "desk", phase: "house", words, title: "units", place: 50, grant: "units.list", load: () => import("./units-page.tsx") },
  { path: "/units/import", shell: "desk", phase: "house", words, grant: "units.import", load: () => import("./import-page.tsx") },
]
