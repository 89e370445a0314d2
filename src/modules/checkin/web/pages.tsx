import type { Page } from "#web/pages.ts"
import { words } from "../words.ts"

export const pages: Page[] = [
  { path: "/checkin", shell: "desk", phase: "arrive", words, title: "arrival", place: 1, grant: "checkin.board", load: () => import("./board-page.tsx") },
  {
    path: "/checkin/people",
    shell: "desk",
    phase: "arrive",
    words,
    title: "people",
    place: 2,
    grant: "checkin.present",
    load: () => import("./people-page.tsx"),
  },
  { path: "/checkin/scans", shell: "desk", phase: "arrive", words, title: "scans", place: 3, grant: "checkin.scans", load: () => import("./scans-page.tsx") },
  { path: "/board/$sessionId", shell: "screen", words, title: "arrival", load: () => import("./screen-board.tsx") },
  { path: "/", shell: "phone", words, title: "card", load: () => import("./phone-card.tsx") },
  { path: "/programme", shell: "phone", words, title: "programme", place: 1, load: () => import("./phone-programme-page.tsx") },
]
