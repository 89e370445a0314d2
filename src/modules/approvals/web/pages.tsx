import type { Page } from "#web/pages.ts"
import { words } from "../words.ts"

const house = { shell: "desk", phase: "house", words } as const

export const pages: Page[] = [
  { ...house, path: "/approvals", title: "approvals", place: 10, load: () => import("./inbox-page.tsx") },
  { ...house, path: "/approvals/new", load: () => import("./request-page.tsx") },
  { ...house, path: "/approvals/absence", load: () => import("./absence-page.tsx") },
  { ...house, path: "/approval-flows", title: "flows", place: 63, grant: "approvals.flows", load: () => import("./flows-page.tsx") },
  {
    path: "/approvals",
    shell: "desk",
    phase: "prepare",
    words,
    title: "approvals",
    place: 15,
    grant: "approvals.list",
    load: () => import("./meeting-page.tsx"),
  },
]
