import type { Page } from "#web/pages.ts"
import { words } from "../words.ts"

export const pages: Page[] = [
  {
    path: "/notices",
    shell: "desk",
    phase: "prepare",
    words,
    title: "noticesRoom",
    place: 60,
    grant: "notices.list",
    load: () => import("./notices-page.tsx"),
  },
  { path: "/links", shell: "desk", phase: "prepare", words, title: "links", place: 61, grant: "notices.links", load: () => import("./links-page.tsx") },
  { path: "/notices", shell: "phone", words, title: "notices", place: 2, load: () => import("./phone-notices-page.tsx") },
]
