import type { Page } from "#web/pages.ts"
import { words } from "../words.ts"

export const leavePages: Page[] = [
  { path: "/leaves", shell: "desk", phase: "prepare", words, title: "leaves", place: 24, grant: "attendees.leaves", load: () => import("./leaves-page.tsx") },
]
