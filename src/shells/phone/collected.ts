/** Every module's pages for the phone. */
import type { Page } from "#web/pages.ts"

const collected = import.meta.glob<{ pages: Page[] }>("../../modules/*/web/pages.tsx", { eager: true })
export const pages = Object.values(collected)
  .flatMap((module) => module.pages)
  .filter((page) => page.shell === "phone")
  .sort((a, b) => (a.place ?? 99) - (b.place ?? 99))
