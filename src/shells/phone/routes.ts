/** The phone's few pages: a path below /m/ is a page's own path. */

import { navigateWith } from "#web/nav.tsx"
import type { Page } from "#web/pages.ts"
import { shellAt } from "#web/shell.ts"
import { store } from "#web/store.ts"

const base = import.meta.env.BASE_URL.replace(/\/$/, "")
const here = (): string => {
  const path = shellAt(location.pathname) === "phone" ? location.pathname.slice(base.length) : ""
  return path.replace(/\/+$/, "") || "/"
}

export const path = store(here())
addEventListener("popstate", () => path.set(here()))

export function go(to: string, how: { replace?: boolean } = {}): void {
  const href = base + (to === "/" ? "/" : to)
  if (how.replace) history.replaceState(null, "", href)
  else if (to !== path.get()) history.pushState(null, "", href)
  path.set(to)
  scrollTo(0, 0)
}
navigateWith({ go })

export type Found = { page: Page; params: Record<string, string> }
export function pageAt(pages: readonly Page[], at: string): Found | undefined {
  for (const page of pages) {
    const params = paramsOf(page.path, at)
    if (params) return { page, params }
  }
  return undefined
}

function paramsOf(pattern: string, at: string): Record<string, string> | undefined {
  const [wanted, given] = [pattern.split("/").filter(Boolean), at.split("/").filter(Boolean)]
  if (wanted.length !== given.length) return undefined
  const params: Record<string, string> = {}
  for (const [place, part] of wanted.entries()) {
    if (part.startsWith("$")) params[part.slice(1)] = decodeURIComponent(given[place] ?? "")
    else if (part !== given[place]) return undefined
  }
  return params
}
