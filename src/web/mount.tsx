/** The root every shell stands on: queries kept fresh by live events, the page's language. */
import { QueryClientProvider } from "@tanstack/react-query"
import { type ReactNode, StrictMode } from "react"
import { createRoot } from "react-dom/client"
import { client, keepFresh } from "./client.ts"
import { locale } from "./words.ts"

export function mount(app: ReactNode): void {
  const place = document.getElementById("app")
  if (!place) throw new Error("index.html has no element #app")
  document.documentElement.lang = locale()
  keepFresh()
  createRoot(place).render(
    <StrictMode>
      <QueryClientProvider client={client}>{app}</QueryClientProvider>
    </StrictMode>,
  )
}
