/** Every module's pages for the hall screen. */
import type { Page } from "#web/pages.ts"

const collected = import.meta.glob<{ pages: Page[] }>("../../modules/*/web/pages.tsx", { eager: true })
const pages = Object.values(collected)
  .flatMap((module) => module.pages)
  .filter((page) => page.shell === "screen")

export const pageOf = (path: string): Page | undefined => pages.find((page) => page.path === path)
