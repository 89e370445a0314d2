/** Words on a page: the module's own table in the person's language. */
import { useCallback } from "react"
import { fill, type Locale, localeOf, locales, type Words } from "#kernel/words.ts"
import { store, useStore } from "./store.ts"

const kept = "huixu.locale"

function firstLocale(): Locale {
  const chosen = globalThis.localStorage?.getItem(kept)
  const known = locales.find((locale) => locale === chosen)
  return known ?? localeOf(globalThis.navigator?.language)
}

const current = store<Locale>(firstLocale())

export const locale = (): Locale => current.get()
export const useLocale = (): Locale => useStore(current)

export function setLocale(next: Locale): void {
  globalThis.localStorage?.setItem(kept, next)
  if (globalThis.document) document.documentElement.lang = next
  current.set(next)
}

/** In the table's own order of keys, so that a key that is not there does not compile. */
export type Say<Table extends Words> = (key: keyof Table["zh-CN"] & string, data?: Record<string, unknown>) => string

export function useWords<Table extends Words>(words: Table): Say<Table> {
  const now = useLocale()
  return useCallback((key, data) => sayIn(words, now, key, data), [words, now])
}

/** Outside a component, in the language of this moment. */
export const sayNow = <Table extends Words>(words: Table, key: keyof Table["zh-CN"] & string, data?: Record<string, unknown>): string =>
  sayIn(words, current.get(), key, data)

function sayIn(words: Words, now: Locale, key: string, data?: Record<string, unknown>): string {
  return fill(words[now][key] ?? key, data)
}
