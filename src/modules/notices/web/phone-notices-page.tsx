/** 通知 on the phone: what the office published, with the reader's own name in it. */
import "./phone-notices.css"
import { useRead } from "#web/api.ts"
import type { PageProps } from "#web/pages.ts"
import { Problem } from "#web/ui/page.tsx"
import { useLocale, useWords } from "#web/words.ts"
import { notices } from "../contract.ts"
import { words } from "../words.ts"

export function Page(_: PageProps) {
  const say = useWords(words)
  const locale = useLocale()
  const read = useRead(notices.mine, {})
  if (!read.data) return read.error ? <Problem error={read.error} again={() => void read.refetch()} /> : <main className="phone-wait">{say("loading")}</main>
  const when = (instant: string) =>
    new Date(instant).toLocaleString(locale, { month: "long", day: "numeric", hour: "numeric", minute: "2-digit", hourCycle: "h23" })
  return (
    <main className="phone-page">
      {read.data.length === 0 ? <p className="notice-none">{say("noneYet")}</p> : null}
      {read.data.map((notice) => (
        <article key={notice.id} className="notice">
          <h2>{notice.title}</h2>
          <p className="phone-quiet">{when(notice.publishedAt)}</p>
          <p className="notice-body">{notice.body}</p>
        </article>
      ))}
    </main>
  )
}
