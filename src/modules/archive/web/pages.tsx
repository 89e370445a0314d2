import type { Page } from "#web/pages.ts"
import { words } from "../words.ts"

export const pages: Page[] = [
  { path: "/archive", shell: "desk", phase: "after", words, title: "archive", place: 30, grant: "archive.list", load: () => import("./archive-page.tsx") },
]
