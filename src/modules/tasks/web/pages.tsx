import type { Page } from "#web/pages.ts"
import { words as ledgerWords } from "../ledgers/words.ts"
import { words as standupWords } from "../standup/words.ts"
import { words } from "../words.ts"

export const pages: Page[] = [
  { path: "/tasks", shell: "desk", phase: "house", words, title: "myTasks", place: 8, load: () => import("./mine-page.tsx") },
  { path: "/tasks", shell: "desk", phase: "prepare", words, title: "tasks", place: 10, grant: "tasks.list", load: () => import("./tasks-page.tsx") },
  {
    path: "/standup",
    shell: "desk",
    phase: "prepare",
    words: standupWords,
    title: "standup",
    place: 12,
    grant: "tasks.standup",
    load: () => import("./standup-page.tsx"),
  },
  {
    path: "/ledgers",
    shell: "desk",
    phase: "prepare",
    words: ledgerWords,
    title: "ledgers",
    place: 13,
    grant: "tasks.matters",
    load: () => import("./ledgers-page.tsx"),
  },
]
