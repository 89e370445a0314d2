import type { Page } from "#web/pages.ts"
import { words } from "../words.ts"
import "./opened.ts"

export const pages: Page[] = [
  { path: "/sittings/$sessionId", shell: "desk", phase: "hold", words, grant: "sittings.get", full: true, load: () => import("./operator-page.tsx") },
  { path: "/votes/$pollId", shell: "desk", phase: "hold", words, grant: "voting.ballots", load: () => import("./ballots-page.tsx") },
  { path: "/vote", shell: "phone", words, title: "vote", place: 3, load: () => import("./phone-vote-page.tsx") },
]
