/** 138****6021: enough to recognise a number by, not enough to call it. */
export const masked = (phone: string): string => (phone.length > 7 ? `${phone.slice(0, 3)}****${phone.slice(-4)}` : `****${phone.slice(-2)}`)

/** What is asked of the phones: a whole number, or its last four digits. Anything else is no phone. */
export function phoneIn(find: string): { whole: string; tail: string | undefined } | undefined {
  const digits = find.replace(/[\s-]/g, "")
  if (!/^\+?\d{4,20}$/.test(digits)) return undefined
  return { whole: digits, tail: digits.length === 4 ? digits : undefined }
}
