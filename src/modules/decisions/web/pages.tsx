import type { Page } from "#web/pages.ts"
import { words } from "../words.ts"

export const pages: Page[] = [
  {
    path: "/decisions",
    shell: "desk",
    phase: "after",
    words,
    title: "decisions",
    place: 20,
    grant: "decisions.list",
    load: () => import("./decisions-page.tsx"),
  },
  // without a title: no tile on a delegate's phone, the whole page of a unit's link
  { path: "/decisions", shell: "phone", words, load: () => import("./phone-decisions-page.tsx") },
]
