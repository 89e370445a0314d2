/** Pages that say why there is no page. */
import { useQuery } from "@tanstack/react-query"
import type { ReactNode } from "react"
import { useEffect } from "react"
import { Go } from "#web/nav.tsx"
import { useLocale, useWords } from "#web/words.ts"
import { words } from "./words.ts"

function Plain({ title, why, children }: { title: string; why: string; children?: ReactNode }) {
  useEffect(() => {
    document.title = title
  }, [title])
  return (
    <div className="plain-state">
      <h1>{title}</h1>
      <p>{why}</p>
      <div>{children}</div>
    </div>
  )
}

export function NotFound() {
  const say = useWords(words)
  return (
    <Plain title={say("notFound")} why={say("notFoundWhy")}>
      <Go to="/" className="quiet-link">
        {say("home")}
      </Go>
    </Plain>
  )
}

export function Forbidden({ operation }: { operation: string }) {
  const say = useWords(words)
  const locale = useLocale()
  const names = useQuery({ queryKey: ["operation names"], queryFn: async () => (await import("#modules/access/data/operations.json")).operations })
  if (!names.data) return null
  const name = (names.data as Record<string, string[]>)[operation]?.[locale === "en" ? 1 : 0] ?? operation
  return (
    <Plain title={say("forbidden", { operation: name })} why={say("forbiddenWhy")}>
      <Go to="/" className="quiet-link">
        {say("home")}
      </Go>
    </Plain>
  )
}

export function Broken() {
  const say = useWords(words)
  return (
    <Plain title={say("broken")} why={say("brokenWhy")}>
      <button type="button" className="quiet-link" onClick={() => globalThis.location.reload()}>
        {say("reload")}
      </button>
    </Plain>
  )
}

export function Unreachable() {
  const say = useWords(words)
  return <Plain title={say("unreachable")} why={say("unreachableWhy")} />
}
