import type { Page } from "#web/pages.ts"
import { words } from "../words.ts"

export const pages: Page[] = [
  {
    path: "/seats",
    shell: "desk",
    phase: "prepare",
    words,
    title: "title",
    place: 40,
    grant: "seating.map",
    full: true,
    load: () => import("./seats-page.tsx"),
  },
]
