/** The two pages before anybody is signed in: the mark, one question, one button. */
import { type ReactNode, useEffect } from "react"
import { setLocale, useLocale, useWords } from "#web/words.ts"
import { words } from "../words.ts"

export function Alone({ title, why, foot, children }: { title: string; why?: string; foot?: ReactNode; children: ReactNode }) {
  const say = useWords(words)
  const now = useLocale()
  useEffect(() => {
    document.title = title
  }, [title])
  return (
    <main className="alone">
      <div className="alone-body">
        <p className="alone-mark">{say("mark")}</p>
        <h1>{title}</h1>
        <p className="alone-why">{why}</p>
        {children}
        <div className="alone-foot">
          <span>{foot}</span>
          <button type="button" className="quiet-link" lang={now === "en" ? "zh-CN" : "en"} onClick={() => setLocale(now === "en" ? "zh-CN" : "en")}>
            {say("otherLanguage")}
          </button>
        </div>
      </div>
    </main>
  )
}
