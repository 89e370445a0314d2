/** 电话 as offices write it. */

/** Digits alone, with the + of another country; null: an empty cell; undefined: no number at all. */
export function readPhone(raw: string): string | null | undefined {
  const value = raw
    .normalize("NFKC")
    .replace(/[\s\-()－—]/gu, "")
    .replace(/\.0$/, "")
  if (!value) return null
  return /^\+?\d{5,20}$/.test(value) ? value : undefined
}

/** A mobile has eleven digits, a landline seven or eight behind its area code: one digit lost or too many, and nobody is reached. */
export const hasUsualLength = (phone: string): boolean => /^(\+\d{7,15}|1\d{10}|0\d{9,11}|[2-9]\d{6,7})$/.test(phone)
