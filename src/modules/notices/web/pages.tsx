import type { Page } from "#web/pages.ts"
import { words } from "../words.ts"

export const pages: Page[] = [{ path: "/notices", shell: "phone", words, title: "notices", place: 2, load: () => import("./phone-notices-page.tsx") }]
