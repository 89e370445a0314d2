import type { Page } from "#web/pages.ts"
import { words } from "../words.ts"

export const pages: Page[] = [
  { path: "/audit", shell: "desk", phase: "house", words, title: "audit", place: 80, grant: "audit.list", load: () => import("./audit-page.tsx") },
]
