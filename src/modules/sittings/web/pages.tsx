import type { Page } from "#web/pages.ts"
import { words } from "../words.ts"

export const pages: Page[] = [
  { path: "/sittings", shell: "desk", phase: "hold", words, title: "title", place: 10, grant: "sittings.list", load: () => import("./sittings-page.tsx") },
  { path: "/", shell: "screen", words, load: () => import("./screen-page.tsx") },
]
