import type { Page } from "#web/pages.ts"
import { words } from "../words.ts"

export const pages: Page[] = [
  { path: "/", shell: "phone", words, title: "card", load: () => import("./phone-card.tsx") },
  { path: "/programme", shell: "phone", words, title: "programme", place: 1, load: () => import("./phone-programme-page.tsx") },
]
