import type { Page } from "#web/pages.ts"
import { words } from "../words.ts"

export const qualificationPages: Page[] = [
  {
    path: "/qualification",
    shell: "desk",
    phase: "prepare",
    words,
    title: "qualification",
    place: 23,
    grant: "attendees.qualifications",
    load: () => import("./qualification-page.tsx"),
  },
  { path: "/qualification/report", shell: "desk", phase: "prepare", words, grant: "attendees.qualificationReport", load: () => import("./report-page.tsx") },
]
