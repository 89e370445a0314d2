import type { Page } from "#web/pages.ts"
import { bodyPages } from "../bodies/web/pages.tsx"
import { leavePages } from "../leave/web/pages.tsx"
import { words as privacyWords } from "../privacy/words.ts"
import { qualificationPages } from "../qualification/web/pages.tsx"
import { words } from "../words.ts"

export const pages: Page[] = [
  { path: "/roster", shell: "desk", phase: "prepare", words, title: "roster", place: 20, grant: "attendees.list", load: () => import("./roster-page.tsx") },
  { path: "/roster/import", shell: "desk", phase: "prepare", words, grant: "attendees.importRoster", load: () => import("./import-page.tsx") },
  { path: "/roster/order", shell: "desk", phase: "prepare", words, grant: "attendees.orders", load: () => import("./order-page.tsx") },
  { path: "/delegations", shell: "desk", phase: "prepare", words, grant: "attendees.delegations", load: () => import("./delegations-page.tsx") },
  {
    path: "/privacy",
    shell: "desk",
    phase: "prepare",
    words: privacyWords,
    title: "privacy",
    place: 29,
    grant: "attendees.privacy",
    load: () => import("./privacy-page.tsx"),
  },
  ...bodyPages,
  ...leavePages,
  ...qualificationPages,
]
