import type { Page } from "#web/pages.ts"
import { words } from "../words.ts"

const house = { shell: "desk", phase: "house", words } as const

export const pages: Page[] = [
  { ...house, path: "/set-up", bare: true, load: () => import("./set-up-page.tsx") },
  { ...house, path: "/sign-in", bare: true, load: () => import("./sign-in-page.tsx") },
  { ...house, path: "/password", load: () => import("./password-page.tsx") },
  { ...house, path: "/accounts", title: "accounts", place: 60, grant: "access.accounts", load: () => import("./accounts-page.tsx") },
  { ...house, path: "/roles", title: "roles", place: 61, grant: "access.roles", load: () => import("./roles-page.tsx") },
]
