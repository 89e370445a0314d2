import type { Page } from "#web/pages.ts"
import { words } from "../words.ts"

export const pages: Page[] = [
  { path: "/minutes", shell: "desk", phase: "after", words, title: "minutes", place: 10, grant: "minutes.list", load: () => import("./minutes-page.tsx") },
  { path: "/minutes/$minutesId", shell: "desk", phase: "after", words, grant: "minutes.get", load: () => import("./paper-page.tsx") },
]
