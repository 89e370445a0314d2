import type { Page } from "#web/pages.ts"
import { words } from "../words.ts"

export const bodyPages: Page[] = [
  { path: "/bodies", shell: "desk", phase: "prepare", words, title: "bodies", place: 22, grant: "attendees.bodies", load: () => import("./bodies-page.tsx") },
  { path: "/bodies/$bodyId", shell: "desk", phase: "prepare", words, grant: "attendees.members", load: () => import("./members-page.tsx") },
]
