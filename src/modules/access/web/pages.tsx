import type { Page } from "#web/pages.ts"
import { words as accounts } from "../accounts/words.ts"
import { words as roles } from "../roles/words.ts"
import { words } from "../words.ts"

const house = { shell: "desk", phase: "house", words } as const

export const pages: Page[] = [
  { ...house, path: "/set-up", bare: true, load: () => import("./set-up-page.tsx") },
  { ...house, path: "/sign-in", bare: true, load: () => import("./sign-in-page.tsx") },
  { ...house, path: "/account", load: () => import("../accounts/web/account-page.tsx") },
  { ...house, path: "/office", words: accounts, title: "myOffice", place: 5, grant: "access.duties", load: () => import("../accounts/web/office-page.tsx") },
  { ...house, path: "/separate", grant: "access.separate", load: () => import("../offices/web/separate-page.tsx") },
  { ...house, path: "/accounts", title: "accounts", place: 60, grant: "access.accounts", load: () => import("./accounts-page.tsx") },
  { ...house, path: "/roles", words: roles, title: "roles", place: 61, grant: "access.roles", load: () => import("./roles-page.tsx") },
  { ...house, path: "/keys", words: roles, title: "keys", place: 62, grant: "access.keys", load: () => import("./keys-page.tsx") },
  { ...house, path: "/policy", words: accounts, title: "policy", place: 64, grant: "access.policy", load: () => import("../accounts/web/policy-page.tsx") },
  {
    ...house,
    path: "/sign-ins",
    words: accounts,
    title: "signIns",
    place: 65,
    grant: "access.signIns",
    load: () => import("../accounts/web/sign-ins-page.tsx"),
  },
]
