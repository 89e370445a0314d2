/** 证件号码: a 居民身份证 says when its holder was born and of which sex he is, and checks itself; other documents only have a form. */

export type Identity = { number: string; birth: string | null; sex: "male" | "female" | null }

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const checkOf = (number: string): string => "10X98765432"[weights.reduce((sum, weight, at) => sum + weight * Number(number[at]), 0) % 11] ?? ""

function birthIn(number: string): string | undefined {
  const [year, month, day] = [number.slice(6, 10), number.slice(10, 12), number.slice(12, 14)]
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(`${year}-${month}-${day}`) ? `${year}-${month}-${day}` : undefined
}

/** What is wrong with it: lost as a number in a spreadsheet, its check digit, or no document's number at all. */
export type Wrong = "idNumberLost" | "idNumberWrong" | "idNumberUnreadable"

export function readIdentity(raw: string): Identity | Wrong | undefined {
  const number = raw
    .normalize("NFKC")
    .replace(/[\s'‘’`\u200b\ufeff]/gu, "")
    .toUpperCase()
  if (!number) return undefined
  if (/^\d(\.\d+)?E\+\d+$/.test(number)) return "idNumberLost"
  if (/^\d{17}[\dX]$/.test(number)) {
    const birth = birthIn(number)
    if (!birth || number.at(-1) !== checkOf(number)) return /^\d{15}000$/.test(number) ? "idNumberLost" : "idNumberWrong"
    return { number, birth, sex: Number(number[16]) % 2 === 1 ? "male" : "female" }
  }
  return /^(?=.*\d)[A-Z0-9()-]{5,30}$/.test(number) && !/^\d{16,17}$/.test(number) ? { number, birth: null, sex: null } : "idNumberUnreadable"
}
