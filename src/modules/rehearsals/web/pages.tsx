import type { Page } from "#web/pages.ts"
import { words } from "../words.ts"

export const pages: Page[] = [
  {
    path: "/rehearsals",
    shell: "desk",
    phase: "prepare",
    words,
    title: "rehearsals",
    place: 55,
    grant: "rehearsals.scripts",
    load: () => import("./rehearsals-page.tsx"),
  },
  { path: "/rehearsals/$scriptId", shell: "desk", phase: "prepare", words, grant: "rehearsals.script", load: () => import("./script-page.tsx") },
  { path: "/walks/$runId", shell: "desk", phase: "prepare", words, grant: "rehearsals.run", full: true, load: () => import("./walk-page.tsx") },
]
