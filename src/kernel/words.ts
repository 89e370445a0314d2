/** Languages and sentences: everything a person reads stands in a table of both languages. */

export const locales = ["zh-CN", "en"] as const
export type Locale = (typeof locales)[number]

/** One sentence in every language; {name} marks a place that data fills. */
export type Sentence = Record<Locale, string>

/** A module's table of sentences; both languages must have the same keys (a test compares them). */
export type Words = Record<Locale, Record<string, string>>

/** Puts data into a sentence's {places}; a place without data stays visible, so that a mistake is seen. */
export function fill(sentence: string, data: Record<string, unknown> = {}): string {
  return sentence.replace(/\{(\w+)\}/g, (place, name: string) => (data[name] === undefined || data[name] === null ? place : String(data[name])))
}

/** The best language we have for an Accept-Language header or a browser's setting. */
export function localeOf(wanted: string | undefined): Locale {
  const first = (wanted ?? "").split(",")[0]?.trim().toLowerCase() ?? ""
  return first.startsWith("en") ? "en" : "zh-CN"
}
