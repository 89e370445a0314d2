/** 出生年月 as offices write it: 1968-05-12, 1968.05, 1968年5月, 68.5.12, 19680512, 5/12/68, 一九六八年五月, or the number a spreadsheet keeps for a day. */

const digits = "〇零○一二三四五六七八九"
const numerals: Record<string, string> = { 〇: "0", 零: "0", "○": "0", 一: "1", 二: "2", 三: "3", 四: "4", 五: "5", 六: "6", 七: "7", 八: "8", 九: "9" }
const tens = (text: string): string => {
  const [, ten = "", one = ""] = /^([一二三]?)十([一二三四五六七八九]?)$/u.exec(text) ?? []
  if (text.includes("十")) return String(Number(numerals[ten] ?? "1") * 10 + Number(numerals[one] ?? "0"))
  return [...text].map((character) => numerals[character] ?? character).join("")
}
const inFigures = (text: string): string =>
  text.replace(new RegExp(`[${digits}]{2,4}(?=年)`, "u"), tens).replace(/[十一二三四五六七八九]{1,3}(?=[月日号])/gu, tens)

/** A spreadsheet counts days from the end of 1899. */
const fromSerial = (days: number): string => new Date(Date.UTC(1899, 11, 30) + days * 86_400_000).toISOString().slice(0, 10)

const earliest = 1900

/** 68 is 1968; 05 is 2005 as soon as somebody born then may sit in a meeting. */
const fullYear = (year: string, now: number): number =>
  year.length > 2 ? Number(year) : Number(year) + 2000 <= now - 16 ? Number(year) + 2000 : Number(year) + 1900

function dayOf(year: number, month: number, day: number | undefined, now: number): string | undefined {
  if (year < earliest || year > now || month < 1 || month > 12) return undefined
  const start = `${year}-${String(month).padStart(2, "0")}`
  if (day === undefined) return start
  const isThere = day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate()
  return isThere ? `${start}-${String(day).padStart(2, "0")}` : undefined
}

type Parts = [year: string, month: string, day?: string]
const shapes: [RegExp, (found: RegExpExecArray) => Parts][] = [
  [/^(\d{4})(\d{2})(\d{2})$/, ([, y = "", m = "", d]) => [y, m, d] as Parts],
  [/^(\d{4})(\d{2})$/, ([, y = "", m = ""]) => [y, m]],
  [/^(\d{4}|\d{2})[-/.年](\d{1,2})(?:[-/.月](\d{1,2})?日?号?)?$/, ([, y = "", m = "", d]) => [y, m, d] as Parts],
  // the way of American sheets: month first, the year last
  [/^(\d{1,2})[/](\d{1,2})[/](\d{4}|\d{2})$/, ([, m = "", d, y = ""]) => [y, m, d] as Parts],
]

/** YYYY-MM-DD or YYYY-MM; undefined when it cannot be read. `now`: the year it is. */
export function readBirth(raw: string, now: number): string | undefined {
  const text = inFigures(raw.normalize("NFKC").replace(/[\s\u200b\ufeff]/gu, ""))
    .replace(/(生|出生)$/u, "")
    .replace(/(\d)(?:T|T?00:00(?::00)?(?:\.0+)?Z?)$/, "$1")
  if (/^\d{4,5}(\.0+)?$/.test(text) && Number(text) >= 3000 && Number(text) < 60_000) {
    const [year = 0, month = 0, day = 0] = fromSerial(Math.trunc(Number(text)))
      .split("-")
      .map(Number)
    return dayOf(year, month, day, now)
  }
  for (const [shape, parts] of shapes) {
    const found = shape.exec(text)
    if (!found) continue
    const [year, month, day] = parts(found)
    const read = dayOf(fullYear(year, now), Number(month), day === undefined ? undefined : Number(day), now)
    if (read) return read
  }
  return undefined
}
